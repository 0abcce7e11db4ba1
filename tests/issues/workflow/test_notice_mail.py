import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import transaction

from issues.actor import acting_as
from issues.editing.building import build_document
from issues.mail.delivery import deliver
from issues.mail.outbox import save_choice
from issues.models import Deadlines, Letter, Masthead, Verdict
from issues.reviewing.comments import raise_comment, reply, resolve
from issues.reviewing.verdicts import entry_digest, give_verdict
from issues.workflow import transitions
from policies.models import PolicyItem
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(editor, second_editor, reviewer, reader, administrator):
    """One editor writes; the other, a second reviewer and the rest stand by."""
    return cast.member("second_reviewer", "审核", name="严复看")


@pytest.fixture
def issue(everybody, editor):
    return factories.issue_of(factories.document(), editor)


def act(issue, key, by, **more):
    """Who gets a letter of this act, by user name."""
    issue.refresh_from_db()
    Letter.objects.all().update(event="before")
    Letter.objects.all().delete()
    transitions.perform(issue, key, by=by, **more)
    return sorted(Letter.objects.values_list("recipient__username", flat=True))


def texts() -> dict[str, str]:
    return dict(Letter.objects.values_list("recipient__username", "text"))


def stages(*names, **groups):
    masthead = Masthead.current()
    for position, name in enumerate(names):
        masthead.stages.create(name=name, position=position, group=groups.get(name))


def test_each_act_tells_those_who_have_work(issue, editor, second_editor, reviewer):
    submitters = ["reviewer", "second_reviewer"]
    assert act(issue, "submit", editor) == submitters
    assert act(issue, "return", reviewer, note="请改") == ["editor"]
    assert act(issue, "submit", second_editor) == submitters
    assert act(issue, "approve", reviewer) == ["editor", "second_editor"]
    assert act(issue, "publish", second_editor) == ["editor"]
    assert act(issue, "correct", second_editor, note="有误") == []
    assert act(issue, "withdraw", reviewer, note="先撤") == ["second_editor"]


def test_what_is_taken_back_is_shown_to_those_who_were_shown_of_it(issue, editor, second_editor, reviewer):
    for first, undo, by, undone_by, shown in (
        ("submit", "recall", editor, second_editor, ["reviewer", "second_reviewer"]),
        ("submit", None, editor, None, None),
        ("return", "unreturn", reviewer, reviewer, ["editor"]),
        ("approve", "unapprove", reviewer, reviewer, ["editor"]),
    ):
        issue.refresh_from_db()
        transitions.perform(issue, first, by=by, note="说明")
        if undo:
            issue.refresh_from_db()
            record = transitions.perform(issue, undo, by=undone_by)
            letters = Letter.objects.filter(event=f"transition:{record.pk}")
            assert sorted(letters.values_list("recipient__username", flat=True)) == shown


def test_recall_is_shown_to_whoever_reviews_now_and_to_whoever_was_asked_before(
    issue, editor, reviewer, second_editor
):
    seniors = Group.objects.create(name="终审人")
    stages("初审", "终审", 终审=seniors)
    chief = cast.member("chief", "审核", name="终审者")
    chief.groups.add(seniors)
    transitions.perform(issue, "submit", by=editor)
    issue.refresh_from_db()
    transitions.perform(issue, "approve", by=reviewer)
    late = cast.member("late", "审核", name="后来人")
    late.groups.add(seniors)
    issue.refresh_from_db()
    record = transitions.perform(issue, "recall", by=second_editor)
    shown = Letter.objects.filter(event=f"transition:{record.pk}")
    assert sorted(shown.values_list("recipient__username", flat=True)) == [
        "chief",
        "late",
        "reviewer",
        "second_reviewer",
    ]


def test_a_stage_passed_is_shown_to_the_people_of_the_next(issue, editor, reviewer):
    seniors = Group.objects.create(name="终审人")
    stages("初审", "复审", "终审", 终审=seniors)
    both, chief = cast.both(), cast.member("chief", "审核", name="终审者")
    chief.groups.add(seniors)
    assert act(issue, "submit", editor) == ["both", "chief", "reviewer", "second_reviewer"]
    assert act(issue, "approve", reviewer) == ["both", "chief", "second_reviewer"]
    assert set(Letter.objects.values_list("subject", flat=True)) == {"动态参考第7期初审通过，请复审"}
    assert act(issue, "approve", both) == ["chief"]
    assert act(issue, "approve", chief) == ["editor"]
    assert "可以发布" in Letter.objects.get().subject


def test_no_letter_asks_whom_four_eyes_forbid(issue, editor):
    with acting_as(cast.both()):
        PolicyItem.objects.first().save()
    assert "both" not in act(issue, "submit", editor)


def test_nobody_is_written_to_who_left_or_may_no_longer_or_has_no_address(issue, editor, reviewer):
    away = {n: cast.member(n, "审核", name="审离开") for n in ("left", "mute", "moved", "deaf")}
    away["left"].is_active = False
    away["mute"].email = ""
    away["moved"].groups.clear()
    for person in away.values():
        person.save()
    save_choice(away["deaf"], "never")
    assert act(issue, "submit", editor) == ["reviewer", "second_reviewer"]
    editor.groups.clear()
    assert act(issue, "return", reviewer, note="x") == []


def test_an_approval_that_no_maker_can_use_is_shown_to_all_who_may_publish(issue, editor, reviewer):
    act(issue, "submit", editor)
    editor.is_active = False
    editor.save()
    assert act(issue, "approve", reviewer) == ["second_editor", "second_reviewer"]


def test_no_act_no_letter(issue, editor):
    with transaction.atomic():
        transitions.perform(issue, "submit", by=editor)
        assert Letter.objects.exists()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert deliver() == 0


def test_a_return_tells_all_that_was_said_in_one_letter(issue, editor, reviewer):
    item, other = PolicyItem.objects.order_by("position")
    Deadlines.objects.create(issue=issue, submit_by="2026-12-05")
    act(issue, "submit", editor)
    Letter.objects.all().delete()
    thread = raise_comment(issue, by=reviewer, text="请核对日期", uid=item.uid)
    resolved = raise_comment(issue, by=reviewer, text="这里没问题了")
    resolve(resolved, by=reviewer)
    raise_comment(issue, by=reviewer, text="全期语气再平实些")
    entry = next(entry for entry in build_document(issue).entries if entry.uid == other.uid)
    give_verdict(issue, other.uid, Verdict.Mark.NEEDS_CHANGE, by=reviewer, seen=entry_digest(entry))
    assert not Letter.objects.exists()
    assert act(issue, "return", reviewer, note="整体不错") == ["editor"]
    letter = Letter.objects.get()
    assert letter.subject == "动态参考第7期已退回修改（2 条意见）"
    assert letter.link.endswith(f"#t-{thread.pk}")
    for words in (
        "周慎行",
        "说明：整体不错",
        "送审截止：2026年12月5日",
        f"· {other.title}",
        f"1. {item.title}\n   周慎行：请核对日期",
        "2. 对本期的总体意见\n   周慎行：全期语气再平实些",
        f"#t-{thread.pk}",
    ):
        assert words in letter.text
    assert "没问题" not in letter.text


def test_answers_come_with_the_next_submission(issue, editor, second_editor, reviewer):
    stages("初审", "终审", 终审=Group.objects.get(name="读者"))
    own = raise_comment(issue, by=second_editor, text="此处待补")
    reply(own, by=editor, text="已补")
    act(issue, "submit", editor)
    thread = raise_comment(issue, by=reviewer, text="请核对文号")
    act(issue, "return", reviewer)
    Letter.objects.all().delete()
    reply(thread, by=editor, text="文号已核对")
    assert not Letter.objects.exists()
    assert act(issue, "submit", editor) == ["reviewer", "second_reviewer"]
    assert "文号已核对" in texts()["reviewer"]
    assert "此处待补" not in texts()["reviewer"]


def test_a_raiser_who_does_not_review_this_stage_hears_of_the_answer(issue, editor, reviewer):
    chief = cast.member("chief", "审核", name="终审者")
    act(issue, "submit", editor)
    thread = raise_comment(issue, by=chief, text="请核对文号")
    act(issue, "return", reviewer)
    stages("初审", "终审", 初审=Group.objects.create(name="初审人"))
    reviewer.groups.add(Group.objects.get(name="初审人"))
    reply(thread, by=editor, text="已核对")
    assert act(issue, "submit", editor) == ["chief", "reviewer"]
    assert Letter.objects.get(recipient=chief).subject == "动态参考第7期：您的意见已有回复"


def test_a_comment_after_the_reading_is_shown_by_itself(issue, editor, second_editor, reviewer):
    act(issue, "submit", editor)
    act(issue, "return", reviewer, note="请改")
    Letter.objects.all().delete()
    uid = PolicyItem.objects.first().uid
    thread = raise_comment(issue, by=reviewer, text="还有一处", uid=uid)
    letter = Letter.objects.get()
    assert (letter.recipient, letter.subject) == (editor, "动态参考第7期：周慎行提出审稿意见")
    assert letter.link.endswith(f"#t-{thread.pk}")
    assert "还有一处" in letter.text
    reply(thread, by=editor, text="好")
    raise_comment(issue, by=editor, text="给自己记一笔")
    assert Letter.objects.count() == 1


def test_comments_on_what_is_approved_are_shown_both_ways(issue, editor, reviewer):
    act(issue, "submit", editor)
    act(issue, "approve", reviewer)
    Letter.objects.all().delete()
    thread = raise_comment(issue, by=reviewer, text="发布前再看一眼标题")
    reply(thread, by=editor, text="看过了")
    assert list(Letter.objects.order_by("pk").values_list("recipient__username", flat=True)) == [
        "editor",
        "reviewer",
    ]


def test_one_letter_for_an_event_and_a_person(issue, editor):
    both = cast.both()
    act(issue, "submit", editor)
    assert Letter.objects.filter(recipient=both).count() == 1


def test_a_letter_reads_as_one(issue, editor, reviewer, settings):
    settings.SITE_URL = "https://digest.example.org"
    transitions.perform(issue, "submit", by=editor, note="请先看政策部分")
    deliver()
    message = next(m for m in mail.outbox if m.to == [reviewer.email])
    assert message.subject == "动态参考第7期已送审，请审核"
    body = message.body
    assert body.startswith("周慎行，您好：\n\n林知远 ")
    assert (
        "送审了《动态参考》第7期，请您审核。\n\n说明：请先看政策部分\n\n打开：\nhttps://digest.example.org/admin/"
        in body
    )
    assert "请先看政策部分" in message.message().get_payload(decode=True).decode("utf-8")
