"""Choosing references in a real browser, under the site's Content-Security-Policy."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from papers.models import JournalAbstract
from tests.browser import chromium, page, sign_in
from tests.papers.references.exports import ris

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def form(page: Page, live_server: LiveServer, editor: User) -> Page:
    sign_in(page.context, editor, live_server.url)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(live_server.url + reverse("admin:papers_journalabstract_references"))
    return page


def test_references_are_uploaded_chosen_and_imported(form):
    complaints: list[str] = []
    form.on("console", lambda message: complaints.append(message.text))
    JournalAbstract.objects.create(title="一", journal="江州医院管理")
    upload = {"name": "知网.txt", "mimeType": "text/plain", "buffer": ris("一", "二", "三").encode("gb18030")}
    form.set_input_files("#references-files", upload)
    form.click("text=读取并预览")
    submit = form.locator(".references-buttons button")
    shown = [submit.inner_text()]
    for name in ("全选", "全不选", "恢复原来的勾选"):
        form.click(f"text={name}")
        shown.append(submit.inner_text())
    assert shown == ["导入选中的 2 篇", "导入选中的 3 篇", "导入选中的 0 篇", "导入选中的 2 篇"]
    assert form.evaluate("document.documentElement.scrollWidth") == 360
    form.get_by_label("三", exact=False).uncheck()
    submit.click()
    assert "已导入 1 篇论文摘要到素材库" in form.inner_text(".messagelist")
    assert set(JournalAbstract.objects.values_list("title", flat=True)) == {"一", "二"}
    assert complaints == []
