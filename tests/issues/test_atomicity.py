"""A failure at any of the writes of an action leaves everything as it was, and the record agrees."""

import hashlib

import pytest
from django.db import DatabaseError, connection

from issues.actor import acting_as
from issues.document.dumping import dumps
from issues.editing import imports
from issues.editing.building import build_document
from issues.editing.restoring import restore_revision
from issues.models import EntryRevision, Issue, Verdict
from issues.reviewing.comments import raise_comment
from issues.reviewing.verdicts import entry_digest, give_verdict
from issues.workflow import transitions
from issues.workflow.record_check import find_disagreements
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db

WRITING = ("INSERT", "UPDATE", "DELETE")


class Broken(DatabaseError):
    """The database went away."""


def breaking_at(nth):
    """The database goes away before its nth write."""
    count = 0

    def execute(run, sql, params, many, context):
        nonlocal count
        count += sql.startswith(WRITING)
        if count == nth and sql.startswith(WRITING):
            raise Broken
        return run(sql, params, many, context)

    return execute


def database_digest():
    state = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith("sqlite_"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
                state.update(f"{table}{cursor.fetchall()}".encode())
    return state.hexdigest()


def uid_of(issue):
    return build_document(issue).entries[0].uid


def performing(key, who, note=""):
    def carry_out(issue, people):
        transitions.perform(Issue.objects.get(pk=issue.pk), key, by=people[who], note=note)

    return carry_out


def commenting(issue, people):
    raise_comment(issue, by=people["reviewer"], text="请核对", uid=uid_of(issue))


def judging(issue, people):
    entry = build_document(issue).entries[0]
    give_verdict(issue, entry.uid, Verdict.Mark.PASSED, by=people["reviewer"], seen=entry_digest(entry))


def restoring(issue, people):
    item = PolicyItem.objects.get(uid=uid_of(issue))
    with acting_as(people["editor"]):
        restore_revision(item, EntryRevision.objects.of(item.uid).last())


def confirming(issue, people):
    imported = people.get("imported") or imports.start_import("21.json", FILE, by=people["editor"])
    people["imported"] = imported
    imports.confirm_import(imported)


FILE = dumps(factories.document(21), read_annex=lambda sha256: b"").encode()
ACTIONS = {
    "submit": ((), performing("submit", "editor")),
    "return": (("submit",), performing("return", "reviewer", "请改")),
    "approve": (("submit",), performing("approve", "reviewer")),
    "publish": (("submit", "approve"), performing("publish", "editor")),
    "abandon": (("submit", "approve", "publish", "correct"), performing("abandon", "editor", "点错了")),
    "comment": (("submit",), commenting),
    "judge": (("submit",), judging),
    "restore": ((), restoring),
    "confirm": ((), confirming),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_action_that_breaks_off_anywhere_left_nothing(name, editor, reviewer, monkeypatch):
    before_it, carry_out = ACTIONS[name]
    issue = factories.issue_of(factories.document(reviewer=""), editor)
    with acting_as(editor):
        item = PolicyItem.objects.get(uid=uid_of(issue))
        item.title = "改过的"
        item.save()
    issue.refresh_from_db()
    by = {"approve": reviewer}
    factories.carry(issue, *((key, by.get(key, editor)) for key in before_it))
    people = {"editor": editor, "reviewer": reviewer}
    if name == "confirm":
        people["imported"] = imports.start_import("21.json", FILE, by=editor)
    if name == "publish":
        printed = transitions._print(issue, transitions.ACTIONS["publish"])
        monkeypatch.setattr(
            transitions.editions, "prepare", lambda issue: printed
        )  # printed once, not at each break
    before, nth = database_digest(), 0
    while True:
        nth += 1
        try:
            with connection.execute_wrapper(breaking_at(nth)):
                carry_out(issue, people)
        except Broken:
            assert database_digest() == before, nth
            assert list(find_disagreements(issue)) == []
            continue
        break
    assert nth > 2
    assert database_digest() != before
    assert list(find_disagreements(issue)) == []
