import pytest

from issues.models import Issue
from tests import factories


@pytest.fixture
def issue(editor) -> Issue:
    """An issue in 草稿 that names no reviewer yet."""
    return factories.issue_of(factories.document(reviewer=""), editor)


@pytest.fixture
def draft(issue) -> Issue:
    return issue
