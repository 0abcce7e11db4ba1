"""The editorial office. What the apps' own admin.py build on stands in `issues.admin.entries` and `.authorities`."""

from issues.admin import accounts, bin, issues, masthead, records, sections

__all__ = ["accounts", "bin", "issues", "masthead", "records", "sections"]
