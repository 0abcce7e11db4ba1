"""Leaving an entry form in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Dialog, Page
from pytest_django.live_server_helper import LiveServer

from policies.models import PolicyItem
from tests import factories
from tests.browser import chromium, page, sign_in

__all__ = ["chromium", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

READY = "() => Object.values(CKEDITOR.instances).every(editor => editor.status === 'ready')"


@pytest.fixture
def item(editor: User) -> PolicyItem:
    factories.issue_of(factories.document(), editor)
    return PolicyItem.objects.first()


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The kinds of the questions that the browser asked; each is answered with leaving."""
    dialogs: list[str] = []

    def leave(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return dialogs


@pytest.fixture
def form(page: Page, live_server: LiveServer, item: PolicyItem, editor: User) -> Page:
    sign_in(page.context, editor, live_server.url)
    page.goto(f"{live_server.url}/admin/policies/policyitem/{item.pk}/change/")
    page.wait_for_function(READY)
    page.locator("#id_document_title").click()  # a browser asks only who has done something on the page
    return page


def leave(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="不保存，返回").click()


def test_untouched_form_is_left_without_a_question(form, asked):
    leave(form)
    assert asked == []


def test_typed_title_is_not_left_without_a_question(form, asked):
    form.locator("#id_title").fill("写了一半")
    leave(form)
    assert asked == ["beforeunload"]


def test_rich_text_is_not_left_without_a_question(form, asked):
    form.frame_locator("iframe.cke_wysiwyg_frame").locator("body").press_sequentially("写了一半")
    leave(form)
    assert asked == ["beforeunload"]


def test_saving_asks_nothing_and_a_double_click_saves_once(form, asked, item):
    form.locator("#id_title").fill("写好了")
    with form.expect_navigation():
        form.get_by_role("button", name="保存并返回第7期").dblclick()
    form.locator(".messagelist", has_text="已保存：写好了").wait_for()
    assert asked == []


def test_refused_form_is_not_left_without_a_question(form, asked):
    form.locator("#id_title").fill("")
    with form.expect_navigation():
        form.get_by_role("button", name="保存", exact=True).click()
    form.wait_for_function(READY)
    form.locator("#id_document_title").click()
    leave(form)
    assert asked == ["beforeunload"]
