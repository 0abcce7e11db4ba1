import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest
from django.test import override_settings
from django.urls import include, path


@login_not_required
def broken(request: HttpRequest) -> None:
    raise RuntimeError("invented")


@login_not_required
def forbidden(request: HttpRequest) -> None:
    raise PermissionDenied


@login_not_required
def swamped(request: HttpRequest) -> None:
    raise RequestDataTooBig("invented")


handler400 = "digest.errors.bad_request"
urlpatterns = [
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("swamped/", swamped),
    path("", include("digest.urls")),
]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/broken/", 500, "系统出错了"),
        ("/forbidden/", 403, "您的账号不能打开这一页"),
        ("/swamped/", 400, "内容太多，没有保存"),
        ("/nowhere%00/", 400, "网址有误"),
        ("/nowhere/", 404, "没有找到这一页"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_error_pages_are_in_chinese_and_tell_no_secrets(client, db, address, status, words):
    client.raise_request_exception = False
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "invented" not in page
    assert 'lang="zh-CN"' in page


def test_an_address_of_the_site_that_is_not_set_up_says_so(client, db):
    response = client.get("/", headers={"host": "192.0.2.7"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "不能用这个网址打开" in page
    assert "没有保存" not in page
