import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD
from tests.digest.mailing import link_in, sent

pytestmark = pytest.mark.django_db
NEW = "qiu-shui-yi-ren-7"
RESET = "/password/reset/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def ask(who: str, client: Client | None = None):
    return (client or Client()).post(RESET, {"email": who})


def test_login_page_leads_to_it(client):
    assert 'href="/password/reset/">忘记密码？' in client.get("/login/").content.decode()


@pytest.mark.parametrize("who", ["reader", "reader@digest.test", "READER@digest.test"])
def test_link_in_the_mail_sets_a_new_password(reader, client, who):
    assert ask(who, client).url == "/password/reset/sent/"
    (message,) = sent()
    assert (message.to, message.subject) == (["reader@digest.test"], "动态参考：重设密码")
    assert not re.search(r"[A-Za-z]{4,}", re.sub(r"http\S+|reader", "", message.body)), "in Chinese"
    page = client.get(link_in(message), follow=True)
    address = page.redirect_chain[-1][0]
    response = client.post(address, {"new_password1": NEW, "new_password2": NEW}, follow=True)
    assert "密码已重设，请用新密码登录。" in response.content.decode()
    reader.refresh_from_db()
    assert reader.check_password(NEW)
    assert "这个网址已经失效" in client.get(link_in(message), follow=True).content.decode()


def test_answer_is_the_same_for_whom_there_is_no_account(reader, editor, client):
    editor.email = ""
    editor.save()
    User.objects.create_user("left", "left@digest.test", PASSWORD, is_active=False)
    known = ask("reader")
    for who in ("nobody", "nobody@digest.test", "editor", "left", "left@digest.test"):
        answer = ask(who)
        assert (answer.status_code, answer.url) == (known.status_code, known.url)
    assert [message.to for message in sent()] == [["reader@digest.test"]]


def test_weak_password_is_refused_in_chinese(reader, client):
    ask("reader", client)
    page = client.get(link_in(sent()[0]), follow=True)
    address = page.redirect_chain[-1][0]
    html = client.post(address, {"new_password1": "12345678", "new_password2": "12345678"}).content.decode()
    assert 'class="error"' in html
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)


def test_one_account_gets_few_mails_and_one_address_asks_few_times(reader, editor):
    for _ in range(5):
        assert ask("reader").status_code == 302
    assert len(sent()) == 3
    answers = [ask(f"nobody-{n}").status_code for n in range(7)]
    assert answers == [302] * 5 + [429] * 2
    ask("editor")
    assert len(sent()) == 3


def test_without_mail_it_says_whom_to_ask(reader, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    html = client.get(RESET).content.decode()
    assert "请联系管理员，为您设一个新密码" in html
    assert "<form" not in html
    assert "请联系管理员，为您设一个新密码" in ask("reader", client).content.decode()
    assert sent() == []


def test_new_password_opens_the_lock_of_wrong_ones(reader, client):
    for n in range(10):
        client.post("/login/", {"username": "reader", "password": f"wrong-{n}"})
    assert AccessAttempt.objects.exists()
    ask("reader", client)
    address = client.get(link_in(sent()[0]), follow=True).redirect_chain[-1][0]
    client.post(address, {"new_password1": NEW, "new_password2": NEW})
    assert client.post("/login/", {"username": "reader", "password": NEW}).status_code == 302
