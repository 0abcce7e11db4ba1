from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.document import Entry
from issues.editing.building import build_document
from issues.models import Issue, Verdict
from issues.reviewing.verdicts import entry_digest, give_verdict
from issues.workflow import transitions
from tests import factories
from tests.rendered import flat


@pytest.fixture
def draft(editor) -> Issue:
    return factories.issue_of(factories.document(reviewer=""), editor)


@pytest.fixture
def submitted(draft, editor) -> Issue:
    return factories.carry(draft, ("submit", editor))


@pytest.fixture
def first(draft) -> Entry:
    """The first entry of the issue."""
    return build_document(draft).entries[0]


@pytest.fixture
def html(at_desk) -> Callable[[User, Issue], str]:
    """The review page as this person gets it."""

    def get(user: User, issue: Issue) -> str:
        return flat(at_desk(user).get(address(issue)).content.decode())

    return get


def address(issue: Issue) -> str:
    return f"/admin/issues/issue/{issue.pk}/review/"


def post(browser: Client, issue: Issue, act: str, **values: Any) -> Any:
    return browser.post(f"/admin/issues/issue/{issue.pk}/{act}/", values)


def marked(issue: Issue, entry: Entry, mark: Verdict.Mark, by: User) -> Verdict:
    return give_verdict(issue, entry.uid, mark, by=by, seen=entry_digest(entry))


def perform(issue: Issue, key: str, by: User, note: str = "") -> None:
    issue.refresh_from_db()
    transitions.perform(issue, key, by=by, note=note)
