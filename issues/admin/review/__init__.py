"""审阅: the whole issue as it will be read, with what changed, what was decided and what was said beside each entry."""
