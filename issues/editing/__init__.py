"""Changes to the rows of an issue. Every write passes the guard and is recorded in the history (`issues.models.bases`).

Rows to Document and back, the placement and order of entries, merging of name records, restoring, imports.
"""
