from tests.issues.admin.conftest import at_desk

__all__ = ["at_desk"]
