import io

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import PASSWORD

LOCKED = "密码输错次数过多，账号暂时锁定。请 15 分钟后再登录，或请管理员解锁。"


def sign_in(path: str, username: str, password: str = PASSWORD, client: Client | None = None, **more: str):
    return (client or Client()).post(path, {"username": username, "password": password}, **more)


def fail(path: str, username: str, times: int) -> None:
    for n in range(times):
        sign_in(path, username, f"wrong-{n}")


def test_right_password_is_refused_after_ten_wrong_ones(editor, reviewer):
    fail("/login/", "editor", 10)
    browser = Client()
    response = sign_in("/login/", "editor", client=browser)
    assert response.status_code == 429
    assert LOCKED in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "_auth_user_id" not in browser.session
    assert sign_in("/login/", "reviewer").status_code == 302
    assert sign_in("/login/", "editor", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_nine_failures_are_forgiven_and_forgotten(editor):
    for _ in range(2):
        fail("/login/", "editor", 9)
        assert sign_in("/login/", "editor").status_code == 302


def test_header_of_a_client_does_not_make_it_another_address(editor):
    for n in range(10):
        sign_in("/login/", "editor", "wrong", headers={"X-Forwarded-For": f"192.0.2.{n}"})
    assert sign_in("/login/", "editor", headers={"X-Forwarded-For": "192.0.2.99"}).status_code == 429


def test_lock_opens_after_a_quarter_of_an_hour_though_tried_meanwhile(editor):
    fail("/login/", "editor", 10)
    sign_in("/login/", "editor")
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    assert sign_in("/login/", "editor").status_code == 302


def test_attempt_on_a_locked_name_does_not_prolong_the_lock(editor):
    fail("/login/", "editor", 10)
    before = AccessAttempt.objects.get().attempt_time
    sign_in("/login/", "editor", "wrong")
    assert AccessAttempt.objects.get().attempt_time == before


def test_administrator_unlocks_on_the_command_line(editor):
    fail("/login/", "editor", 10)
    call_command("axes_reset_username", "editor", stdout=io.StringIO())
    assert sign_in("/login/", "editor").status_code == 302


def test_password_is_not_kept(editor):
    fail("/login/", "editor", 2)
    assert "wrong" not in AccessAttempt.objects.get().post_data


def test_test_client_signs_in_without_a_request(editor, client):
    assert client.login(username="editor", password=PASSWORD)


def test_throttle_costs_nothing_on_other_pages(editor, client):
    client.force_login(editor)
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
        client.get("/account/")
    assert not [query for query in captured if "axes" in query["sql"]]


def test_administrator_sees_no_foreign_pages(administrator, client):
    client.force_login(administrator)
    assert client.get("/admin/axes/").status_code == 404
    assert "axes" not in client.get("/admin/").content.decode().lower()
