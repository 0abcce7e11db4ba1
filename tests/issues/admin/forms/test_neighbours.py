"""From one entry of an issue to the next, without the compose page."""

import re
from html import unescape

import pytest

from issues.editing.building import build_document as compose_document
from issues.editing.entry_rows import entry_rows, in_reading_order
from issues.office_urls import entry_address
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import compose, form_values, titles
from tests.rendered import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(draft):
    return in_reading_order(draft.sections.all(), entry_rows(draft))


def links(page) -> dict[str, str]:
    return {
        rel: unescape(href)
        for rel, href in re.findall(r'rel="(prev|next)" href="([^"]*)"', flat(page.content.decode()))
    }


def test_reading_order_is_that_of_the_compose_page_and_of_the_document(editor, at_desk, draft, rows):
    assert [row.title for row in rows] == titles(at_desk(editor).get(compose(draft)).content.decode())
    assert [row.uid for row in rows] == [entry.uid for entry in compose_document(draft).entries]


def test_every_form_leads_to_the_entries_around_it(editor, at_desk, rows):
    browser = at_desk(editor)
    addresses = [entry_address(row) for row in rows]
    for at, address in enumerate(addresses):
        page = browser.get(address)
        expected = {
            "prev": addresses[at - 1] if at else "",
            "next": addresses[at + 1] if at + 1 < len(rows) else "",
        }
        assert links(page) == {rel: href for rel, href in expected.items() if href}
        assert f"本期第 {at + 1} 条，共 {len(rows)} 条" in page.content.decode()


def test_locked_entries_lead_to_each_other_too_and_the_way_back_stays(editor, at_desk, draft, rows):
    factories.carry(draft, ("submit", editor))
    page = at_desk(editor).get(f"{entry_address(rows[1])}?back=review")
    assert links(page) == {
        rel: f"{entry_address(rows[at])}?back=review" for rel, at in (("prev", 0), ("next", 2))
    }


def test_saving_goes_on_to_the_next_that_the_page_named(editor, at_desk, rows):
    browser, address = at_desk(editor), entry_address(rows[0])
    page = browser.get(address)
    assert f'name="_next" value="{rows[1].uid}"' in flat(page.content.decode())
    values = form_values(page) | {"title": "换一个标题", "_next": str(rows[1].uid)}
    assert browser.post(address, values).url == entry_address(rows[1])
    assert PolicyItem.objects.get(uid=rows[0].uid).title == "换一个标题"


def test_saving_the_last_or_one_that_leaves_the_issue_goes_back_to_it(editor, at_desk, draft, rows):
    browser = at_desk(editor)
    assert "_next" not in browser.get(entry_address(rows[-1])).content.decode()
    address = entry_address(rows[0])
    values = form_values(browser.get(address)) | {"placement": "", "_next": str(rows[1].uid)}
    assert browser.post(address, values).url == "/admin/policies/policyitem/"


def test_next_that_is_gone_gives_way_to_the_one_behind_it(editor, at_desk, rows):
    browser, address = at_desk(editor), entry_address(rows[0])
    values = form_values(browser.get(address)) | {"_next": str(rows[1].uid)}
    PolicyItem.objects.get(uid=rows[1].uid).delete()
    assert browser.post(address, values).url == entry_address(rows[2])


def test_entry_of_the_pool_has_no_neighbours(editor, at_desk, db):
    item = PolicyItem.objects.create(title="备用", body_html="<p>文</p>")
    page = at_desk(editor).get(f"/admin/policies/policyitem/{item.pk}/change/")
    assert links(page) == {}
    assert "修改记录" in page.content.decode()
