"""审阅: the whole issue as it will be read, with what changed, the verdict and the comments of each entry."""
