import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import PASSWORD
from tests.digest.mailing import link_in, sent
from tests.rendered import flat

pytestmark = pytest.mark.django_db
ADDRESS = "/account/email/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def own(client, reader) -> Client:
    client.force_login(reader)
    return client


def change(own: Client, email: str = "new@digest.test", password: str = PASSWORD):
    return own.post(ADDRESS, {"email": email, "password": password}, follow=True).content.decode()


def test_account_page_leads_to_it(own):
    assert 'href="/account/email/">修改</a>' in flat(own.get("/account/").content.decode())


def test_new_address_counts_once_its_mail_was_confirmed(own, reader):
    assert "确认邮件已发到 new@digest.test" in change(own)
    reader.refresh_from_db()
    assert reader.email == "reader@digest.test"
    (message,) = sent()
    assert message.to == ["new@digest.test"]
    somewhere_else = Client()
    html = somewhere_else.get(link_in(message)).content.decode()
    assert "把“许问渠”的邮箱改为 <strong>new@digest.test</strong>" in html
    reader.refresh_from_db()
    assert reader.email == "reader@digest.test", "programs that look at links confirm nothing"
    somewhere_else.post(link_in(message))
    reader.refresh_from_db()
    assert reader.email == "new@digest.test"
    assert sent()[-1].to == ["reader@digest.test"], "whoever owned the old address learns of it"
    assert somewhere_else.get(link_in(message)).status_code == 404, "it holds once"


def test_without_mail_it_counts_at_once(own, reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "您的邮箱已改为 new@digest.test。" in change(own)
    reader.refresh_from_db()
    assert reader.email == "new@digest.test"


@pytest.mark.parametrize(
    ("email", "password", "reason"),
    [
        ("new@digest.test", "wrong", "密码不正确"),
        ("new@digest.test", "", "请填写您现在的密码"),
        ("reader@digest.test", PASSWORD, "您的邮箱已经是这个"),
        ("无", PASSWORD, "这不像邮箱地址"),
        ("", PASSWORD, "请填写邮箱"),
    ],
)
def test_it_is_refused_in_chinese(own, reader, email, password, reason):
    assert reason in change(own, email, password)
    assert sent() == []


@pytest.mark.parametrize("token", ["x", "WzEsICJhIiwgImIiXQ:1abc:sig"])
def test_made_up_link_changes_nothing(client, reader, token):
    assert client.post(f"{ADDRESS}{token}/").status_code == 404


def test_guessing_the_password_there_ends_soon(own, reader):
    for n in range(10):
        change(own, password=f"wrong-{n}")
    assert "密码不正确" in change(own)
    assert sent() == []


def test_confirmations_are_few(own):
    for n in range(5):
        change(own, f"new{n}@digest.test")
    assert "发得太多了" in change(own, "one-more@digest.test")
    assert len(sent()) == 5


def test_changed_password_ends_what_was_asked_under_the_old_one(own, reader):
    change(own)
    reader.set_password("another-one-2026")
    reader.save()
    link = link_in(sent()[0])
    assert Client().post(link).status_code == 404, "whoever knew the old password gets no hold of the account"
    reader.refresh_from_db()
    assert reader.email == "reader@digest.test"
