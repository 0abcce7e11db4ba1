"""The compose page in a real browser: dragging, the keyboard, and what the security policy has to say."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from issues.document import Section
from issues.editing.building import build_document as compose_document
from issues.models import Issue
from policies.models import PolicyItem
from tests import cast, factories
from tests.browser import chromium, open_context, page, sign_in
from tests.issues.admin.pages import compose

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LINES = "[data-container] >> nth=0"


@pytest.fixture
def issue(editor) -> Issue:
    entries = tuple(factories.policy_item(title) for title in ("甲", "乙", "丙"))
    sections = (
        factories.Section(kind="policies", title="政策热点", entries=entries),
        *factories.sections()[1:],
    )
    return factories.issue_of(factories.document(sections=sections), editor)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser logs as errors: scripts that failed, and everything that the policy stopped."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if _is_complaint(message) else None)
    yield errors
    assert errors == []


def _is_complaint(message: ConsoleMessage) -> bool:
    return message.type == "error" and "favicon" not in message.location["url"]


def opened(page: Page, live_server: LiveServer, address: str, user: User) -> Page:
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + address)
    return page


def shown(page: Page) -> list[str]:
    return page.locator(LINES).locator(".what a").all_text_contents()


def stored(issue: Issue) -> list[str]:
    return [entry.title for entry in compose_document(issue).sections[0].entries]


def drag(page: Page, title: str, below: str, past: int = 28) -> None:
    """By the handle, past the middle of the other line."""
    handles = {
        name: page.locator(".line", has=page.get_by_role("link", name=name, exact=True)).locator(".handle")
        for name in (title, below)
    }
    start, end = handles[title].bounding_box(), handles[below].bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, start["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 5, end["y"] + past - 5, steps=15)
    page.wait_for_timeout(300)  # a line that makes room takes no other meanwhile
    page.mouse.move(end["x"] + 5, end["y"] + past, steps=5)
    page.mouse.up()


def test_dragged_entry_is_stored_where_it_was_dropped(page, live_server, complaints, issue, editor):
    opened(page, live_server, compose(issue), editor)
    drag(page, "甲", below="乙")
    page.get_by_text("次序已保存").wait_for()
    assert shown(page) == stored(issue) == ["乙", "甲", "丙"]
    assert page.locator(LINES).locator(".number").all_text_contents() == ["1.", "2.", "3."]


def test_line_dropped_among_another_hospitals_news_goes_where_it_is_printed(page, live_server, editor):
    rows = (("甲", "云溪医院"), ("乙", "云溪医院"), ("丙", "临湖医院"))
    links = tuple(factories.news_link(title, hospital=hospital) for title, hospital in rows)
    section = Section(kind="news", title="医院资讯", entries=links)
    opened(
        page,
        live_server,
        compose(factories.issue_of(factories.document(8, sections=(section,)), editor)),
        editor,
    )
    assert page.locator(LINES).locator(".number").all_text_contents() == ["1", "", "2"]
    page.set_viewport_size(
        {"width": 1280, "height": 1200}
    )  # the last line has to be in sight to be dropped upon
    drag(page, "甲", below="丙", past=26)
    page.get_by_text("同一家医院的资讯刊出时排在一起").wait_for()
    assert shown(page) == ["乙", "甲", "丙"]
    assert page.locator(LINES).locator(".number").all_text_contents() == ["1", "", "2"]


def test_masthead_is_saved_after_the_order_was_changed(page, live_server, complaints, issue, editor):
    """Its state is its own; the version that the buttons of the workflow carry is another."""
    opened(page, live_server, compose(issue), editor)
    drag(page, "甲", below="乙")
    page.get_by_text("次序已保存").wait_for()
    page.locator("details.masthead > summary").click()
    page.locator("#id_contact_name").fill("沈嘉禾")
    page.locator("details.masthead").get_by_role("button", name="保存").first.press("Enter")
    page.get_by_text("期号、日期与刊头已保存").wait_for()
    issue.refresh_from_db()
    assert issue.contact_name == "沈嘉禾"


def submit(page) -> None:
    page.locator("summary", has_text="送审").click()
    page.get_by_role("button", name="确认送审").click()


def test_opened_step_moves_no_other_button(page, live_server, issue, editor):
    opened(page, live_server, compose(issue), editor)
    tops = [page.locator("summary", has_text="送审"), page.get_by_role("link", name="预览网页")]
    before = [line.bounding_box() for line in tops]
    assert before[0]["y"] == before[1]["y"]
    assert before[0]["height"] == before[1]["height"]
    tops[0].click()
    page.get_by_label("给审核人的话").wait_for()
    assert [line.bounding_box() for line in tops] == before


def test_message_leaves_the_bar_for_ticked_entries_free(page, live_server, issue, editor):
    opened(page, live_server, compose(issue), editor)
    assert page.locator(".to-jump").is_hidden()
    page.get_by_role("button", name="下移“甲”").click()
    message = page.locator(".messagelist li", has_text="次序已保存")
    page.locator("input.pick").nth(1).check()
    bar, above = page.locator(".bulk").bounding_box(), message.bounding_box()
    assert above["y"] + above["height"] <= bar["y"]


def test_issue_can_be_submitted_after_dragging(page, live_server, complaints, issue, editor):
    opened(page, live_server, compose(issue), editor)
    drag(page, "甲", below="乙")
    page.get_by_text("次序已保存").wait_for()
    submit(page)
    page.get_by_text("已送审").first.wait_for()


def test_refused_drag_goes_back_with_the_reason(page, live_server, issue, editor):
    opened(page, live_server, compose(issue), editor)
    PolicyItem.objects.get(title="丙").delete()
    drag(page, "甲", below="乙")
    page.get_by_text("次序已恢复原样").wait_for()
    assert shown(page) == ["甲", "乙", "丙"]
    assert stored(issue) == ["甲", "乙"]


def test_keyboard_moves_an_entry_again_and_again(page, live_server, complaints, issue, editor):
    opened(page, live_server, compose(issue), editor)
    page.locator(LINES).get_by_role("button", name="上移“丙”").focus()
    for expected in (["甲", "丙", "乙"], ["丙", "甲", "乙"]):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert shown(page) == stored(issue) == expected


def test_page_works_without_scripts(chromium, live_server, issue, editor):
    context = open_context(chromium, scripts=False)
    page = opened(context.new_page(), live_server, compose(issue), editor)
    with page.expect_navigation():
        page.locator(LINES).get_by_role("button", name="下移“甲”").click()
    assert shown(page) == ["乙", "甲", "丙"]
    with page.expect_navigation():
        submit(page)
    reviewing = opened(context.new_page(), live_server, compose(issue), cast.reviewer())
    reviewing.locator("summary", has_text="审核通过").click()
    with reviewing.expect_navigation():
        reviewing.get_by_role("button", name="确认审核通过").click()
    issue.refresh_from_db()
    assert issue.status == "approved"
    context.close()


def test_no_page_breaks_the_policy_or_a_narrow_screen(page, live_server, complaints, issue, editor):
    page.set_viewport_size({"width": 360, "height": 800})
    item, section = PolicyItem.objects.first(), issue.sections.first()
    for address in (
        "/admin/",
        compose(issue),
        f"{compose(issue)}../preview/",
        f"/admin/issues/issue/{issue.pk}/pool/{section.pk}/",
        f"/admin/issues/section/{section.pk}/change/",
        f"/admin/policies/policyitem/{item.pk}/change/",
        "/admin/papers/journalabstract/add/",
        "/admin/policies/policyitem/",
    ):
        opened(page, live_server, address, editor)
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (address, width) == (address, 360)
