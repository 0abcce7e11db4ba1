"""import-export's pages in the admin's own look: `TableAdmin` is the base."""

from issues.admin.spreadsheets.pages import TableAdmin

__all__ = ["TableAdmin"]
