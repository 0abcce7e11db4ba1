import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from issues.models import Edition, Heartbeat, Issue, Letter, Transition
from issues.reviewing import rules
from issues.workflow import transitions
from issues.workflow.schedule import lateness, publish_due
from policies.models import PolicyItem
from tests import cast, factories
from tests.issues.concurrently import concurrently

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(editor, reviewer):
    """Approved, to be published in an hour, as the second editor wants it."""
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    at = timezone.now() + timedelta(hours=1)
    transitions.perform(issue, "schedule", by=cast.second_editor(), at=at)
    Letter.objects.all().delete()
    return issue


def come(issue, **late):
    """The hour has come."""
    Issue.objects.filter(pk=issue.pk).advance(publish_at=timezone.now() - timedelta(**late or {"seconds": 1}))


def shown() -> dict[str, str]:
    return dict(Letter.objects.values_list("recipient__username", "subject"))


def test_nothing_happens_before_the_hour(issue):
    assert list(publish_due()) == []
    issue.refresh_from_db()
    assert (issue.status, issue.publish_at is None) == ("approved", False)


def test_what_is_due_is_published_in_the_name_of_who_set_it(issue, second_editor):
    come(issue)
    assert list(publish_due()) == ["第7期：已发布"]
    issue.refresh_from_db()
    assert (issue.status, issue.publish_at, issue.edition.published_by) == ("published", None, second_editor)
    assert issue.transitions.first().note.startswith("定时发布（定于 ")
    subject = "动态参考第7期已按定时发布"
    assert shown() == {"editor": subject, "second_editor": subject}
    assert Letter.objects.first().link == "/issues/7/"
    assert "系统" in Letter.objects.first().text
    assert list(publish_due()) == []


def test_what_was_due_while_the_server_was_off_is_published_late_and_says_so(issue):
    come(issue, hours=26, minutes=7)
    assert list(publish_due()) == ["第7期：已发布，晚了 1 天 2 小时 7 分钟"]
    assert "晚了 1 天 2 小时 7 分钟" in Transition.objects.first().note


def test_lateness_is_shown_from_five_minutes_on():
    assert lateness(timezone.now() - timedelta(minutes=4)) == ""
    assert lateness(timezone.now() - timedelta(hours=3)) == "，晚了 3 小时"


def fails(issue, reason: str) -> None:
    come(issue)
    (line,) = publish_due()
    assert line.startswith("第7期：没有发布：")
    assert reason in line
    issue.refresh_from_db()
    assert (issue.status, issue.publish_at, issue.scheduled_by) == ("approved", None, None)
    record = issue.transitions.first()
    assert (record.action, record.actor.username) == ("call_off", "second_editor")
    assert reason in record.note
    assert not Edition.objects.exists()
    assert list(publish_due()) == []
    call_command("verify_record", issue.number)


def test_a_failure_is_recorded_and_shown_to_all_who_may_publish(issue, reviewer, second_editor):
    item = PolicyItem.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_policyitem SET title = '偷改' WHERE id = %s", [item.pk])
    fails(issue, "内容与审核通过时不一致")
    subject = "动态参考第7期定时发布没有成功"
    assert shown() == dict.fromkeys(("editor", "reviewer", "second_editor"), subject)
    assert "内容与审核通过时不一致" in Letter.objects.first().text


def test_who_lost_the_permission_publishes_no_more(issue, second_editor):
    second_editor.groups.clear()
    fails(issue, "没有“发布”的权限")
    assert set(shown()) == {"editor", "reviewer"}


def test_who_left_publishes_no_more(issue, second_editor):
    second_editor.is_active = False
    second_editor.save()
    fails(issue, "没有“发布”的权限")
    assert set(shown()) == {"editor", "reviewer"}


def test_a_disk_that_takes_no_pdf_is_a_failure_that_is_shown(issue, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    fails(issue, "PDF 无法保存")


def test_a_character_without_a_glyph_is_a_failure_that_is_shown(editor, reviewer, second_editor, monkeypatch):
    monkeypatch.setattr(
        rules, "_why_not_printable", lambda document: None
    )  # a font was there that is gone since
    source = factories.document(
        sections=(*factories.sections()[1:],), title="动态参考\U000e0101\U0001f9ff\uefff"
    )
    issue = factories.issue_of(source, editor)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    at = timezone.now() + timedelta(hours=1)
    transitions.perform(issue, "schedule", by=second_editor, at=at)
    fails(issue, "没有字体可以印出")


def test_what_is_returned_or_called_off_before_the_hour_stays_unpublished(issue, reviewer, editor):
    transitions.perform(issue, "unschedule", by=reviewer)
    assert shown() == {"second_editor": "动态参考第7期的定时发布已取消"}
    assert list(publish_due()) == []
    at = timezone.now() + timedelta(hours=1)
    transitions.perform(issue, "schedule", by=editor, at=at)
    come(issue)
    issue.refresh_from_db()
    transitions.perform(issue, "return", by=reviewer, note="等等")
    assert list(publish_due()) == []
    assert issue.status == "returned"


def test_calling_off_leaves_alone_what_somebody_just_changed(issue, editor):
    come(issue)
    seen = Issue.objects.get(pk=issue.pk)
    issue.refresh_from_db()
    later = timezone.now() + timedelta(days=1)
    transitions.perform(issue, "schedule", by=editor, at=later)
    assert transitions.call_off(seen, reason="x") is None
    issue.refresh_from_db()
    assert issue.publish_at == later


def test_being_stopped_is_no_failure(issue, settings, tmp_path):
    """Whoever stops us may stop the printing first."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.MEDIA_ROOT = blocked
    come(issue)
    answers = iter((False, True))
    assert list(publish_due(is_stopping=lambda: next(answers))) == []
    issue.refresh_from_db()
    assert issue.publish_at


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_runners_publish_once(issue):
    come(issue)
    one, other = concurrently(lambda: list(publish_due()), lambda: list(publish_due()))
    assert sorted([one, other]) == [[], ["第7期：已发布"]]
    assert Edition.objects.count() == 1
    assert [t.action for t in Transition.objects.all()].count("publish") == 1
    assert not Transition.objects.filter(action="call_off").exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("key", ["return", "unschedule"])
def test_a_race_has_one_winner_and_no_false_alarm(key, issue, reviewer):
    come(issue)
    issue.refresh_from_db()

    def act():
        return transitions.perform(
            Issue.objects.get(pk=issue.pk), key, by=reviewer, note="等等", seen=issue.version
        )

    published, acted = concurrently(lambda: list(publish_due()), act)
    issue.refresh_from_db()
    assert bool(published) != isinstance(acted, Transition)
    assert (issue.status == "published") == bool(published)
    assert not Transition.objects.filter(action="call_off").exists()


def test_run_due_notes_that_it_ran_and_says_what_it_did(issue, capsys):
    assert Heartbeat.is_silent()
    come(issue)
    call_command("run_due")
    out = capsys.readouterr().out
    assert "第7期：已发布" in out
    assert "发送 2 封邮件" in out
    assert not Heartbeat.is_silent()
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert Heartbeat.is_silent()


def test_the_loop_ends_cleanly_when_shown_to(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/loop.sqlite3"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True)
    loop = subprocess.Popen(
        [*manage, "run_due", "--loop"], env=environment, stdout=subprocess.PIPE, text=True
    )
    query = "from issues.models import Heartbeat; raise SystemExit(Heartbeat.is_silent())"
    while subprocess.run([*manage, "shell", "-v0", "-c", query], env=environment).returncode:
        assert loop.poll() is None
        time.sleep(0.2)
    loop.send_signal(signal.SIGTERM)
    out, _ = loop.communicate()
    assert (loop.returncode, out) == (0, "已停止\n")
