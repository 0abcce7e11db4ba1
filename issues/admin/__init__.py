"""The editorial office. The base classes for the admin.py of the apps are in `issues.admin.bases.entries` and
`.name_records`."""

from issues.admin import issues, mail, masthead, records, sections
from issues.admin.accounts import users
from issues.admin.history import recycle_bin

__all__ = ["issues", "mail", "masthead", "records", "recycle_bin", "sections", "users"]
