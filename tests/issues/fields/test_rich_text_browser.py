"""The editor in a real browser: what is pasted, what is saved, and whom the page talks to."""

from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from issues.fields.rich_text import RichTextFormField
from tests.browser import chromium, page

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]

# The least under which the editor works: inline event handlers and styles, but neither eval nor other hosts.
CSP = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self'"
)
WORD_CLIPBOARD = Path(__file__).with_name("word_clipboard.html")
WPS_CLIPBOARD = Path(__file__).with_name("wps_clipboard.html")
OLD_ROW = (
    '<div class="old" style="color:red">旧稿<script>alert(1)</script><b onclick="alert(2)">要点</b></div>'
)
READY = "() => window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"
PASTE = """html => {
  const editable = CKEDITOR.instances.id_body.editable().$;
  const view = editable.ownerDocument.defaultView;
  const clipboardData = new view.DataTransfer();
  clipboardData.setData("text/html", html);
  const paste = new view.ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  return new Promise(done => {
    CKEDITOR.instances.id_body.once("afterPaste", () => done());
    editable.focus();
    editable.dispatchEvent(paste);
  });
}"""


class BodyForm(forms.Form):
    body = RichTextFormField(label="正文", required=False)


@login_not_required
def edit(request: HttpRequest) -> HttpResponse:
    """The form, and under it what a valid submission would have saved."""
    form = BodyForm(request.POST or None, initial={"body": OLD_ROW if "old" in request.GET else ""})
    saved = form.cleaned_data["body"] if form.is_valid() else None
    source = (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>正文</title>'
        '<link rel="icon" href="/static/admin/img/icon-yes.svg">{{ form.media }}'
        '<form method=post action="/">{% csrf_token %}{{ form }}<button>保存</button></form>'
        '<pre>{{ saved|default_if_none:"" }}</pre>'
    )
    html = engines["django"].from_string(source).render({"form": form, "saved": saved}, request)
    return HttpResponse(html, headers={"Content-Security-Policy": CSP})


urlpatterns = [path("", edit)]


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_function(READY)
    return page


def saved_body(page: Page) -> str:
    """By keyboard: the editor grows after a paste and moves the button from under a click."""
    with page.expect_navigation():
        page.get_by_role("button", name="保存").press("Enter")
    return page.locator("pre").inner_text()


def test_editor_saves_word_clipboard_as_canonical_rich_text(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server.url).evaluate(PASTE, WORD_CLIPBOARD.read_text())
    assert saved_body(page) == (
        "<p>工作要点</p>"
        "<p>医院着力完善制度，<strong>一是健全组织体系。</strong>耐药菌计数降至10<sup>3</sup>，CO<sub>2</sub>排放下降。</p>"
        '<p>主要做法如下，详见<a href="https://example.org/notice?id=1&amp;page=2">通知</a>：</p>'
        "<ol><li>每月召开例会</li><li>每季通报结果</li></ol>"
        "<p>其中：</p>"
        "<ul><li>门诊</li><li>住院</li></ul>"
        "<p>3. 每年评估成效</p><p>一、总体要求</p><p>二、组织实施</p>"
        '<table><tbody><tr><td colspan="2"><strong>指标</strong></td></tr>'
        "<tr><td>平均住院日</td><td>7.5</td></tr></tbody></table>"
    )


def test_editor_saves_wps_clipboard_as_canonical_rich_text(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server.url).evaluate(PASTE, WPS_CLIPBOARD.read_text())
    assert saved_body(page) == (
        "<p><strong>一是</strong>增加面积300m<sup>2</sup>。</p>"
        "<ul><li>甲项<ul><li>乙项</li></ul></li><li>丙项</li></ul>"
        "<ol><li>丁项</li><li>戊项</li></ol>"
        "<p>（三）自己打的编号</p>"
    )


def test_editor_reads_a_web_page_on_the_clipboard_by_meaning(page: Page, live_server: LiveServer) -> None:
    web = (
        '<div style="font-size:18px"><span style="font-weight:bold">要点</span>一<img src="http://127.0.0.1:9/i.png"></div>'
        '<ol start="4"><li>第四</li><li>第五</li></ol><script>alert(1)</script>'
    )
    opened(page, live_server.url).evaluate(PASTE, web)
    assert saved_body(page) == "<p><strong>要点</strong>一</p><p>4. 第四</p><p>5. 第五</p>"


def test_editor_loads_an_old_row_clean(page: Page, live_server: LiveServer) -> None:
    page = opened(page, live_server.url + "?old")
    clean = "<p>旧稿<strong>要点</strong></p>"
    assert page.locator("textarea").evaluate("area => area.defaultValue") == clean
    assert page.evaluate("() => CKEDITOR.instances.id_body.getData()") == clean


def test_editor_keeps_to_its_host_and_to_the_policy(page: Page, live_server: LiveServer) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(error.message))
    opened(page, live_server.url).evaluate(PASTE, WORD_CLIPBOARD.read_text())
    for name in ("插入或修改链接", "表格"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("button", name="取消", exact=True).click()
    assert len(requests) > 5
    assert [url for url in requests if not url.startswith(live_server.url)] == []
    assert errors == []


def test_editor_toolbar_is_short_and_chinese(page: Page, live_server: LiveServer) -> None:
    buttons = opened(page, live_server.url).locator(".cke_button")
    assert buttons.evaluate_all("all => all.map(button => button.title.split(' ')[0])") == [
        *["加粗", "斜体", "上标", "下标", "编号列表", "项目符号列表", "插入或修改链接", "取消链接", "表格"],
        *["粘贴为无格式文本", "撤销", "重做", "清除格式", "全屏"],
    ]


def test_editor_link_dialog_offers_only_links_that_are_kept(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server.url).get_by_role("button", name="插入或修改链接").click()
    choices = page.locator(".cke_dialog select:visible")
    choices.first.wait_for()
    assert choices.evaluate_all("all => all.map(one => [...one.options].map(option => option.value))") == [
        ["url", "email"],
        ["http://", "https://"],
    ]
