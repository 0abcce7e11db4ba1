import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.cast import PASSWORD


def sign_in(client, username: str, password: str, **more: str):
    return client.post("/login/", {"username": username, "password": password, **more})


def test_signing_in_leads_back_to_what_was_asked_for(client, reader):
    response = sign_in(client, "reader", PASSWORD, next="/issues/9/")
    assert (response.status_code, response.url) == (302, "/issues/9/")


def test_signing_in_leads_to_no_other_site(client, reader):
    assert sign_in(client, "reader", PASSWORD, next="https://evil.example/").url == "/"


@pytest.mark.parametrize(("username", "password"), [("reader", "wrong"), ("nobody", PASSWORD)])
def test_wrong_password_is_shown_as_unknown_user_is(client, reader, username, password):
    response = sign_in(client, username, password, next="/issues/9/")
    page = response.content.decode()
    assert "用户名或密码不正确" in page
    assert 'value="/issues/9/"' in page
    assert "_auth_user_id" not in client.session


def test_empty_form_asks_for_both(client, reader):
    assert "请填写用户名和密码" in sign_in(client, "", "").content.decode()


def test_inactive_user_stays_outside(client, reader):
    reader.is_active = False
    reader.save()
    assert "用户名或密码不正确" in sign_in(client, "reader", PASSWORD).content.decode()


def test_username_is_shown_again_as_text(client, db):
    page = sign_in(client, '"><script>', "x").content.decode()
    assert "<script" not in page


def test_account_page_names_the_reader_and_offers_the_admin_to_staff_only(client, reader, editor):
    client.force_login(reader)
    page = client.get("/account/").content.decode()
    assert reader.last_name + reader.first_name in page
    assert reverse("admin:index") not in page
    client.force_login(editor)
    assert reverse("admin:index") in client.get("/account/").content.decode()


def test_signing_out_takes_a_post(client, reader):
    client.force_login(reader)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").url == "/login/"
    assert client.get("/account/").status_code == 302


def test_password_is_changed_and_said_so(client, reader):
    client.force_login(reader)
    form = {
        "old_password": PASSWORD,
        "new_password1": "qiu-shui-yi-ren-7",
        "new_password2": "qiu-shui-yi-ren-7",
    }
    page = client.post("/account/password/", form, follow=True).content.decode()
    assert "密码已修改" in page
    reader.refresh_from_db()
    assert reader.check_password("qiu-shui-yi-ren-7")


def test_guessing_the_old_password_there_ends_soon(client, reader):
    cache.clear()
    client.force_login(reader)
    form = {"new_password1": "a-better-one-2026", "new_password2": "a-better-one-2026"}
    for n in range(10):
        assert (
            "试的次数太多"
            not in client.post("/account/password/", form | {"old_password": f"wrong-{n}"}).content.decode()
        )
    page = client.post("/account/password/", form | {"old_password": PASSWORD}).content.decode()
    assert "试的次数太多了，请一小时后再试" in page
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)
    cache.clear()


def test_form_without_its_token_is_refused_in_chinese(reader):
    from django.test import Client

    response = sign_in(Client(enforce_csrf_checks=True), "reader", PASSWORD)
    assert response.status_code == 403
    assert "没有提交成功" in response.content.decode()


def test_account_is_not_kept_by_caches(client, reader):
    client.force_login(reader)
    for path in ("/account/", "/account/password/"):
        assert "no-store" in client.get(path)["Cache-Control"]
    client.logout()
    assert "no-store" in client.get("/login/")["Cache-Control"]
