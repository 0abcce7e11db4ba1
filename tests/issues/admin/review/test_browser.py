"""Reviewing an issue in a real browser from sending it for review to publishing its correction.

With REVIEW_SCREENSHOTS set to a folder the pages on the way are kept there.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from issues.editing.building import build_document
from issues.models import Issue, Thread
from issues.reviewing.comments import raise_comment
from issues.reviewing.conversations import conversations
from issues.reviewing.verdicts import verdicts
from tests import factories
from tests.browser import chromium, open_context, page, sign_in
from tests.issues.admin.review.conftest import address

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SELECT = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
}"""


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Callable[[User, str], Page]:
    """Opens an address as this person."""

    def sit_down(user: User, where: str) -> Page:
        sign_in(page.context, user, live_server.url)
        page.goto(live_server.url + where)
        return page

    return sit_down


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser logs as errors: scripts that failed, and everything that the policy stopped."""
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.location["url"]:
            errors.append(message.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", listen)
    yield errors
    assert errors == []


def row(issue: Issue, number: int = 0) -> str:
    return f"#e-{build_document(issue).entries[number].uid}"


def press(page: Page, label: str) -> None:
    """A workflow button, with its confirmation."""
    page.locator(".steps").get_by_text(f"{label}…", exact=True).click()
    page.get_by_role("button", name=f"确认{label}", exact=True).click()
    expect(page.locator("#review-message")).to_contain_text(re.compile(f"已{label}"))


def keep(page: Page, name: str) -> None:
    if folder := os.environ.get("REVIEW_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_issue_is_reviewed_mended_published_and_corrected(desk, complaints, draft, editor, reviewer):
    where, first = address(draft), row(draft)
    press(desk(editor, where), "送审")

    page = desk(reviewer, where)
    page.evaluate(SELECT, [f"{first} .read", "分时段预约"])
    page.get_by_role("button", name="引用并提意见", exact=True).click()
    page.keyboard.type("依据是哪一条？")
    keep(page, "1-comment")
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_have_text("意见已提交。")
    expect(page.locator(f"{first} mark.quoted")).to_have_text("分时段预约")
    page.locator(f"{first} mark.quoted").click()
    expect(page.locator(f"{first} .thread summary")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"{first} .verdict")).to_contain_text("需修改")
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(page.locator(f"{row(draft, 1)} .verdict")).to_contain_text("通过 周慎行")
    assert {verdict.mark for verdict in verdicts(draft).values()} == {"needs_change", "passed"}
    press(page, "退回修改")

    page = desk(editor, where)
    expect(page.locator(".tasks")).to_contain_text("依据是哪一条？")
    keep(page, "2-returned")
    page.locator(".tasks .mend").click()
    page.locator("#entry-threads textarea").fill("依据第三条。")
    page.locator("#id_title").fill("江州省发布《关于规范门诊预约的通知》")
    page.locator("#entry-threads").get_by_role("button", name="回复", exact=True).click()
    expect(page.locator("#entry-threads .state")).to_have_text("已回复")
    expect(page.locator("#review-message")).to_have_text("已回复。")
    expect(page.locator("#id_title")).to_have_value("江州省发布《关于规范门诊预约的通知》")
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{where}#*")
    press(page, "送审")

    page = desk(reviewer, where)
    expect(page.locator(".compared")).to_contain_text("改动 1 条")
    page.get_by_label("只看有改动的").check()
    expect(page.locator(".line:visible")).to_have_count(1)
    expect(page.locator(f"{first} ins").first).to_have_text("发布")
    keep(page, "3-changed")
    page.get_by_label("显示改动").uncheck()
    expect(page.locator(f"{first} del")).to_be_hidden()
    page.get_by_label("显示改动").check()
    page.locator(f"{first} .judge [value=passed]").click()
    expect(page.locator(f"{first} .verdict")).to_contain_text("通过")
    page.locator(f"{first}").get_by_role("button", name="标为已解决", exact=True).click()
    expect(page.locator(f"{first} .state")).to_have_text("已解决")
    press(page, "审核通过")
    press(page, "发布")

    page = desk(editor, where)
    page.locator(".steps summary", has_text="勘误").click()
    page.locator(".confirm:visible textarea").fill("更正一处文号。")
    page.get_by_role("button", name="确认发起勘误", exact=True).click()
    page.locator(f"{first} .mend").click()
    page.locator("#id_document_number").fill("江卫医发〔2026〕5号")
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{where}#*")
    expect(page.locator(".compared")).to_contain_text("发布的第1版相比：改动 1 条")
    expect(page.locator(f"{first} .facts ins").first).to_have_text("5")
    keep(page, "4-correction")
    press(page, "送审")
    page = desk(reviewer, where)
    press(page, "审核通过")
    press(page, "发布")
    draft.refresh_from_db()
    assert (draft.status, draft.edition.revision) == ("published", 2)


def test_typed_comment_outlives_an_expired_session(desk, page, draft, reviewer, editor, live_server):
    factories.carry(draft, ("submit", editor))
    first = row(draft)
    desk(reviewer, address(draft))
    page.locator(f"{first} .add summary").click()
    field = page.locator(f"{first} .add textarea")
    field.fill("写了很久的意见")
    Session.objects.all().delete()
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_contain_text("登录已过期")
    expect(field).to_have_value("写了很久的意见")
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/login/")
    tab.locator("[name=username]").fill("reviewer")
    tab.locator("[name=password]").fill("correct-horse-battery")
    tab.get_by_role("button", name="登录").click()
    tab.wait_for_url("**/admin/")
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_have_text("意见已提交。")
    assert Thread.objects.count() == 1


def test_saving_keeps_the_place_and_what_is_typed_elsewhere(desk, page, complaints, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    uid = build_document(draft).entries[6].uid
    threads = [raise_comment(draft, by=reviewer, text=text, uid=uid) for text in ("一", "二")]
    desk(editor, address(draft))
    page.locator(f"#reply-{threads[1].pk}").fill("还没写完")
    page.locator(f"#reply-{threads[0].pk}").fill("写完了")
    page.emulate_media(reduced_motion="reduce")
    button = page.locator(f"#t-{threads[0].pk}").get_by_role("button", name="回复", exact=True)
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    top = page.locator(f"#e-{uid}").bounding_box()["y"]
    button.click()
    expect(page.locator(f"#t-{threads[0].pk} .state")).to_have_text("已回复")
    expect(page.locator(f"#reply-{threads[1].pk}")).to_have_value("还没写完")
    expect(page.locator(f"#reply-{threads[0].pk}")).to_have_value("")
    assert before > 0
    assert abs(page.locator(f"#e-{uid}").bounding_box()["y"] - top) < 100
    page.on("dialog", lambda dialog: dialog.accept())


def test_nobody_signs_what_they_have_not_seen(desk, page, complaints, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    first = row(draft)
    desk(reviewer, address(draft))
    seen = page.locator("[name=seen]").first.input_value()
    factories.carry(draft, ("recall", editor), ("submit", editor))
    page.locator(f"{first} .add summary").click()
    page.locator(f"{first} .add textarea").fill("迟到的意见")
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_contain_text("请刷新页面")
    expect(page.locator(f"{first} .thread")).to_contain_text("迟到的意见")
    assert page.locator("[name=seen]").first.input_value() == seen
    assert len(conversations(draft)) == 1


def test_whole_round_works_without_scripts(chromium, live_server, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    first = row(draft)
    context = open_context(chromium, scripts=False)
    sign_in(context, reviewer, live_server.url)
    page = context.new_page()
    page.goto(live_server.url + address(draft))
    page.locator(f"{first} .add summary").click()
    page.locator(f"{first} .add [name=quote]").fill("分时段预约")
    page.locator(f"{first} .add textarea").fill("依据是哪一条？")
    page.locator(f"{first} .add button").click()
    page.wait_for_url("**/review/#t-*")
    expect(page.locator(f"{first} blockquote")).to_have_text("分时段预约")
    page.locator(f"{first} .judge [value=needs_change]").click()
    page.wait_for_url(f"**/review/{first.replace('#e-', '#b-')}")
    page.get_by_label("只看待处理的").check()
    expect(page.locator(f"{first} .verdict")).to_contain_text("需修改")
    context.close()


def test_keys_step_through_entries_and_changes(desk, page, complaints, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    first, second = row(draft), row(draft, 1)
    thread = raise_comment(draft, by=editor, text="待补", uid=build_document(draft).entries[1].uid)
    desk(reviewer, address(draft))
    page.keyboard.press("j")
    expect(page.locator(first)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(second)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(f"#reply-{thread.pk}")).to_be_focused()
    page.keyboard.type("jkpx?")
    expect(page.locator(f"#reply-{thread.pk}")).to_have_value("jkpx?")
    page.locator(f"#reply-{thread.pk}").fill("")
    page.keyboard.press("Escape")
    page.locator(second).focus()
    page.keyboard.press("k")
    expect(page.locator(first)).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator(f"{first} .add textarea")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator(".keys")).to_have_attribute("open", "")
    page.keyboard.press("n")
    expect(page.locator("#review-message")).to_have_text("没有改动。")
    assert not verdicts(draft)


def test_place_on_a_phone_holds_when_an_entry_is_marked(desk, page, complaints, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    page.set_viewport_size({"width": 360, "height": 740})
    desk(reviewer, address(draft))
    # As in browsers that do not hold it themselves.
    page.evaluate("document.body.style.overflowAnchor = 'none'")
    passed = page.locator(f"{row(draft, 4)} .judge [value=passed]")
    passed.scroll_into_view_if_needed()
    before = passed.bounding_box()["y"]
    assert page.evaluate("scrollY") > 0
    passed.click()
    expect(passed).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#ahead")).to_contain_text(f"还剩 {len(build_document(draft).entries) - 1} 条")
    assert abs(passed.bounding_box()["y"] - before) < 3
    passed.click()
    expect(page.locator("#review-message")).to_contain_text("已经这样标了")
    assert draft.verdicts.count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_next_and_contents_lead_down_a_long_issue(desk, page, complaints, draft, reviewer, editor):
    factories.carry(draft, ("submit", editor))
    desk(reviewer, address(draft))
    page.keyboard.press("d")
    expect(page.locator(row(draft))).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(f"{row(draft)} .judge [value=passed]")).to_have_attribute("aria-pressed", "true")
    page.locator("a.next").click()
    expect(page.locator(row(draft, 1))).to_be_focused()
    page.keyboard.press("g")
    expect(page.locator("#places a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#contents summary")).to_be_focused()
    page.keyboard.press("g")
    page.locator("#places").get_by_text("五、典型案例").click()
    expect(page.locator("#contents")).not_to_have_attribute("open", "")
    expect(page.locator(row(draft, -1))).to_be_in_viewport()
    page.keyboard.press("d")
    expect(page.locator(row(draft, -1))).to_be_focused()
    page.keyboard.press("d")
    expect(page.locator(row(draft, 1))).to_be_focused()
    expect(page.locator("#review-message")).to_have_text("已到末尾，从头开始。")


def test_comment_typed_without_a_connection_is_there_again(desk, page, draft, reviewer, editor, live_server):
    factories.carry(draft, ("submit", editor))
    first = row(draft)
    desk(reviewer, address(draft))
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate(SELECT, [f"{first} .read", "分时段预约"])
    page.get_by_role("button", name="引用并提意见", exact=True).click()
    page.keyboard.type("断网时写的")
    page.context.set_offline(True)
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_contain_text("连不上服务器")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#review-message")).to_contain_text("没有保存的意见已恢复（1 处）")
    expect(page.locator(f"{first} .add textarea")).to_be_visible()
    page.locator(f"{first} .add button").click()
    expect(page.locator("#review-message")).to_have_text("意见已提交。")
    assert [thread.quote for thread in Thread.objects.all()] == ["分时段预约"]
    page.reload()
    expect(page.locator(f"{first} .thread")).to_contain_text("断网时写的")
    expect(page.locator(f"{first} .add textarea")).to_have_value("")


def test_signing_out_forgets_what_was_typed(desk, page, draft, reviewer, editor, live_server):
    factories.carry(draft, ("submit", editor))
    field = f"{row(draft)} .add textarea"
    desk(reviewer, address(draft))
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(f"{row(draft)} .add summary").click()
    page.locator(field).fill("不想留下的话")
    page.reload()
    expect(page.locator(field)).to_have_value("不想留下的话")
    page.goto(f"{live_server.url}/admin/")
    page.locator("#logout-form button").click()
    desk(reviewer, address(draft))
    expect(page.locator(field)).to_have_value("")


def test_every_table_in_a_body_shows_its_heading(desk, page, editor):
    table = "<table><thead><tr><th>项目</th></tr></thead><tbody><tr><td>门诊</td></tr></tbody></table>"
    items = tuple(factories.policy_item(f"通知{n}", body_html=table) for n in (1, 2))
    section = replace(factories.sections()[0], entries=items)
    issue = factories.issue_of(factories.document(sections=(section,)), editor)
    desk(editor, address(issue))
    for number in (0, 1):
        heading = page.locator(f"{row(issue, number)} .wide thead")
        expect(heading).to_have_css("position", "static")
        expect(heading).to_have_css("clip-path", "none")


def test_dark_theme_follows_the_system_and_the_choice(desk, page, complaints, draft, editor):
    page.emulate_media(color_scheme="dark")
    desk(editor, address(draft))
    expect(page.locator("body")).to_have_css("background-color", "rgb(24, 23, 22)")
    page.locator(".theme-toggle").click()
    expect(page.locator(".theme-toggle")).to_have_text("浅色")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.locator(".theme-toggle").click()
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_css("background-color", "rgb(24, 23, 22)")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("scripts", [True, False])
def test_section_passes_in_one_go_and_that_is_undone(chromium, live_server, reviewer, submitted, scripts):
    context = open_context(chromium, scripts=scripts)
    sign_in(context, reviewer, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/issues/issue/{submitted.pk}/review/")
    page.get_by_role("button", name="本栏目全部通过：政策热点").click()
    expect(page.locator("#review-message")).to_contain_text("已把 2 条标为通过。")
    expect(page.get_by_role("button", name="本栏目全部通过：政策热点")).to_have_count(0)
    assert len(verdicts(submitted)) == 2
    page.wait_for_timeout(800)
    expect(page.locator(".job")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#review-message")).to_contain_text("已撤销，2 条回到没有标记的样子。")
    assert verdicts(submitted) == {}
    context.close()
