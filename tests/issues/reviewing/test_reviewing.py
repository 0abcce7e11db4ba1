import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from issues.actor import acting_as
from issues.editing.building import build_document
from issues.editing.ordering import arrange
from issues.management.base import Failure
from issues.models import Comment, Edition, Masthead, Seal, Thread, Transition, Verdict
from issues.models.bases.content_lock import ContentLocked
from issues.models.bases.final import RecordIsFinal
from issues.reviewing.comments import Quote, is_quoted_in, raise_comment, reply, resolve
from issues.reviewing.conversations import conversations
from issues.reviewing.verdicts import entry_digest, give_verdict, unlock_entry, verdicts
from issues.workflow import transitions
from issues.workflow.record_check import find_disagreements
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import cast, factories

pytestmark = pytest.mark.django_db

Mark = Verdict.Mark


@pytest.fixture
def submitted(issue, editor):
    return factories.carry(issue, ("submit", editor))


def marked(issue, uid, mark, by):
    entry = next(entry for entry in build_document(issue).entries if entry.uid == uid)
    return give_verdict(issue, uid, mark, by=by, seen=entry_digest(entry))


def perform(issue, key, by, note="", **more):
    issue.refresh_from_db()
    return transitions.perform(issue, key, by=by, note=note, **more)


# Comments


def test_a_comment_goes_from_open_over_answered_to_resolved(submitted, editor, reviewer):
    uid = PolicyItem.objects.first().uid
    quote = Quote(text="分时段预约", before="一是", after="。")
    thread = raise_comment(submitted, by=reviewer, text="请核对日期", uid=uid, quote=quote)
    reply(thread, by=editor, text="已核对")
    resolve(thread, by=reviewer)
    (conversation,) = conversations(submitted)
    assert [(c.kind, c.text, c.author) for c in conversation.comments] == [
        ("raise", "请核对日期", reviewer),
        ("answer", "已核对", editor),
        ("resolve", "", reviewer),
    ]
    assert (thread.uid, thread.quote, conversation.state) == (uid, "分时段预约", "resolved")


@pytest.mark.parametrize("state", ["open", "answered", "resolved"])
def test_who_raised_a_comment_opens_it_again_by_writing(state, submitted, editor, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="不妥")
    if state != "open":
        reply(thread, by=editor, text="改了")
    if state == "resolved":
        resolve(thread, by=reviewer)
    reply(thread, by=reviewer, text="还是不妥")
    assert conversations(submitted)[0].state == "open"


def test_an_editor_does_not_resolve_what_a_reviewer_asked(submitted, editor, second_editor, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="不妥")
    with pytest.raises(transitions.Forbidden, match="意见是周慎行提的"):
        resolve(thread, by=editor)
    own = raise_comment(submitted, by=editor, text="此处待补数据")
    resolve(own, by=editor)
    resolve(thread, by=reviewer)
    with pytest.raises(transitions.Stale, match="已标为已解决"):
        resolve(thread, by=reviewer, text="再说一句")


def test_readers_and_the_dismissed_have_no_word(submitted, reader, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="不妥")
    reviewer.is_active = False
    for person in (reader, reviewer):
        with pytest.raises(transitions.Forbidden):
            raise_comment(submitted, by=person, text="x")
        with pytest.raises(transitions.Forbidden):
            reply(thread, by=person, text="x")
        with pytest.raises(transitions.Forbidden):
            resolve(thread, by=person)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \n ", "长" * 5001])
def test_a_comment_says_something_and_not_too_much(text, submitted, reviewer):
    with pytest.raises(transitions.Unmet):
        raise_comment(submitted, by=reviewer, text=text)
    assert not Thread.objects.exists()


def test_comments_close_with_publication(submitted, editor, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="标点")
    factories.carry(submitted, ("approve", reviewer), ("publish", editor))
    with pytest.raises(transitions.Stale, match="不能再改动"):
        reply(thread, by=editor, text="改")


def test_a_quote_is_found_whatever_blanks_stand_in_it():
    assert is_quoted_in(Thread(quote="分时段 预约"), "一是分时段\n预约。")
    assert not is_quoted_in(Thread(quote="分时段预约"), "一是预约。")


# What the workflow asks of them


def test_returning_needs_a_reason_or_an_open_comment(submitted, reviewer):
    with pytest.raises(transitions.Unmet, match="请填写退回原因"):
        perform(submitted, "return", reviewer)
    raise_comment(submitted, by=reviewer, text="请核对")
    assert perform(submitted, "return", reviewer).note == ""


def test_sending_again_needs_an_answer_to_each_open_comment(submitted, editor, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="请核对日期")
    perform(submitted, "return", reviewer)
    with pytest.raises(transitions.Unmet, match="还有 1 条审稿意见没有回复，如“请核对日期”"):
        perform(submitted, "submit", editor)
    reply(thread, by=editor, text="已核对，无误")
    perform(submitted, "submit", editor)


def test_approval_waits_until_nothing_is_marked_for_change(submitted, editor, reviewer):
    item = PolicyItem.objects.first()
    marked(submitted, item.uid, Mark.NEEDS_CHANGE, reviewer)
    with pytest.raises(transitions.Unmet, match=f"“{item.title}” 1 条需修改"):
        perform(submitted, "approve", reviewer)
    marked(submitted, item.uid, Mark.PASSED, reviewer)
    perform(submitted, "approve", reviewer)


def test_only_who_may_approve_judges_entries(submitted, editor, reader):
    both = cast.both()
    uid = PolicyItem.objects.first().uid
    for person in (editor, reader):
        with pytest.raises(transitions.Forbidden):
            marked(submitted, uid, Mark.PASSED, person)
    perform(submitted, "recall", editor)
    with acting_as(both):
        PolicyItem.objects.first().save()
    perform(submitted, "submit", editor)
    with pytest.raises(transitions.Unmet, match="您改过这一版"):
        marked(submitted, uid, Mark.PASSED, both)
    assert not Verdict.objects.exists()


def test_an_entry_is_judged_as_it_was_read(submitted, reviewer):
    with pytest.raises(transitions.Stale, match="看过最新内容"):
        give_verdict(submitted, PolicyItem.objects.first().uid, Mark.PASSED, by=reviewer, seen="0" * 64)


@pytest.fixture
def returned(submitted, reviewer):
    """The first policy item and the notice passed, the second item is to be changed."""
    one, two = PolicyItem.objects.order_by("position")
    for uid, mark in (
        (one.uid, Mark.PASSED),
        (two.uid, Mark.NEEDS_CHANGE),
        (Notice.objects.get().uid, Mark.PASSED),
    ):
        marked(submitted, uid, mark, reviewer)
    perform(submitted, "return", reviewer)
    return submitted


def test_what_passed_stays_locked_on_every_path(returned, editor):
    one, two = PolicyItem.objects.order_by("position")
    notice = Notice.objects.get()
    annex = Annex(notice=notice, title="附件", filename="a.txt", sha256="0" * 64, size=1)
    with acting_as(editor):
        for attempt in (
            one.save,
            one.delete,
            PolicyItem.objects.filter(pk=one.pk).delete,
            lambda: PolicyItem.objects.update(title="改"),
            lambda: PolicyItem.objects.filter(pk=one.pk).update(section=None),
            annex.save,
            lambda: Annex.objects.bulk_create([annex]),
        ):
            with pytest.raises(ContentLocked, match="已审核通过，不能修改"):
                attempt()
        two.title = "改正"
        two.save()
        arrange(returned, one.section, [two.uid, one.uid])
    assert PolicyItem.objects.order_by("position").first().title == "改正"


def test_opening_again_takes_the_mark_away_and_is_recorded(returned, editor, reader):
    one = PolicyItem.objects.order_by("position").first()
    with pytest.raises(transitions.Forbidden):
        unlock_entry(returned, one.uid, by=reader)
    unlock_entry(returned, one.uid, by=editor)
    with acting_as(editor):
        one.save()
    assert one.uid not in verdicts(returned)
    assert Verdict.objects.filter(uid=one.uid).last().by == editor
    with pytest.raises(transitions.Stale, match="没有锁定"):
        unlock_entry(returned, one.uid, by=editor)


# Stages


@pytest.fixture
def three_stages(db):
    masthead = Masthead.current()
    for position, name in enumerate(("初审", "复审", "终审")):
        masthead.stages.create(name=name, position=position)


def reviewers(count):
    return [cast.member(f"reviewer{n}", "审核", name=f"审第{n}") for n in range(1, count + 1)]


def test_three_stages_are_signed_by_three_people(three_stages, issue, editor):
    one, two, three = reviewers(3)
    perform(issue, "submit", editor)
    assert issue.standing == "待初审"
    for person in (one, two, three):
        perform(issue, "approve", person)
    assert issue.status == "approved"
    document = build_document(issue)
    assert [(s.stage, s.name) for s in document.signatures] == [
        ("初审", "审第1"),
        ("复审", "审第2"),
        ("终审", "审第3"),
    ]
    assert (document.reviewer, issue.approved_digest) == ("审第3", document.digest)
    perform(issue, "publish", editor)
    assert issue.edition.document == document


def test_nobody_signs_two_stages(three_stages, issue, editor):
    one, two, _ = reviewers(3)
    perform(issue, "submit", editor)
    perform(issue, "approve", one)
    with pytest.raises(transitions.Unmet, match="这一版的初审是您做的"):
        perform(issue, "approve", one)
    perform(issue, "approve", two)
    perform(issue, "return", two, note="重来")
    perform(issue, "submit", editor)
    perform(issue, "approve", one)
    assert (issue.stage_name, [s["stage"] for s in issue.signatures]) == ("复审", ["初审"])


def test_a_stage_can_be_kept_to_a_group(issue, editor, reviewer):
    seniors = Group.objects.create(name="终审人")
    Masthead.current().stages.create(name="终审", group=seniors)
    perform(issue, "submit", editor)
    with pytest.raises(transitions.Unmet, match="“终审”已指定由别人担任"):
        perform(issue, "approve", reviewer)
    reviewer.groups.add(seniors)
    perform(issue, "approve", reviewer)


# Undo


def test_an_approval_is_taken_back_by_who_gave_it(submitted, editor, reviewer, administrator):
    perform(submitted, "approve", reviewer)
    with pytest.raises(transitions.Unmet, match="只能由本人撤销"):
        perform(submitted, "unapprove", administrator)
    perform(submitted, "unapprove", reviewer)
    assert (submitted.status, submitted.approved_digest, submitted.reviewer) == ("submitted", "", "")
    perform(submitted, "approve", reviewer)


def test_a_stage_is_taken_back_alone(three_stages, issue, editor):
    one, two, _ = reviewers(3)
    perform(issue, "submit", editor)
    perform(issue, "approve", one)
    perform(issue, "approve", two)
    perform(issue, "unapprove", two)
    assert (issue.stage_name, [s["name"] for s in issue.signatures]) == ("复审", ["审第1"])


def test_a_wrong_return_is_withdrawn(three_stages, issue, editor):
    one, two, _ = reviewers(3)
    perform(issue, "submit", editor)
    perform(issue, "approve", one)
    perform(issue, "return", two, note="点错了")
    with pytest.raises(transitions.Unmet, match="只能由本人撤销"):
        perform(issue, "unreturn", one)
    perform(issue, "unreturn", two)
    assert (issue.stage_name, [s["name"] for s in issue.signatures]) == ("复审", ["审第1"])
    assert [t.action for t in issue.transitions.all()][:2] == ["unreturn", "return"]


def test_a_return_that_was_acted_upon_stays(submitted, editor, reviewer):
    perform(submitted, "return", reviewer, note="请改")
    with acting_as(editor):
        item = PolicyItem.objects.first()
        item.title = "改了"
        item.save()
    with pytest.raises(transitions.Unmet, match="已经动手修改"):
        perform(submitted, "unreturn", reviewer)


@pytest.mark.parametrize("is_online", [True, False])
def test_a_correction_is_given_up(is_online, issue, editor, reviewer):
    factories.carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
    published = build_document(issue)
    perform(issue, "correct", editor, note="误操作")
    with acting_as(editor):
        one, two = PolicyItem.objects.order_by("position")
        one.title = "改"
        one.save()
        two.delete()
    if not is_online:
        perform(issue, "withdraw", reviewer, note="先撤")
    perform(issue, "abandon", editor, note="点错了")
    assert (issue.status, issue.revision) == ("published" if is_online else "withdrawn", 1)
    assert build_document(issue) == published
    perform(issue, "correct", cast.both(), note="这回是真的")
    assert issue.revision == 2


def test_a_first_revision_cannot_be_given_up(issue, editor):
    with pytest.raises(transitions.Unmet, match="没有正在进行的勘误"):
        perform(issue, "abandon", editor, note="x")


def test_publication_is_set_for_later_and_called_off(submitted, editor, reviewer):
    perform(submitted, "approve", reviewer)
    later = timezone.now() + timedelta(hours=3)
    with pytest.raises(transitions.Unmet, match="已经过去"):
        perform(submitted, "schedule", editor, at=timezone.now())
    with pytest.raises(transitions.Unmet, match="请填写发布的日期"):
        perform(submitted, "schedule", editor)
    perform(submitted, "schedule", editor, at=later)
    assert (submitted.publish_at, submitted.scheduled_by, submitted.status) == (later, editor, "approved")
    perform(submitted, "unschedule", reviewer)
    assert (submitted.publish_at, submitted.scheduled_by) == (None, None)
    perform(submitted, "schedule", editor, at=later)
    perform(submitted, "return", reviewer, note="再改")
    assert submitted.publish_at is None


# The record


def whole_record(issue, editor, reviewer):
    uid = PolicyItem.objects.first().uid
    perform(issue, "submit", editor)
    thread = raise_comment(issue, by=reviewer, text="请核对", uid=uid)
    marked(issue, uid, Mark.PASSED, reviewer)
    reply(thread, by=editor, text="好")
    factories.carry(issue, ("approve", reviewer), ("publish", editor))


def test_the_record_is_final(issue, editor, reviewer):
    whole_record(issue, editor, reviewer)
    for model in (Thread, Comment, Verdict, Seal):
        for attempt in (model.objects.first().save, model.objects.first().delete, model.objects.all().delete):
            with pytest.raises(RecordIsFinal):
                attempt()


def test_verify_record_finds_that_all_agrees(issue, editor, reviewer, capsys):
    whole_record(issue, editor, reviewer)
    call_command("verify_record")
    assert f"末条校验码 {Seal.objects.last().chain_digest}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE issues_comment SET text = '无' WHERE kind = 'raise'", "回复记录.*写入之后被改过"),
        ("UPDATE issues_transition SET note = '补' WHERE action = 'approve'", "流转记录.*写入之后被改过"),
        ("DELETE FROM issues_verdict", "条记录（.*编号 .*）已不在"),
        ("UPDATE issues_snapshot SET document_json = '{}'", "内容快照.*与它的校验码不符"),
        ("DELETE FROM issues_seal WHERE position = 2", "缺第 2 条记录"),
        ("UPDATE issues_seal SET record_digest = 'x' WHERE position = 2", "第 2 条记录的校验码不符"),
        ("UPDATE issues_edition SET document_json = '{}'", "内容与它的校验码不符"),
        ("UPDATE issues_edition SET pdf_sha256 = 'x'", "PDF 与它的校验码不符"),
    ],
)
def test_verify_record_finds_what_was_tampered_with(statement, reason, issue, editor, reviewer, capsys):
    whole_record(issue, editor, reviewer)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(Failure):
        call_command("verify_record", issue.number)
    assert re.search(reason, capsys.readouterr().err)


def test_verify_record_finds_files_that_changed(issue, editor, reviewer, media):
    whole_record(issue, editor, reviewer)
    path = media / Edition.objects.get().pdf.name
    path.write_bytes(b"%PDF-other")
    assert list(find_disagreements(issue)) == ["第7期第1版的 PDF 与它的校验码不符"]
    path.unlink()
    assert list(find_disagreements(issue)) == ["第7期第1版的 PDF 已找不到"]


def test_each_act_keeps_the_content_it_was_about(submitted, editor, reviewer):
    perform(submitted, "return", reviewer, note="请改")
    digests = set(Transition.objects.values_list("digest", flat=True))
    assert {snapshot.digest for snapshot in submitted.snapshots.all()} == digests
    assert all(snapshot.document.digest == snapshot.digest for snapshot in submitted.snapshots.all())
