"""编辑/审核: the rules that decide whether an issue gets its next status, the rounds of review with their stages, comments
and verdicts."""
