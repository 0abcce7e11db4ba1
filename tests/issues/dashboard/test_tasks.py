from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from issues.actor import acting_as
from issues.dashboard.tasks import problems_for, tasks_for
from issues.editing.building import build_document
from issues.models import Deadlines, Heartbeat, Issue, Letter, Masthead, Verdict
from issues.reviewing.comments import raise_comment, reply
from issues.reviewing.verdicts import entry_digest, give_verdict
from issues.workflow.schedule import publish_due
from issues.workflow.transitions import perform
from policies.models import PolicyItem
from tests import cast, factories

pytestmark = pytest.mark.django_db

COURSES = {
    3: [],
    4: ["submit"],
    5: ["submit", "return"],
    6: ["submit", "approve"],
    7: ["submit", "approve", "publish"],
    8: ["submit"],
}


@pytest.fixture
def issues(editor, reviewer) -> None:
    """One in each state; two are waiting for the review."""
    for number, course in COURSES.items():
        issue = factories.issue_of(factories.document(number), editor)
        factories.carry(
            issue, *((key, reviewer if key in ("return", "approve") else editor) for key in course)
        )


@pytest.fixture
def submitted(issue, editor):
    return factories.carry(issue, ("submit", editor))


def numbers(user) -> list[int]:
    return [task.issue.number for task in tasks_for(user)]


def kinds(user) -> list[tuple[str, str]]:
    return [(task.kind, task.what) for task in tasks_for(user)]


def due_in(issue, **days) -> None:
    today = timezone.localdate()
    dates = {name: today + timedelta(days=n) for name, n in days.items()}
    Deadlines.objects.update_or_create(issue=issue, defaults=dates)


def test_each_person_hears_of_what_they_can_do_next(issues, editor, reviewer, reader):
    assert numbers(editor) == [6, 5]
    assert numbers(reviewer) == [8, 6, 4]
    assert numbers(cast.both()) == [8, 6, 5, 4]
    assert numbers(reader) == []


def test_latest_act_says_who_and_why(editor, second_editor, reviewer, issue):
    for by, reason in ((editor, "文号不对"), (second_editor, "日期不对")):
        perform(issue, "submit", by=by)
        assert [(w.who, w.cause.action) for w in tasks_for(reviewer)] == [
            (by.last_name + by.first_name, "submit")
        ]
        perform(issue, "return", by=reviewer, note=reason)
        assert [w.note for w in tasks_for(editor)] == [reason]


def test_withdrawal_during_a_correction_does_not_hide_who_submitted_it(editor, reviewer):
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    second = cast.member("second_reviewer", "审核", name="严复看")
    factories.carry(issue, ("correct", editor), ("submit", editor), ("withdraw", editor))
    assert issue.status == Issue.Status.SUBMITTED
    assert [task.cause.action for task in tasks_for(second)] == ["submit"]


def test_only_whom_four_eyes_allow_is_asked_to_review(submitted, editor):
    both = cast.both()
    assert kinds(both) == [("submitted", "待审核")]
    factories.carry(submitted, ("recall", editor))
    with acting_as(both):
        PolicyItem.objects.first().save()
    submitted.refresh_from_db()
    factories.carry(submitted, ("submit", editor))
    assert kinds(both) == []


def test_each_stage_waits_for_its_own_people(issue, editor, reviewer):
    chiefs = Group.objects.create(name="终审人")
    chief, other = cast.member("chief", "审核", name="终审者"), cast.member("other", "审核", name="复看者")
    chief.groups.add(chiefs)
    masthead = Masthead.current()
    for position, (name, group) in enumerate((("初审", None), ("复审", None), ("终审", chiefs))):
        masthead.stages.create(name=name, position=position, group=group)
    factories.carry(issue, ("submit", editor))
    assert kinds(reviewer) == kinds(chief) == [("submitted", "待初审")]
    factories.carry(issue, ("approve", reviewer))
    assert kinds(reviewer) == []
    (task,) = tasks_for(other)
    assert (task.what, task.link_text, task.who, task.cause_label) == (
        "待复审",
        "去复审",
        "周慎行",
        "初审通过",
    )
    factories.carry(issue, ("approve", other))
    assert (kinds(chief), kinds(other)) == ([("submitted", "待终审")], [])


def test_what_is_to_answer_and_to_change_leads_to_the_very_entry(submitted, editor, second_editor, reviewer):
    one, two = PolicyItem.objects.order_by("position")
    thread = raise_comment(submitted, by=reviewer, text="请核对日期", uid=one.uid)
    entry = next(entry for entry in build_document(submitted).entries if entry.uid == two.uid)
    give_verdict(submitted, two.uid, Verdict.Mark.NEEDS_CHANGE, by=reviewer, seen=entry_digest(entry))
    for person in (editor, second_editor):
        (task,) = tasks_for(person)
        assert (task.what, task.link_text) == ("审核中，有意见待回复", "去回复")
        assert task.address.endswith(f"#t-{thread.pk}")
    factories.carry(submitted, ("return", reviewer))
    (task,) = tasks_for(editor)
    assert [point.text for point in task.points] == ["1 条需修改", "1 条意见待回复：“请核对日期”"]
    assert [point.address.split("#")[1] for point in task.points] == [f"e-{two.uid}", f"t-{thread.pk}"]


def test_who_asked_learns_of_the_answer(submitted, editor, reviewer):
    thread = raise_comment(submitted, by=reviewer, text="请核对")
    assert tasks_for(reviewer)[0].points == ()
    reply(thread, by=editor, text="已核对")
    assert [point.text for point in tasks_for(reviewer)[0].points] == ["您提的 1 条意见已有回复"]
    assert kinds(editor) == []


def test_a_date_makes_a_draft_a_task_and_the_overdue_comes_first(editor, reviewer):
    for number, days in ((1, 5), (2, -2), (3, None), (4, 0)):
        issue = factories.issue_of(factories.document(number), editor)
        if days is not None:
            due_in(issue, submit_by=days)
    tasks = tasks_for(editor)
    assert [task.issue.number for task in tasks] == [2, 4, 1]
    assert [task.due.words.split("（")[1].rstrip("）") for task in tasks] == [
        "已超过 2 天",
        "今天",
        "还有 5 天",
    ]
    assert [task.due.is_overdue for task in tasks] == [True, False, False]
    assert tasks_for(reviewer) == []


def test_the_review_has_its_own_date(submitted, reviewer):
    due_in(submitted, submit_by=-9, review_by=3)
    (task,) = tasks_for(reviewer)
    assert task.due.label == "审核截止"


def test_a_schedule_is_shown_with_its_time_until_it_fails_and_then_until_somebody_acts(
    submitted, editor, reviewer, second_editor
):
    factories.carry(submitted, ("approve", reviewer))
    at = timezone.now() + timedelta(hours=1)
    perform(submitted, "schedule", by=second_editor, at=at)
    (task,) = tasks_for(editor)
    local = timezone.localtime(at)
    assert task.what == f"定于 {local.year}年{local.month}月{local.day}日 {local:%H:%M} 发布"
    assert (task.who, task.is_urgent) == ("沈嘉禾", False)
    second_editor.groups.clear()
    Issue.objects.filter(pk=submitted.pk).advance(publish_at=timezone.now() - timedelta(hours=1))
    (task,) = tasks_for(editor)
    assert (task.is_urgent, task.note) == (True, "时间已过，还没有发布")
    list(publish_due())
    for person in (editor, reviewer):
        (task,) = tasks_for(person)
        assert (task.kind, task.is_urgent) == ("failed", True)
        assert "没有“发布”的权限" in task.note
    submitted.refresh_from_db()
    perform(submitted, "schedule", by=editor, at=at)
    assert [task.kind for task in tasks_for(reviewer)] == ["scheduled"]


def test_queries_do_not_grow_with_the_issues(editor, reviewer, administrator, django_assert_num_queries):
    cast.both()
    for number in range(1, 31):
        course = list(COURSES.values())[number % 6]
        issue = factories.issue_of(factories.document(number, sections=factories.sections()[:1]), editor)
        due_in(issue, submit_by=1)
        factories.carry(issue, *((k, reviewer if k in ("return", "approve") else editor) for k in course[:2]))
        raise_comment(issue, by=reviewer, text="请核对")
        if number in (1, 30):
            chief = User.objects.get(username="both")
            chief.get_all_permissions()
            with django_assert_num_queries(6):
                tasks = tasks_for(chief)
            assert len(tasks) == number


def test_it_is_said_when_nobody_minds_the_clock(submitted, editor, reviewer, reader):
    factories.carry(submitted, ("approve", reviewer))
    assert problems_for(editor) == []
    perform(submitted, "schedule", by=editor, at=timezone.now() + timedelta(hours=1))
    assert "定时程序没有运行" in problems_for(editor)[0]
    assert problems_for(reader) == []
    Heartbeat.beat()
    assert problems_for(editor) == []
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert len(problems_for(editor)) == 1


def test_undelivered_letters_are_shown_to_the_administrator(issue, editor, administrator):
    now = timezone.now()
    values = {"subject": "s", "text": "t", "link": "/", "due": now, "recipient": editor, "issue": issue}
    Letter.objects.create(event="a", dropped_at=now, attempts=3, **values)
    Letter.objects.create(event="b", dropped_at=now, **values)
    assert problems_for(administrator) == ["有 1 封通知邮件没有发出，请到“通知邮件”里查看原因并重发。"]
    assert problems_for(editor) == []
