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
        "<p>（1）丁项</p><p>（2）戊项</p>"
        "<p>（三）自己打的编号</p>"
    )


def test_editor_reads_a_web_page_on_the_clipboard_by_meaning(page: Page, live_server: LiveServer) -> None:
    web = (
        '<div style="font-size:18px"><span style="font-weight:bold">要点</span>一<img src="http://127.0.0.1:9/i.png"></div>'
        '<ol start="4"><li>第四</li><li>第五</li></ol><script>alert(1)</script>'
    )
    opened(page, live_server.url).evaluate(PASTE, web)
    assert saved_body(page) == "<p><strong>要点</strong>一</p><p>4. 第四</p><p>5. 第五</p>"


WORD_PAGE = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'><head>"
    "<meta name=Generator content='Microsoft Word 15'></head><body><!--StartFragment-->{}<!--EndFragment--></body></html>"
)
WORD_ITEM = (
    "<p class=MsoListParagraph style='margin-left:21pt;mso-list:l0 level{} lfo1'><![if !supportLists]><span lang=EN-US>"
    "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
    "<![endif]><span style='font-family:宋体'>{}</span></p>"
)
LETTERED = ((1, "1.", "预约"), (2, "a)", "电话"), (2, "b)", "现场"), (1, "2.", "取号"))
BRACKETED = ((1, "（1）", "预约"), (1, "（2）", "取号"), (2, "1.1", "挂号"), (1, "II.", "就诊"))
MATH = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>r</mi><mn>2</mn></msup><mo>=</mo>'
    '<mfrac><mn>1</mn><mn>2</mn></mfrac></mrow><annotation encoding="application/x-tex">r^2=\\frac12</annotation>'
    '</semantics></math></span><span class="katex-html" aria-hidden="true"><span>r2=<span>21</span></span></span></span>'
)


@pytest.mark.parametrize(
    ("html", "saved"),
    [
        (
            '<p>10<span style="vertical-align: super">9</span>/L，SpO<span style="vertical-align:sub">2</span></p>',
            "<p>10<sup>9</sup>/L，SpO<sub>2</sub></p>",
        ),
        (f"<p>系数{MATH}</p>", "<p>系数r<sup>2</sup>=1/2</p>"),
        (
            '<ol type="a"><li>甲<li>乙</ol><ol style="list-style-type: upper-roman"><li>丙<li>丁</ol>',
            "<p>a. 甲</p><p>b. 乙</p><p>I. 丙</p><p>II. 丁</p>",
        ),
        ("<ol><li>甲<li value=5>乙</ol>", "<p>1. 甲</p><p>5. 乙</p>"),
        ("<ol><li>甲<ol type=i><li>乙</ol><li>丙</ol>", "<ol><li><p>甲</p><p>i. 乙</p></li><li>丙</li></ol>"),
        (
            '<p><span style="font-weight:600">要点</span>文<b style="font-weight:400">字</b></p>',
            "<p><strong>要点</strong>文字</p>",
        ),
        ("<pre>第一条　总则\n第二条　范围\n\n第三条　施行</pre>", "<p>第一条　总则</p><p>第二条　范围</p><p>第三条　施行</p>"),
        ('<div style="white-space: pre-wrap">甲\n乙<b>丙</b>\n丁</div>', "<p>甲</p><p>乙<strong>丙</strong></p><p>丁</p>"),
        ("<p><ruby>尴<rp>(</rp><rt>gān</rt><rp>)</rp></ruby>尬</p>", "<p>尴（gān）尬</p>"),
        ('<p>好<img class="wp-smiley" alt="😀" src="http://127.0.0.1:9/e.png">的</p>', "<p>好😀的</p>"),
        ("<p>医院管理\n研究<b>所</b>\n编印 AI\n技术</p>", "<p>医院管理研究<strong>所</strong>编印 AI 技术</p>"),
        (
            WORD_PAGE.format(
                "<p class=MsoNormal><span style='font-family:Symbol'>b</span>，<span style='font-family:Symbol'>c</span>"
                "<sup>2</sup>，<span lang=EN-US style='font-family:\"Wingdings 2\"'>R</span>已办</p>"
            ),
            "<p>β，χ<sup>2</sup>，☑已办</p>",
        ),
        (
            WORD_PAGE.format("".join(WORD_ITEM.format(*item) for item in LETTERED)),
            "<ol><li>预约</li></ol><p>a) 电话</p><p>b) 现场</p><p>2. 取号</p>",
        ),
        (
            WORD_PAGE.format("".join(WORD_ITEM.format(*item) for item in BRACKETED)),
            "<p>（1）预约</p><p>（2）取号</p><p>1.1 挂号</p><p>II. 就诊</p>",
        ),
    ],
)  # fmt: skip
def test_editor_keeps_what_a_page_says_by_style_or_by_tags_of_its_own(
    html: str, saved: str, page: Page, live_server: LiveServer
) -> None:
    opened(page, live_server.url).evaluate(PASTE, html)
    assert saved_body(page) == saved


def test_editor_leaves_out_tracked_deletions_and_comments_and_says_so(
    page: Page, live_server: LiveServer
) -> None:
    word = WORD_PAGE.format(
        "<p class=MsoNormal>使用率<span class=msoDel><del>85%</del></span><span class=msoIns><ins>92%</ins></span>，"
        "<s>暂缓</s>实施<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[U1]</a></span>。</p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>请核实</p></div></div>"
    )
    opened(page, live_server.url).evaluate(PASTE, word)
    assert set(page.locator(".paste-remarks li").all_inner_texts()) == {
        "Word 批注没有粘贴进正文：“请核实”。",
        "修订时已删去的文字没有粘贴：“85%”。",
        "有带删除线的文字，文字已粘贴、删除线没有保留，请核对是否应删去：“暂缓”。",
    }
    assert saved_body(page) == "<p>使用率92%，暂缓实施。</p>"


def test_remarks_on_a_paste_go_with_the_next(page: Page, live_server: LiveServer) -> None:
    opened(page, live_server.url).evaluate(PASTE, "<p>甲<del>乙</del></p>")
    assert page.locator(".paste-remarks").is_visible()
    page.evaluate(PASTE, "<p>丙</p>")
    assert page.locator(".paste-remarks").is_hidden()


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


PICTURES = """<section><p>前文</p><p><img src="https://pic.example/1.png"><br></p>
<section><p><span><img data-src="x"></span></p></section><p>文中<img src="https://pic.example/3.png" alt="照片">一图</p>
<p><img width="1" height="1" src="dot.gif">后文</p></section>"""


def test_pictures_are_left_out_with_a_word_and_without_an_empty_paragraph(page, live_server):
    opened(page, live_server.url)
    page.evaluate(PASTE, PICTURES)
    text = page.evaluate("() => CKEDITOR.instances.id_body.getData()")
    assert text == "<p>前文</p><p>文中一图</p><p>后文</p>"
    assert page.locator(".paste-remarks li").all_text_contents() == ["粘贴的内容里有 3 张图片，没有导入。"]


def test_editor_is_dark_where_the_page_is(page, live_server):
    background = "() => getComputedStyle(CKEDITOR.instances.id_body.document.getBody().$).backgroundColor"
    page.emulate_media(color_scheme="dark")
    opened(page, live_server.url)
    assert page.evaluate(background) == "rgb(24, 23, 22)"
    page.evaluate("() => { document.documentElement.dataset.theme = 'light' }")
    page.wait_for_function(f"({background})() === 'rgb(255, 255, 255)'")
