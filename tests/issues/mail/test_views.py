import re

import pytest
from django.core import mail
from django.test import Client

from issues.mail.delivery import deliver
from issues.mail.messages import stop_address
from issues.models import MailChoice
from issues.workflow.transitions import perform
from tests import factories
from tests.rendered import flat

pytestmark = pytest.mark.django_db


def local_path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def test_the_link_in_a_letter_stops_them_without_signing_in(editor, reviewer):
    issue = factories.issue_of(factories.document(), editor)
    perform(issue, "submit", by=editor)
    deliver()
    address = local_path(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>"))
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    assert "不再接收通知邮件" in page.content.decode()
    assert MailChoice.of(reviewer) == "each"
    page = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert (page.status_code, "已停止向您发送" in page.content.decode()) == (200, True)
    assert MailChoice.of(reviewer) == "never"
    assert "已停止向您发送" in browser.get(address).content.decode()


def test_a_link_that_is_not_ours_stops_nobody(reviewer):
    address = local_path(stop_address(reviewer))
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
    assert 'href="/account/mail/"' in client.get("/account/").content.decode()
    assert 'href="/account/"' in client.get("/admin/").content.decode()
    client.force_login(reader)
    assert 'href="/account/mail/"' not in client.get("/account/").content.decode()


def test_who_has_no_address_hears_so_and_what_to_do(editor, client):
    assert "没有填邮箱" not in _choice_page(client, editor)
    editor.email = ""
    editor.save()
    page = flat(_choice_page(client, editor))
    assert '您的账号没有填邮箱，收不到邮件通知。请<a href="/account/email/">填写您的邮箱</a>' in page


def _choice_page(client, user) -> str:
    client.force_login(user)
    return client.get("/account/mail/").content.decode()
