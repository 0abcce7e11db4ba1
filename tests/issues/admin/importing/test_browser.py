"""An editor imports a back issue in a real browser."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from issues.document.dumping import dumps
from issues.models import ImportedFile, Issue
from papers.models import Annex
from tests import factories
from tests.browser import chromium, page, sign_in
from tests.files import PDF

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, editor: User) -> Page:
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/issues/issue/")
    return page


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    issue, annex = tmp_path / "第7期.json", tmp_path / "政策汇总.pdf"
    issue.write_text(dumps(factories.document(), read_annex=lambda sha256: b""))
    annex.write_bytes(PDF)
    return issue, annex


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chosen_file_becomes_a_draft_with_its_annex(desk, files, width):
    complaints: list[str] = []
    desk.on("console", lambda message: complaints.append(message.text))
    desk.set_viewport_size({"width": width, "height": 900})
    issue, annex = files
    desk.get_by_role("link", name="导入一期").click()
    desk.get_by_label("文件", exact=True).set_input_files(issue)
    desk.get_by_role("button", name="读取并预览").click()
    expect(desk.get_by_role("heading", name="导入：第7期.json")).to_be_visible()
    desk.get_by_label("给“2025年政策汇总”添加附件").set_input_files(annex)
    desk.get_by_label("期号").fill("8")
    assert desk.evaluate("document.documentElement.scrollWidth") == width
    desk.get_by_role("button", name="确认导入为草稿").first.click()
    expect(desk.get_by_role("heading", name="第8期")).to_be_visible()
    stored = Issue.objects.get()
    assert (stored.number, stored.status) == (8, "draft")
    assert Annex.objects.get().filename == "政策汇总.pdf"
    assert complaints == []


def test_enter_in_the_number_looks_again_and_takes_no_other_number(desk, files, editor):
    factories.issue_of(factories.document(), editor)
    desk.get_by_role("link", name="导入一期").click()
    desk.get_by_label("文件", exact=True).set_input_files(files[0])
    desk.get_by_role("button", name="读取并预览").click()
    expect(desk.get_by_text("已有第7期", exact=True)).to_be_visible()
    desk.get_by_label("期号").fill("5")
    desk.get_by_label("期号").press("Enter")
    expect(desk.get_by_text("第5期，2026年3月20日")).to_be_visible()
    expect(desk.get_by_text("已有第7期", exact=True)).to_have_count(0)
    assert Issue.objects.count() == 1
    desk.get_by_role("button", name="不导入，返回").click()
    expect(desk.get_by_text("没有导入“第7期.json”")).to_be_visible()
    assert not ImportedFile.objects.exists()


def test_what_was_not_recognised_is_selected_with_a_click_and_resolved(desk, files, live_server, editor):
    issue = factories.issue_of(factories.document(), editor)
    stray = {"line": 3, "reason": "不知道放在哪里", "text": "散落的一句话", "is_unrecognised": True}
    ImportedFile.objects.create(filename="第7期.docx", uploaded_by=editor, issue=issue, remarks=[stray])
    desk.goto(f"{live_server.url}/admin/issues/issue/{issue.pk}/change/")
    desk.get_by_text("散落的一句话").click()
    assert desk.evaluate("getSelection().toString()").strip() == "散落的一句话"
    desk.get_by_role("button", name="全部已处理").click()
    expect(desk.get_by_text("散落的一句话")).to_have_count(0)
    assert ImportedFile.objects.get().settled_by == editor


SIDES = """() => [...document.querySelectorAll('.source-blocks .block')].map(block => {
    const [, source, became] = [...block.children].map(each => each.getBoundingClientRect());
    return [block.getBoundingClientRect(), source, became].map(box => `${Math.round(box.left)}-${Math.round(box.right)}`);
}).map(each => each.join(' '))"""
TOPS = """() => [...document.querySelectorAll('.source-blocks .block')].map(block => block.getBoundingClientRect().top)"""


def test_source_stands_on_the_left_and_what_it_became_on_the_right_of_every_row(desk):
    source = Path(__file__).parents[2] / "importing" / "whole_issues" / "two_notices.txt"
    desk.set_viewport_size({"width": 1366, "height": 768})
    desk.get_by_role("link", name="导入一期").click()
    desk.get_by_label("文件", exact=True).set_input_files(source)
    desk.get_by_role("button", name="读取并预览").click()
    expect(desk.locator(".source-blocks .block").nth(5)).to_be_visible()
    assert len(set(desk.evaluate(SIDES))) == 1
    tops = desk.evaluate(TOPS)
    assert tops == sorted(set(tops))
