"""Two people at once, on real connections: one goes first, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from issues import taking_in, workflow
from issues.acting import acting_as
from issues.composing import compose
from issues.guarding import ContentLocked
from issues.models import ImportedFile, Issue, Transition
from policies.models import PolicyItem
from tests import factories
from tests.issues.test_taking_in import TEXT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*acts) -> list[object]:
    """Run the acts at the same moment; each gives its result or the exception that it raised."""
    barrier, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait()
            outcomes[n] = act()
        except Exception as error:
            outcomes[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("round_", range(5))
def test_an_approval_and_an_edit_never_both_succeed(round_, editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor))
    seen, digest = issue.version, compose(issue).digest

    def recall_and_edit():
        with acting_as(editor):
            workflow.perform(Issue.objects.get(pk=issue.pk), "recall", by=editor, seen=seen)
            item = PolicyItem.objects.first()
            item.title = "抢在审核之前的改动"
            item.save()

    approved, edited = at_once(
        lambda: workflow.perform(Issue.objects.get(pk=issue.pk), "approve", by=reviewer, seen=seen),
        recall_and_edit,
    )
    issue.refresh_from_db()
    assert [isinstance(o, workflow.Stale | ContentLocked) for o in (approved, edited)].count(True) == 1
    if issue.status == "approved":
        assert issue.approved_digest == compose(issue).digest == digest
    else:
        assert (issue.status, issue.approved_digest) == ("draft", "")
        assert compose(issue).digest != digest


def test_two_submissions_make_one_record(editor, second_editor):
    issue = factories.issue_of(factories.document(), editor)
    outcomes = at_once(
        *(
            lambda who=who: workflow.perform(
                Issue.objects.get(pk=issue.pk), "submit", by=who, seen=issue.version
            )
            for who in (editor, second_editor)
        )
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Stale", "Transition"]
    assert Transition.objects.count() == 1


def test_edits_at_once_all_count(editor, second_editor):
    issue = factories.issue_of(factories.document())
    version = issue.version

    def save_as(who, pk):
        with acting_as(who):
            PolicyItem.objects.get(pk=pk).save()

    first, second = PolicyItem.objects.values_list("pk", flat=True)
    outcomes = at_once(lambda: save_as(editor, first), lambda: save_as(second_editor, second))
    issue.refresh_from_db()
    assert outcomes == [None, None]
    assert sorted(issue.revised_by) == sorted([editor.pk, second_editor.pk])
    assert issue.version == version + 2


def test_two_tabs_that_confirm_at_once_make_one_issue(editor):
    imported = taking_in.bring("第21期.txt", TEXT.encode(), by=editor)
    outcomes = at_once(*[lambda: taking_in.confirm(ImportedFile.objects.get(pk=imported.pk))] * 2)
    assert outcomes == [Issue.objects.get()] * 2


def test_two_files_with_one_number_make_one_issue(editor, second_editor):
    files = [taking_in.bring("第21期.txt", TEXT.encode(), by=who) for who in (editor, second_editor)]
    outcomes = at_once(*[lambda file=file: taking_in.confirm(file) for file in files])
    assert sorted(map(str, outcomes)) == ["第21期已经存在", "第21期"]
    assert Issue.objects.count() == 1
