"""Letters before and after a deadline."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from issues.dashboard.reminders import LATE, send_reminders
from issues.mail.outbox import save_choice
from issues.models import Deadlines, Issue, Letter, MailChoice, Masthead
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(editor, second_editor, reviewer):
    """A draft that one of two editors writes."""
    return factories.issue_of(factories.document(), editor)


def due(issue, **days: int) -> None:
    dates = {name: timezone.localdate() + timedelta(days=number) for name, number in days.items()}
    Deadlines.objects.update_or_create(issue=issue, defaults=dates)


def reminded() -> list[tuple[str, str]]:
    letters = Letter.objects.filter(event__startswith="deadline:").order_by("pk")
    return list(letters.values_list("recipient__username", "subject"))


def earlier() -> None:
    """As if all letters had been written days ago."""
    Letter.objects.update(written_at=timezone.now() - timedelta(days=3))


@pytest.mark.parametrize(
    ("days", "words"),
    [(2, None), (1, "还有 1 天"), (0, "今天"), (-1, "已超过 1 天"), (-LATE - 1, None)],
)
def test_editor_is_reminded_the_day_before_and_once_overdue(issue, days, words):
    due(issue, submit_by=days, review_by=30)
    send_reminders(), send_reminders()
    assert reminded() == ([("editor", f"动态参考第7期：送审截止（{words}）")] if words else [])


def test_before_and_after_are_two_letters_and_each_comes_once(issue, monkeypatch):
    due(issue, submit_by=1)
    now = timezone.now()
    for days in range(6):
        monkeypatch.setattr(timezone, "now", lambda days=days: now + timedelta(days=days))
        send_reminders()
    words = [subject.rpartition("送审截止")[2].strip("（）") for _, subject in reminded()]
    assert words == ["还有 1 天", "已超过 1 天"]


def test_another_date_is_another_deadline(issue):
    due(issue, submit_by=-1)
    send_reminders()
    earlier()
    due(issue, submit_by=1)
    assert send_reminders() == 1


def test_reviewers_are_reminded_when_it_is_their_turn(issue, editor, reviewer):
    due(issue, submit_by=-1, review_by=1)
    factories.carry(issue, ("submit", editor))
    assert send_reminders() == 0, "the letter of today that asked for the review named the date"
    earlier()
    send_reminders()
    assert reminded() == [("reviewer", "动态参考第7期：审核截止（还有 1 天）")]
    earlier()
    factories.carry(issue, ("approve", reviewer))
    due(issue, review_by=-1)
    assert send_reminders() == 0, "nobody's turn any more"


def test_nobody_wrote_yet_so_all_editors_are_reminded(issue, editor):
    Issue.objects.filter(pk=issue.pk).advance(revised_by=[])
    due(issue, submit_by=1)
    send_reminders()
    assert {name for name, _ in reminded()} == {"editor", "second_editor"}


def test_choice_of_mail_is_respected(issue, editor, settings):
    settings.DAILY_MAIL_HOUR = 0
    due(issue, submit_by=1)
    save_choice(editor, MailChoice.When.NEVER)
    assert send_reminders() == 0
    save_choice(editor, MailChoice.When.DAILY)
    assert send_reminders() == 1
    assert Letter.objects.get().is_daily


def test_run_due_writes_and_sends_at_the_hour_of_the_daily_mail(issue, settings, mailoutbox, capsys):
    due(issue, submit_by=1)
    settings.DAILY_MAIL_HOUR = 0
    call_command("run_due")
    call_command("run_due")
    assert [mail.to for mail in mailoutbox] == [["editor@digest.test"]]
    assert "（现为“草稿”），请您及时送审" in mailoutbox[0].body
    assert "写了 1 封截止日期的提醒" in capsys.readouterr().out


def test_reminder_waits_for_the_hour(issue, settings):
    settings.DAILY_MAIL_HOUR = 23
    due(issue, submit_by=1)
    send_reminders()
    assert timezone.localtime(Letter.objects.get().due).hour == 23


def test_who_left_is_reminded_of_nothing(issue, editor):
    due(issue, submit_by=1)
    editor.is_active = False
    editor.save()
    send_reminders()
    assert "editor" not in dict(reminded())


def test_reviewer_of_a_later_stage_is_reminded_too(issue, editor, reviewer):
    for position, name in enumerate(("初审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    last = cast.both()
    due(issue, review_by=0)
    factories.carry(issue, ("submit", editor), ("approve", reviewer))
    earlier()
    send_reminders()
    assert [name for name, _ in reminded()] == [last.username]
