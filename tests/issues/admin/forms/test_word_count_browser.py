"""The number of words below a text that is being typed, and leaving it for the next entry."""

import pytest
from playwright.sync_api import expect

from issues.document.word_count import count_rich_words, count_words
from papers.models import JournalAbstract
from policies.models import PolicyItem
from tests import factories
from tests.browser import chromium, page, sign_in
from tests.issues.admin.compose.test_browser import complaints
from tests.issues.document.test_word_count import TEXTS

__all__ = ["chromium", "complaints", "page"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

READY = "() => Object.values(CKEDITOR.instances).every(editor => editor.status === 'ready')"
TYPE = """text => {
    const field = document.querySelector('#id_abstract');
    field.value = text;
    field.dispatchEvent(new Event('input'));
}"""
RICH = (
    "<p>国家印发《办法》，要求10<sup>9</sup> of DRG。</p><p>end</p><ul><li>one</li><li>二 two</li></ul>"
    "<table><tbody><tr><td>a</td><td>&lt;b&gt; &amp; c</td></tr></tbody></table>"
)


@pytest.fixture
def issue(editor, page, live_server):
    sign_in(page.context, editor, live_server.url)
    return factories.issue_of(factories.document(), editor)


def test_page_counts_as_the_server_does(page, live_server, issue, complaints):
    shown = page.locator(".word-count b")
    page.goto(f"{live_server.url}/admin/papers/journalabstract/{JournalAbstract.objects.first().pk}/change/")
    for text in TEXTS:
        page.evaluate(TYPE, text)
        expect(shown).to_have_text(str(count_words(text)))
    page.goto(f"{live_server.url}/admin/policies/policyitem/{PolicyItem.objects.first().pk}/change/")
    page.wait_for_function(READY)
    page.evaluate("html => CKEDITOR.instances.id_body_html.setData(html)", RICH)
    expect(shown).to_have_text(str(count_rich_words(RICH)))
    with page.expect_navigation():
        page.get_by_role("button", name="保存", exact=True).click()
    expect(shown).to_have_text(str(count_rich_words(PolicyItem.objects.first().body_html)))
    assert complaints == []


def test_next_entry_is_opened_with_what_was_typed_saved_or_asked_for(page, live_server, issue):
    first, second = PolicyItem.objects.order_by("position")
    page.goto(f"{live_server.url}/admin/policies/policyitem/{first.pk}/change/")
    page.wait_for_function(READY)
    page.locator("#id_source").fill("某网站")
    page.get_by_role("button", name="保存并打开下一条").click()
    expect(page.locator("#id_title")).to_have_value(second.title)
    first.refresh_from_db()
    assert first.source == "某网站"
    page.locator("#id_source").fill("没有保存的")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="上一条").click()
    expect(page.locator("#id_title")).to_have_value(first.title)
    page.get_by_role("link", name="下一条").click()
    page.get_by_role("button", name="未保存的内容").click()
    expect(page.locator("#id_source")).to_have_value("没有保存的")
    assert asked == ["beforeunload"]
