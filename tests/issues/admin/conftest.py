import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.models import Issue
from tests import factories


@pytest.fixture
def draft(editor) -> Issue:
    """One issue in 草稿 with every kind of section and entry."""
    return factories.issue_of(factories.document(), editor)


@pytest.fixture
def at_desk():
    """A signed-in browser of this person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
