"""编辑/审核: the rules between an issue and its next status, the rounds and their stages, comments and marks."""
