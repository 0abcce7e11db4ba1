from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.document import Document
from issues.models import Issue
from issues.reading import edition_cache
from tests.issues.reading import factories

Publish = Callable[..., Issue]


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    """Keys come again when a test's transaction is rolled back; in service they do not."""
    edition_cache.clear()


@pytest.fixture
def reading(client: Client, reader: User) -> Client:
    """A browser in which the reader is signed in."""
    client.force_login(reader)
    return client


@pytest.fixture
def public(client: Client, settings: Any) -> Client:
    """Anybody's browser, where everybody may read."""
    settings.READING_IS_PUBLIC = True
    return client


@pytest.fixture
def crew(editor: User, reviewer: User) -> tuple[User, User]:
    return editor, reviewer


@pytest.fixture
def publish(crew: tuple[User, User]) -> Publish:
    """Publish a document (a small one where none is given) through the whole workflow."""

    def publish(source: Document | None = None) -> Issue:
        return factories.published_issue(source, editor=crew[0], reviewer=crew[1])

    return publish
