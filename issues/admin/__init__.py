"""The editorial office. What the apps' own admin.py build on stands in `issues.admin.bases.entries` and `.name_records`."""

from issues.admin import issues, mail, masthead, records, sections
from issues.admin.accounts import users
from issues.admin.history import recycle_bin

__all__ = ["issues", "mail", "masthead", "records", "recycle_bin", "sections", "users"]
