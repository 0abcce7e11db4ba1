"""The editorial office. What the apps' own admin.py build on stands in `issues.admin.entries` and `.authorities`."""

from issues.admin import accounts, issues, letters, masthead, records, sections
from issues.admin.history import recycle_bin

__all__ = ["accounts", "issues", "letters", "masthead", "records", "recycle_bin", "sections"]
