import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from issues.mail.delivery import deliver
from issues.mail.outbox import add_messages
from issues.models import Letter
from tests.issues.admin.pages import messages_of

pytestmark = pytest.mark.django_db

LIST = "/admin/issues/letter/"


@pytest.fixture
def letters(draft, editor, reviewer):
    now = timezone.now()
    words = {"issue": draft, "text": "请<b>审核", "link": "/admin/", "due": now}
    given_up = Letter.objects.create(
        recipient=reviewer, event="a", subject="没寄到", attempts=9, last_error="x", dropped_at=now, **words
    )
    sent = Letter.objects.create(
        recipient=editor, event="b", subject="寄到了", attempts=1, sent_at=now, **words
    )
    return given_up, sent


def test_administrator_sees_what_became_of_each_letter(letters, administrator, at_desk):
    browser = at_desk(administrator)
    html = browser.get(LIST).content.decode()
    assert '<td data-label="状态" class="field-state">未送达</td>' in html
    assert '<td data-label="状态" class="field-state">已发送</td>' in html
    assert "寄到了" not in browser.get(LIST + "?state=undelivered").content.decode()
    page = browser.get(f"{LIST}{letters[0].pk}/change/").content.decode()
    assert "请&lt;b&gt;审核" in page
    assert 'name="_save"' not in page


def test_what_did_not_arrive_is_sent_again_and_what_did_is_not(letters, administrator, at_desk):
    chosen = {"action": "send_again", "_selected_action": [letter.pk for letter in letters]}
    answer = at_desk(administrator).post(LIST, chosen)
    assert messages_of(answer) == ["1 封邮件已排队，几分钟内重发。"]
    assert deliver() == 1
    assert [message.subject for message in mail.outbox] == ["没寄到"]


def test_nobody_else_reads_letters(letters, editor, reviewer, at_desk):
    for person in (editor, reviewer):
        assert at_desk(person).get(LIST).status_code == 403
        chosen = {"action": "send_again", "_selected_action": [letters[0].pk]}
        assert at_desk(person).post(LIST, chosen).status_code == 403
    assert Letter.objects.get(pk=letters[0].pk).dropped_at


def test_subject_opens_the_text(letters, administrator, at_desk):
    browser = at_desk(administrator)
    link = f'<a href="{LIST}{letters[1].pk}/change/">寄到了</a>'
    assert link in browser.get(LIST).content.decode()
    page = browser.get(f"{LIST}{letters[1].pk}/change/").content.decode()
    assert '<a href="/admin/">/admin/</a>' in page


def test_sent_letter_was_planned_before_it_was_sent(draft, editor, administrator, at_desk):
    now = timezone.now()
    add_messages([editor], event="c", issue=draft, subject="新的", text="文", link="/admin/")
    assert deliver() == 1
    letter = Letter.objects.get(event="c")
    assert now <= letter.planned_at <= letter.sent_at
    html = at_desk(administrator).get(LIST).content.decode()
    assert html.index("计划发送时间") < html.index("发送时间</a>")
    assert timezone.localtime(letter.due).strftime("%H:%M") not in re.sub("<[^>]+>", " ", html)


def test_without_a_mail_server_nothing_is_called_sent(
    draft, editor, administrator, at_desk, settings, capsys
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    add_messages([editor], event="c", issue=draft, subject="新的", text="文", link="/admin/")
    assert deliver() == 1
    browser = at_desk(administrator)
    html = browser.get(LIST).content.decode()
    assert "没有设置邮件发送：通知邮件只打印在服务器的终端上，谁也收不到。" in html
    assert '<td data-label="状态" class="field-state">只打印在终端</td>' in html
    assert "新的" not in browser.get(LIST + "?state=sent").content.decode()
    assert "新的" in browser.get(LIST + "?state=printed").content.decode()
    assert "没有设置邮件发送" in browser.get("/admin/").content.decode()
    front = at_desk(editor).get("/admin/").content.decode()
    assert "本站没有设置邮件发送，您收不到邮件通知" in front
    assert "EMAIL_URL" not in front


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "连不上邮件服务器（ConnectionRefusedError"),
        (
            smtplib.SMTPAuthenticationError(535, b"no"),
            "邮件服务器不接受用户名或密码（SMTPAuthenticationError",
        ),
        (TimeoutError("timed out"), "邮件服务器没有回应（TimeoutError"),
        (smtplib.SMTPRecipientsRefused({}), "邮件服务器不接受收件人的地址（"),
        (ValueError("?"), "邮件没有发出（ValueError"),
    ],
)
def test_error_begins_in_plain_words(draft, editor, error, words, settings):
    settings.EMAIL_BACKEND = "tests.issues.admin.test_mail.Failing"
    Failing.error = error
    add_messages([editor], event="c", issue=draft, subject="新的", text="文", link="/admin/")
    deliver()
    assert Letter.objects.get(event="c").last_error.startswith(words)


class Failing(BaseEmailBackend):
    error: Exception

    def send_messages(self, messages):
        raise self.error
