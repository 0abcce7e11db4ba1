import re

import pytest
from django.core import mail
from django.test import Client

from issues.letters.delivering import deliver
from issues.letters.pages import stop_address
from issues.models import MailChoice
from issues.state.workflow import perform
from tests import factories

pytestmark = pytest.mark.django_db


def place(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def test_the_link_in_a_letter_stops_them_without_signing_in(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    perform(issue, "submit", by=editor)
    deliver()
    address = place(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>"))
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    assert "不再收到通知邮件" in page.content.decode()
    assert MailChoice.of(reviewer) == "each"
    page = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert (page.status_code, "不会再给您寄" in page.content.decode()) == (200, True)
    assert MailChoice.of(reviewer) == "never"
    assert "不会再给您寄" in browser.get(address).content.decode()


def test_a_link_that_is_not_ours_stops_nobody(reviewer):
    address = place(stop_address(reviewer))
    for other in (address[:-3] + "xx/", "/mail/stop/1/", address.replace("/stop/", "/stop/x")):
        page = Client().post(other)
        assert (page.status_code, "这个链接不完整" in page.content.decode()) == (404, True)
    assert MailChoice.of(reviewer) == "each"


def test_everybody_chooses_for_themselves(editor, reviewer, client):
    assert client.get("/account/mail/").url == "/login/?next=/account/mail/"
    client.force_login(editor)
    page = client.get("/account/mail/").content.decode()
    assert "editor@digest.test" in page
    assert re.findall(r'value="(\w+)"[^>]*checked', page) == ["each"]
    assert client.post("/account/mail/", {"when": "weekly"}).status_code == 200
    assert not MailChoice.objects.exists()
    page = client.post("/account/mail/", {"when": "daily"}, follow=True).content.decode()
    assert "邮件通知设置已保存" in page
    assert re.findall(r'value="(\w+)"[^>]*checked', page) == ["daily"]
    assert (MailChoice.of(editor), MailChoice.of(reviewer)) == ("daily", "each")


def test_the_page_is_found_from_the_account_and_from_the_office(editor, reader, client):
    client.force_login(editor)
    for page in ("/account/", "/admin/"):
        assert 'href="/account/mail/"' in client.get(page).content.decode()
    client.force_login(reader)
    assert 'href="/account/mail/"' not in client.get("/account/").content.decode()


def test_who_has_no_address_is_told_so_and_what_to_do(editor, administrator, client):
    for user in (editor, administrator):
        assert "还没有邮箱" not in _choice_page(client, user)
        user.email = ""
        user.save()
    assert "还没有邮箱，现在一封也寄不到。请管理员在“用户”里补上" in _choice_page(client, editor)
    own = f'请<a href="/admin/auth/user/{administrator.pk}/change/">补上您的邮箱</a>'
    assert own in _choice_page(client, administrator)


def _choice_page(client, user) -> str:
    client.force_login(user)
    return client.get("/account/mail/").content.decode()
