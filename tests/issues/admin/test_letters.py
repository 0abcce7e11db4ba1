import pytest
from django.core import mail
from django.utils import timezone

from issues.letters.delivering import deliver
from issues.models import Letter
from tests.issues.admin.pages import told

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
    assert '<td data-label="状态" class="field-state">没有寄出</td>' in html
    assert '<td data-label="状态" class="field-state">已寄出</td>' in html
    assert "寄到了" not in browser.get(LIST + "?state=undelivered").content.decode()
    page = browser.get(f"{LIST}{letters[0].pk}/change/").content.decode()
    assert "请&lt;b&gt;审核" in page
    assert 'name="_save"' not in page


def test_what_did_not_arrive_is_sent_again_and_what_did_is_not(letters, administrator, at_desk):
    chosen = {"action": "send_again", "_selected_action": [letter.pk for letter in letters]}
    answer = at_desk(administrator).post(LIST, chosen)
    assert told(answer) == ["1 封邮件排队重寄，下一次运行 run_due 时寄出。"]
    assert deliver() == 1
    assert [message.subject for message in mail.outbox] == ["没寄到"]


def test_nobody_else_reads_letters(letters, editor, reviewer, at_desk):
    for person in (editor, reviewer):
        assert at_desk(person).get(LIST).status_code == 403
        chosen = {"action": "send_again", "_selected_action": [letters[0].pk]}
        assert at_desk(person).post(LIST, chosen).status_code == 403
    assert Letter.objects.get(pk=letters[0].pk).dropped_at
