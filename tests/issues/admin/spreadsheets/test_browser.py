"""An editor imports a table in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from papers.models import Journal
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, editor: User) -> Page:
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/papers/journal/import/")
    return page


def test_confirmation_is_sent_once_however_often_it_is_clicked(desk):
    desk.get_by_label("或者粘贴表格").fill("期刊名称\n江州医院管理\n")
    desk.get_by_role("button", name="预览").click()
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    desk.get_by_role("button", name="确认导入").evaluate(
        "button => { button.click(); setTimeout(() => button.click(), 1); setTimeout(() => button.click(), 2); }"
    )
    expect(desk.locator(".messagelist")).to_have_text("从表格导入期刊：新增 1、更新 0、未变 0。")
    assert len(sent) == 1
    assert Journal.objects.count() == 1
