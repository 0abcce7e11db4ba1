"""The commonest chores, with their clicks counted: twenty rows are in their section of this issue."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from hospitals.models import HospitalNewsLink
from issues.models import Issue, Section
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import factories
from tests.browser import chromium, page, sign_in
from tests.issues.admin.pages import compose

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PASTE = """([text, html]) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", text);
  if (html) clipboard.setData("text/html", html);
  const field = document.activeElement;
  const event = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
  if (field.dispatchEvent(event)) field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
}"""
MOST = 5


class Counting:
    """A page whose clicks are counted; whoever pastes needs no click where the field has the focus."""

    def __init__(self, desk: Page) -> None:
        self.desk = desk
        self.clicks = 0

    def click(self, role: str, name: str, inside: str = "body") -> None:
        self.clicks += 1
        self.desk.locator(inside).get_by_role(role, name=name, exact=True).click()

    def paste(self, text: str, html: str = "") -> None:
        expect(self.desk.locator("#id_pasted")).to_be_focused()
        self.desk.wait_for_load_state()
        self.desk.evaluate(PASTE, [text, html])


@pytest.fixture
def desk(page: Page, live_server: LiveServer, editor: User, draft: Issue) -> Counting:
    page.set_default_timeout(15_000)
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}{compose(draft)}")
    return Counting(page)


def rows(count: int, line: str) -> str:
    return "\n".join(line.format(n=n) for n in range(1, count + 1))


def paste_into(desk: Counting, home: Section, text: str, html: str = "") -> None:
    desk.click("link", "从表格导入", inside=f"#s{home.pk}")
    desk.paste(text, html)
    desk.click("button", "预览")
    desk.click("button", "确认导入")
    expect(desk.desk.locator(".messagelist")).to_contain_text("新增 20")
    assert desk.desk.url.endswith(f"{compose(home.issue)}#s{home.pk}")
    assert desk.clicks <= MOST


def test_twenty_links_are_pasted_into_their_section(desk, draft):
    home = draft.sections.get(kind="news")
    paste_into(desk, home, rows(20, "云溪医院\t门诊新闻{n}\thttps://yunxi.example/{n}"))
    assert HospitalNewsLink.objects.filter(section=home, title__startswith="门诊新闻").count() == 20


def test_twenty_abstracts_are_pasted_into_their_sub_heading(desk, draft):
    home = Section.objects.get(title="论文摘要选登")
    paste_into(desk, home, rows(20, "门诊研究{n}\t江州医院管理\t2026-02\t沈知秋\t目的：之{n}。"))
    assert JournalAbstract.objects.filter(section=home, title__startswith="门诊研究").count() == 20


def test_twenty_policies_are_pasted_into_their_section(desk, draft):
    home = draft.sections.get(kind="policies")
    heads = "标题\t发布机构\t文号\t来源\t正文\n"
    line = "怀岭市规范转诊{n}\t怀岭市卫健委\t怀卫〔2026〕{n}号\t怀岭市政府网站\t通知要求之{n}。"
    paste_into(desk, home, heads + rows(20, line))
    assert PolicyItem.objects.filter(section=home, title__startswith="怀岭市规范转诊").count() == 20


def test_addresses_behind_links_and_merged_cells_of_a_table_come_along(desk, draft):
    home = draft.sections.get(kind="news")
    lines = (
        f"<tr>{'<td rowspan=20>云溪医院</td>' if n == 1 else ''}"
        f'<td><a href="https://yunxi.example/{n}?a=1&amp;b=2">门诊<br>新闻{n}</a></td></tr>'.replace(
            "<br>", ""
        )
        for n in range(1, 21)
    )
    html = f"<table><tr><th>医院</th><th>标题</th></tr>{''.join(lines)}</table>"
    paste_into(desk, home, "没有网址的文字", html)
    last = HospitalNewsLink.objects.filter(section=home).order_by("position").last()
    assert (last.hospital, last.title, last.url) == (
        "云溪医院",
        "门诊新闻20",
        "https://yunxi.example/20?a=1&b=2",
    )


def test_twenty_links_of_the_pool_are_ticked_by_one_click(desk, draft):
    for n in range(20):
        HospitalNewsLink.objects.create(title=f"素材{n}", hospital="云溪医院", url=f"https://y.example/{n}")
    home = draft.sections.get(kind="news")
    desk.click("link", "从素材库选", inside=f"#s{home.pk}")
    desk.click("link", "全选")
    expect(desk.desk.locator("#picked")).to_have_text("（20 条）")
    desk.desk.locator("#picking button[type=submit]").click()
    expect(desk.desk.locator(".messagelist")).to_contain_text("已把 20 条放入")
    assert HospitalNewsLink.objects.filter(section=home, title__startswith="素材").count() == 20


def test_section_is_ticked_and_moved_at_once(desk, draft, editor):
    other = factories.issue_of(factories.document(8), editor)
    desk.desk.reload()
    home = draft.sections.get(kind="news")
    desk.desk.locator(f"#s{home.pk} button.pick-all").click()
    bar = desk.desk.locator("#bulk")
    expect(bar.locator(".ticked")).to_have_text("已勾选 4 条：")
    expect(bar.locator("option", has_text="本期 · 政策热点")).to_be_disabled()
    bar.locator("select").select_option(label="第8期（2026年3月20日） · 医院资讯")
    bar.get_by_role("button", name="移动").click()
    expect(desk.desk.locator(".messagelist")).to_contain_text("已把 4 条从第7期移到第8期 · 医院资讯")
    assert HospitalNewsLink.objects.in_issue(other.pk).count() == 8


def test_new_name_is_shown_before_saving_and_the_meant_one_is_one_click_away(desk, draft, live_server):
    from hospitals.models import Hospital

    Hospital.objects.create(name="望澜协和医院", aliases=["望澜协和"])
    desk.desk.goto(f"{live_server.url}/admin/hospitals/hospitalnewslink/add/")
    field = desk.desk.locator("#id_hospital")
    for known in ("望澜协和医院", "望澜协和"):
        field.fill(known)
        field.blur()
        expect(desk.desk.locator(".known-hint")).to_be_hidden()
    field.fill("协和")
    field.blur()
    expect(desk.desk.locator(".known-hint")).to_contain_text(
        "“协和”不在医院名录里，保存时会新建。您是不是要选："
    )
    desk.click("button", "望澜协和医院", inside=".known-hint")
    expect(field).to_have_value("望澜协和医院")
