from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from issues.mail import delivery, outbox
from issues.mail.delivery import delete_old_letters, deliver
from issues.mail.outbox import save_choice
from issues.models import Letter
from issues.workflow import transitions
from tests import cast, factories

pytestmark = pytest.mark.django_db

BACKEND = f"{__name__}."


class Down(EmailBackend):
    def open(self):
        raise ConnectionRefusedError(111, "连接被拒绝")


class Picky(EmailBackend):
    """Refuses one address and takes the rest."""

    def send_messages(self, messages):
        if messages[0].to == ["editor@digest.test"]:
            raise SMTPRecipientsRefused({"editor@digest.test": (550, b"no such user")})
        return super().send_messages(messages)


class Rude(EmailBackend):
    def close(self):
        raise SMTPServerDisconnected("gone")


def written(*people, issue, event="e", **more) -> list[Letter]:
    values = {"event": event, "subject": "第7期送审", "text": "请审核", "link": "/admin/"}
    return outbox.add_messages(people, issue=issue, **(values | more))


def later(**pause):
    """As if so much time had passed."""
    Letter.objects.update(due=timezone.now() - timedelta(seconds=1))
    for letter in Letter.objects.all():
        Letter.objects.filter(pk=letter.pk).update(written_at=letter.written_at - timedelta(**pause))


def test_an_act_sends_its_letters_once_committed(issue, editor, reviewer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        transitions.perform(issue, "submit", by=editor)
        assert not mail.outbox
    assert [message.to for message in mail.outbox] == [[reviewer.email]]
    assert Letter.objects.get().sent_at
    assert deliver() == 0


def test_what_was_killed_before_it_could_send_is_sent_by_the_next_run(issue, editor, reviewer):
    transitions.perform(issue, "submit", by=editor)  # here no on_commit ever runs
    assert not mail.outbox
    call_command("run_due")
    call_command("run_due")
    assert [message.to for message in mail.outbox] == [[reviewer.email]]


def test_a_letter_taken_by_a_process_that_died_is_sent_after_its_lease(issue, reviewer):
    written(reviewer, issue=issue)
    assert Letter.objects.all().claim(Letter.objects.get().pk, until=timezone.now() + delivery.LEASE)
    assert deliver() == 0
    Letter.objects.update(due=timezone.now())
    assert deliver() == 1


def test_a_dead_mail_server_fails_no_act_and_is_tried_again_later_and_later(
    issue, editor, reviewer, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = BACKEND + "Down"
    with django_capture_on_commit_callbacks(execute=True):
        transitions.perform(issue, "submit", by=editor)
    assert issue.status == "submitted"
    pauses = []
    for _ in range(7):
        letter = Letter.objects.get()
        pauses.append(round((letter.due - timezone.now()).total_seconds() / 60))
        assert letter.state == "重试中"
        Letter.objects.update(due=timezone.now())
        deliver()
    assert pauses == [1, 5, 15, 60, 180, 360, 360]
    assert "连接被拒绝" in letter.last_error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(due=timezone.now())
    assert deliver() == 1
    assert Letter.objects.get().state == "已发送"


def test_a_letter_is_given_up_after_some_days(issue, reviewer, settings):
    settings.EMAIL_BACKEND = BACKEND + "Down"
    written(reviewer, issue=issue)
    later(days=5)
    deliver()
    letter = Letter.objects.undelivered().get()
    assert (letter.state, letter.sent_at) == ("未送达", None)
    later(days=0)
    assert deliver() == 0


def test_one_bad_address_keeps_nobody_else_from_their_mail(issue, editor, reviewer, settings):
    settings.EMAIL_BACKEND = BACKEND + "Picky"
    written(editor, reviewer, issue=issue)
    assert deliver() == 1
    assert [message.to for message in mail.outbox] == [[reviewer.email]]
    assert "550" in Letter.objects.get(recipient=editor).last_error


def test_a_server_that_hangs_up_does_not_make_it_send_twice(issue, reviewer, settings):
    settings.EMAIL_BACKEND = BACKEND + "Rude"
    written(reviewer, issue=issue)
    assert deliver() == 1
    assert deliver() == 0


def test_an_address_that_is_none_is_an_error_of_that_letter(issue, reviewer, editor):
    reviewer.email = "a\nBcc: b@evil.example"
    reviewer.save()
    written(reviewer, editor, issue=issue)
    assert deliver() == 1
    assert "BadHeaderError" in Letter.objects.get(recipient=reviewer).last_error


def test_a_subject_breaks_into_no_other_header_and_stays_short(issue, reviewer):
    written(reviewer, issue=issue, subject="参考\r\nBcc: all@evil.example " + "长" * 200)
    assert deliver() == 1
    (message,) = mail.outbox
    assert message.subject.startswith("参考 Bcc: all@evil.example 长")
    assert (len(message.subject), message.message()["Bcc"]) == (120, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda user: setattr(user, "is_active", False), "停用"),
        (lambda user: setattr(user, "email", ""), "没有填邮箱"),
        (lambda user: user.groups.clear(), "不再有"),
    ],
)
def test_whoever_left_since_gets_nothing(change, reason, issue, reviewer):
    written(reviewer, issue=issue)
    change(reviewer)
    reviewer.save()
    assert deliver() == 0
    letter = Letter.objects.get()
    assert (reason in letter.last_error, letter.state) == (True, "不用发送")
    assert not mail.outbox


def test_every_letter_says_how_to_get_no_more(issue, reviewer):
    written(reviewer, issue=issue)
    deliver()
    message = mail.outbox[0].message()
    stop = message["List-Unsubscribe"].strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in mail.outbox[0].body


def test_a_daily_reader_gets_one_mail_with_all_of_it(issue, editor, reviewer):
    save_choice(reviewer, "daily")
    for n in range(3):
        written(reviewer, editor, issue=issue, event=f"e{n}", subject=f"事{n}")
    assert deliver() == 3
    assert {m.to[0] for m in mail.outbox} == {editor.email}
    mail.outbox.clear()
    due = timezone.localtime(Letter.objects.filter(recipient=reviewer).first().due)
    assert (due.hour, due.minute) == (8, 0)
    Letter.objects.update(due=timezone.now())
    assert deliver() == 1
    (message,) = mail.outbox
    assert message.subject == "动态参考：3 件事（每日汇总）"
    assert [f"【{n + 1}】事{n}" in message.body for n in range(3)] == [True] * 3
    assert Letter.objects.exclude(sent_at=None).count() == 6


def test_a_single_letter_of_the_day_is_no_summary(issue, reviewer):
    save_choice(reviewer, "daily")
    written(reviewer, issue=issue)
    Letter.objects.update(due=timezone.now())
    deliver()
    assert mail.outbox[0].subject == "第7期送审"


def test_what_waits_follows_a_new_choice(issue, reviewer):
    save_choice(reviewer, "daily")
    written(reviewer, issue=issue)
    save_choice(reviewer, "each")
    assert deliver() == 1
    written(reviewer, issue=issue, event="next")
    save_choice(reviewer, "never")
    assert deliver() == 0
    assert Letter.objects.first().state == "不用发送"
    assert written(reviewer, issue=issue, event="third") == []


def test_an_event_is_shown_once_even_if_it_is_written_twice(issue, reviewer):
    written(reviewer, issue=issue)
    written(reviewer, issue=issue)
    assert deliver() == 1


def test_old_letters_are_cleared_but_not_those_that_wait(issue, reviewer, editor):
    written(reviewer, issue=issue)
    deliver()
    written(editor, issue=issue)
    later(days=100)
    assert delete_old_letters() == 1
    assert Letter.objects.get().recipient == editor


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_processes_send_each_letter_once(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    people = [cast.member(f"reviewer{n}", "审核", name="审多人") for n in range(8)]
    barrier, sent = Barrier(2), []

    def run():
        barrier.wait()
        sent.append(deliver())
        connection.close()

    Letter.objects.bulk_create(
        [
            Letter(recipient=p, event="e", issue=issue, subject="s", text="t", link="/", due=timezone.now())
            for p in people
        ]
    )
    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 8
    assert sorted(m.to[0] for m in mail.outbox) == sorted(p.email for p in people)
