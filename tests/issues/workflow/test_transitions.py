from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from issues.actor import acting_as
from issues.editing.building import build_document
from issues.models import Edition, EditionEntry, Issue, Transition
from issues.models.bases.final import RecordIsFinal
from issues.workflow import transitions
from papers.models import Annex, JournalAbstract, Notice
from policies.models import PolicyItem
from tests import cast, factories
from tests.raw_sql import update_all

pytestmark = pytest.mark.django_db

EDITORS = {"editor", "second_editor", "both", "administrator", "superuser_who_edited"}
REVIEWERS = {"reviewer", "both", "administrator", "superuser_who_edited"}
FOUR_EYES = {"reviewer", "administrator"}  # `both` and `superuser_who_edited` have edited this revision
EVERYONE = EDITORS | REVIEWERS | {"reader", "outsider", "dismissed_reviewer"}

ALLOWED = {  # (status, action) → who may; every other triple is refused
    ("draft", "submit"): EDITORS,
    ("returned", "submit"): EDITORS,
    ("submitted", "recall"): EDITORS,
    ("submitted", "return"): REVIEWERS,
    ("approved", "return"): REVIEWERS,
    ("submitted", "approve"): FOUR_EYES,
    ("returned", "unreturn"): {"reviewer"},  # who returned it
    ("approved", "unapprove"): {"reviewer"},  # who approved it
    ("approved", "schedule"): EDITORS | REVIEWERS,
    ("approved", "publish"): EDITORS | REVIEWERS,
    ("published", "withdraw"): EDITORS | REVIEWERS,
    ("published", "correct"): EDITORS,
    ("withdrawn", "correct"): EDITORS,
}
TARGET = {
    "submit": "submitted",
    "recall": "draft",
    "return": "returned",
    "approve": "approved",
    "unreturn": "submitted",
    "unapprove": "submitted",
    "schedule": "approved",
    "publish": "published",
    "withdraw": "withdrawn",
    "correct": "draft",
}


def person(role: str) -> User:
    if role == "superuser_who_edited":
        user = cast.member(role, name="超编辑")
        User.objects.filter(pk=user.pk).update(is_superuser=True)
        return User.objects.get(pk=user.pk)
    if role == "dismissed_reviewer":
        user = cast.member(role, "审核", name="已离职")
        User.objects.filter(pk=user.pk).update(is_active=False)
        return User.objects.get(pk=user.pk)
    return cast.member(role, name="外来人") if role == "outsider" else getattr(cast, role)()


def issue_in(status: str) -> Issue:
    """An issue that `editor`, `both` and `superuser_who_edited` wrote, in this status, through the workflow."""
    one, two = cast.editor(), cast.reviewer()
    issue = factories.issue_of(factories.document(), one)
    for name in ("both", "superuser_who_edited"):
        with acting_as(person(name)):
            PolicyItem.objects.first().save()
    issue.refresh_from_db()
    path = {
        "draft": (),
        "submitted": (("submit", one),),
        "returned": (("submit", one), ("return", two)),
        "approved": (("submit", one), ("approve", two)),
        "published": (("submit", one), ("approve", two), ("publish", one)),
        "withdrawn": (("submit", one), ("approve", two), ("publish", one), ("withdraw", two)),
    }[status]
    return factories.carry(issue, *path)


@pytest.mark.parametrize("status", Issue.Status.values)
def test_every_triple_of_status_action_and_role(status):
    issue = issue_in(status)
    records = Transition.objects.count()
    for action in transitions.MANUAL_ACTIONS:
        for role in sorted(EVERYONE):
            allowed = role in ALLOWED.get((status, action), ())
            assert attempt(issue, action, person(role)) == allowed, (status, action, role)
    assert Transition.objects.count() == records


class Undo(Exception):
    pass


def attempt(issue: Issue, action: str, by: User) -> bool:
    """Whether the action is let through with its right outcome; what it did is undone."""
    before = Issue.objects.filter(pk=issue.pk).values().get()
    fresh = Issue.objects.get(pk=issue.pk)
    try:
        with transaction.atomic():
            record = transitions.perform(
                fresh, action, by=by, note="原因", at=timezone.now() + timedelta(days=1)
            )
            assert fresh.status == TARGET[action] == record.to_status
            assert (record.actor, record.action, record.from_status) == (by, action, before["status"])
            raise Undo
    except Undo:
        return True
    except transitions.ActionRefused:
        assert Issue.objects.filter(pk=issue.pk).values().get() == before
        return False


@pytest.mark.parametrize("status", Issue.Status.values)
def test_the_actions_offered_are_those_of_the_table(status):
    issue = issue_in(status)
    for role in ("reader", "editor", "reviewer"):
        offered = {action.key for action in transitions.available_actions(issue, person(role))}
        assert offered == {action for (s, action), roles in ALLOWED.items() if s == status and role in roles}


def test_nobody_approves_what_they_submitted_even_without_having_edited(administrator, reviewer):
    issue = factories.issue_of(factories.document())
    factories.carry(issue, ("submit", administrator))
    with pytest.raises(transitions.Unmet, match="这一版是您送审的"):
        transitions.perform(issue, "approve", by=administrator)
    transitions.perform(issue, "approve", by=reviewer)


@pytest.mark.parametrize("by_update", [False, True])
def test_nobody_approves_what_they_wrote_in_the_pool_and_another_placed(by_update, editor):
    both = cast.both()
    with acting_as(both):
        pooled = PolicyItem.objects.create(title="素材", body_html="<p>正文</p>")
    issue = factories.issue_of(factories.document(), editor)
    with acting_as(editor):
        pooled = PolicyItem.objects.get(pk=pooled.pk)
        pooled.section = issue.sections.first()
        if by_update:
            PolicyItem.objects.filter(pk=pooled.pk).update(section=pooled.section)
        else:
            pooled.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor))
    with pytest.raises(transitions.Unmet, match="您改过这一版的内容"):
        transitions.perform(issue, "approve", by=both)


def test_who_edited_the_last_revision_may_approve_the_next(editor, second_editor):
    both = cast.both()
    issue = factories.issue_of(factories.document(), both)
    factories.carry(
        issue, ("submit", both), ("approve", cast.reviewer()), ("publish", editor), ("correct", editor)
    )
    with acting_as(second_editor):
        PolicyItem.objects.first().save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", second_editor), ("approve", both))
    assert issue.status == "approved"


@pytest.mark.parametrize("action", ["return", "withdraw", "correct"])
def test_a_reason_is_required(action, administrator):
    issue = issue_in("submitted" if action == "return" else "published")
    for note in ("", "  \n "):
        with pytest.raises(transitions.Unmet, match="请填写"):
            transitions.perform(issue, action, by=administrator, note=note)


def test_an_action_on_a_stale_page_is_refused(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    seen = issue.version
    with acting_as(editor):
        PolicyItem.objects.first().save()
    issue.refresh_from_db()
    with pytest.raises(transitions.Stale, match="您打开页面之后"):
        transitions.perform(issue, "submit", by=editor, seen=seen)
    transitions.perform(issue, "submit", by=editor, seen=issue.version)


def test_an_issue_that_is_not_finished_is_not_submitted(editor):
    unfinished = factories.document(
        sections=(
            factories.Section(
                kind="policies", title="政策热点", entries=(factories.policy_item("待写", body_html=""),)
            ),
        )
    )
    issue = factories.issue_of(unfinished, editor)
    with pytest.raises(transitions.Unmet, match="“待写”缺正文"):
        transitions.perform(issue, "submit", by=editor)


def test_an_empty_issue_is_not_submitted(editor):
    issue = factories.issue_of(factories.document(sections=()), editor)
    with pytest.raises(transitions.Unmet, match="还没有条目"):
        transitions.perform(issue, "submit", by=editor)


def test_approval_signs_the_digest_with_the_reviewers_name(editor, reviewer):
    issue = factories.issue_of(factories.document(editor="", reviewer=""), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    document = build_document(issue)
    assert (document.editor, document.reviewer) == ("林知远", "周慎行")
    assert issue.approved_digest == document.digest == issue.transitions.first().digest


def test_what_is_submitted_is_what_is_approved(editor, reviewer):
    issue = factories.issue_of(factories.document(editor="", reviewer="周慎行"), editor)
    factories.carry(issue, ("submit", editor), ("recall", editor), ("submit", editor), ("approve", reviewer))
    assert {record.digest for record in issue.transitions.all()} == {build_document(issue).digest}


def test_returning_voids_the_approval_with_its_signature(editor, reviewer, administrator):
    issue = factories.issue_of(factories.document(reviewer=""), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("return", reviewer))
    assert (issue.approved_digest, issue.reviewer) == ("", "")
    factories.carry(issue, ("submit", editor), ("approve", administrator), ("publish", editor))
    assert issue.edition.document.reviewer == "管理员"


def test_a_reviewers_name_that_was_typed_in_stays(editor, reviewer):
    issue = factories.issue_of(factories.document(reviewer="王老师"), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("return", reviewer))
    assert issue.reviewer == "王老师"


@pytest.mark.parametrize("undo", ["return", "unapprove"])
def test_name_that_an_approval_signed_goes_with_it_though_its_owner_was_renamed(
    undo, editor, reviewer, administrator
):
    issue = factories.issue_of(factories.document(reviewer=""), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    reviewer.first_name = "慎独"
    reviewer.save()
    factories.carry(issue, (undo, reviewer))
    if undo == "return":
        factories.carry(issue, ("submit", editor))
    factories.carry(issue, ("approve", administrator))
    assert build_document(issue).reviewer == "管理员"


def test_correction_is_signed_by_its_own_reviewer_though_the_former_was_renamed(
    editor, reviewer, administrator
):
    issue = factories.published(factories.document(reviewer=""), editor=editor, reviewer=reviewer)
    type(reviewer).objects.filter(pk=reviewer.pk).update(first_name="慎独")
    factories.carry(issue, ("correct", editor), ("submit", editor), ("approve", administrator))
    assert build_document(issue).reviewer == "管理员"


@pytest.mark.parametrize("change", ["replaced", "deleted"])
def test_annex_that_is_not_what_was_approved_is_not_published(change, editor, reviewer, media):
    issue = factories.issue_of(factories.document(reviewer=""), editor)
    with acting_as(editor):
        annex = Annex(notice=Notice.objects.get(), title="汇编")
        annex.attach("汇编.txt", "审过的".encode())
        annex.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    stored = media / "annexes" / annex.sha256
    stored.write_bytes("没审的".encode()) if change == "replaced" else stored.unlink()
    with pytest.raises(transitions.Unmet, match="附件的文件已找不到，或与审核时的不同"):
        transitions.perform(issue, "publish", by=editor)
    assert not issue.editions.exists()


def test_who_begins_a_correction_does_not_approve_it(editor, reviewer):
    both = cast.both()
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", both), ("submit", editor))
    with pytest.raises(transitions.Unmet, match="您改过这一版的内容"):
        transitions.perform(issue, "approve", by=both)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("authors", "长" * 501, "超过 500 字"),
        ("doi", "10.5555/a\x07b", "含有看不见的控制字符"),
        ("title", "甲\n乙", "应为一行文字"),
        ("abstract", " 前有空白", "看不见的字符"),
        ("abstract", "零宽\u200b字符", "看不见的字符"),
        ("url", "javascript:alert(1)", "网址应以 http"),
    ],
)
def test_what_readers_could_not_open_is_not_submitted(field, value, reason, editor):
    """No form lets it in; somebody changed the row."""
    issue = factories.issue_of(factories.document(), editor)
    update_all(JournalAbstract, **{field: value})
    with pytest.raises(transitions.Unmet, match=reason):
        transitions.perform(issue, "submit", by=editor)


def test_what_cannot_be_printed_is_shown_before_the_review_by_entry(editor):
    issue = factories.issue_of(factories.document(), editor)
    abstract = JournalAbstract.objects.first()
    abstract.abstract = "见\ue010与\U0001f9a0"
    abstract.save()
    issue.refresh_from_db()
    with pytest.raises(
        transitions.Unmet, match=f"“{abstract.title}”里的 U\\+E010、\U0001f9a0（U\\+1F9A0），请改写后再送审"
    ):
        transitions.perform(issue, "submit", by=editor)


def test_publishing_checks_the_signed_digest_again(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    row = PolicyItem.objects.order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_policyitem SET title = 'x' WHERE id = %s", [row.pk])
    with pytest.raises(transitions.Unmet, match="内容与审核通过时不一致"):
        transitions.perform(issue, "publish", by=editor)
    assert not Edition.objects.exists()


def test_publishing_freezes_an_edition(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    document = build_document(issue)
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", reviewer))
    edition = issue.edition
    assert edition.document == document
    assert (edition.digest, edition.revision, edition.published_by) == (document.digest, 1, reviewer)
    assert edition.pdf.read().startswith(b"%PDF-")
    assert [(e.uid, e.title) for e in EditionEntry.objects.order_by("pk")] == [
        (entry.uid, heading) for entry, heading in document.headings()
    ]


def test_a_correction_keeps_the_old_edition_online_until_the_new_one(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    first = issue.edition
    factories.carry(issue, ("correct", editor))
    assert (issue.status, issue.revision, issue.is_online, issue.edition) == ("draft", 2, True, first)
    with acting_as(editor):
        item = PolicyItem.objects.first()
        item.title = "改正后的标题"
        item.save()
    issue.refresh_from_db()
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    assert issue.edition == first
    factories.carry(issue, ("publish", editor))
    assert issue.edition != first
    assert issue.edition.correction_note == "勘误说明：测试"
    assert {e.revision for e in issue.editions.all()} == {1, 2}


def test_an_issue_can_be_withdrawn_while_its_correction_is_drafted(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor), ("withdraw", editor))
    assert (issue.status, issue.is_online) == ("draft", False)
    with pytest.raises(transitions.Unmet, match="读者现在看不到本期"):
        transitions.perform(issue, "withdraw", by=editor, note="再来")
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
    assert (issue.is_online, issue.withdrawal_note) == (True, "")


def test_the_record_of_transitions_is_whole_and_final(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    records = list(issue.transitions.order_by("pk"))
    assert [(r.action, r.from_status, r.to_status, r.actor) for r in records] == [
        ("submit", "draft", "submitted", editor),
        ("approve", "submitted", "approved", reviewer),
        ("publish", "approved", "published", editor),
    ]
    assert {r.digest for r in records} == {issue.edition.digest}
    for attempt_ in (
        lambda: records[0].save(),
        lambda: records[0].delete(),
        lambda: Transition.objects.all().delete(),
        lambda: Transition.objects.update(note="改"),
        lambda: issue.edition.save(),
        lambda: Edition.objects.update(digest="0"),
        lambda: issue.editions.all().delete(),
    ):
        with pytest.raises(RecordIsFinal):
            attempt_()


def test_status_has_no_other_writer(editor):
    issue = factories.issue_of(factories.document(), editor)
    with pytest.raises(ValueError, match=r"issues\.workflow\.transitions only"):
        Issue.objects.update(status="published")
    issue.status, issue.approved_digest = "approved", "0" * 64
    issue.save()
    issue.refresh_from_db()
    assert (issue.status, issue.approved_digest) == ("draft", "")
    fresh = Issue(number=99, status="published")
    fresh.save()
    assert Issue.objects.get(number=99).status == "draft"


def test_state_is_written_by_the_workflow_and_the_guard_alone():
    writers = {
        str(path)
        for app in ("issues", "policies", "papers", "hospitals", "digest")
        for path in Path(app).rglob("*.py")
        if ".advance(" in path.read_text()
    }
    assert writers == {"issues/models/bases/content_lock.py", "issues/workflow/transitions.py"}


def test_the_database_itself_refuses_a_published_issue_without_edition(editor):
    issue = factories.issue_of(factories.document(), editor)
    with pytest.raises(DatabaseError):
        Issue.objects.filter(pk=issue.pk).advance(status="published")


def test_mail_tells_those_who_have_work_and_never_the_actor(
    editor, reviewer, django_capture_on_commit_callbacks
):
    issue = factories.issue_of(factories.document(), editor)
    with django_capture_on_commit_callbacks(execute=True):
        transitions.perform(issue, "submit", by=editor)
    (message,) = mail.outbox
    assert message.to == [reviewer.email]
    assert message.subject == "动态参考第7期已送审，请审核"
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        transitions.perform(issue, "return", by=reviewer, note="请核对文号")
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert "请核对文号" in message.body


def test_failing_mail_does_not_fail_the_act(editor, reviewer, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    issue = factories.issue_of(factories.document(), editor)
    with django_capture_on_commit_callbacks(execute=True):
        transitions.perform(issue, "submit", by=editor)
    assert issue.status == "submitted"
