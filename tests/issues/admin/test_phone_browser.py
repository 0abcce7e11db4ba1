"""The office on a phone: nothing lies to the right of the page, and what is to be pressed can be."""

import pytest
from playwright.sync_api import Browser, Page, expect

from hospitals.models import CaseStudy, HospitalNewsLink, PeerExperience
from issues.models import BinnedEntry, Masthead
from papers.models import JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories
from tests.browser import chromium, sign_in

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

OUTSIDE = """() => [...document.querySelectorAll(
    '#content :is(a, button, input:not([type=hidden]), select, textarea, td, th)')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1)
  .filter(e => [document.documentElement.clientWidth, e.closest('.form-row')?.getBoundingClientRect().right ?? 1e9]
    .some(edge => e.getBoundingClientRect().right > edge + 0.5))
  .map(e => e.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll('#content button, #content .tools a, #content summary, #user-tools a')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1)
  .filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 24)
  .map(e => e.outerHTML.slice(0, 120))"""
LISTS = (
    "issues/issue/",
    "policies/policyitem/",
    "issues/binnedentry/",
    "issues/transition/",
    "auth/user/",
    "papers/journalabstract/import/",
    "papers/journalabstract/references/",
    "issues/issue/import/",
)


@pytest.fixture
def phone(chromium: Browser) -> Page:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 360, "height": 780}, has_touch=True)
    yield context.new_page()
    context.close()


def test_nothing_lies_next_to_the_page_of_a_phone(phone, live_server, administrator):
    issue = factories.issue_of(factories.document(), administrator)
    gone = PolicyItem.objects.create(
        title="删去的一条，标题写得长，一行排不下，要排到第二行去", body_html="<p>文</p>"
    )
    gone.delete()
    sign_in(phone.context, administrator, live_server.url)
    kinds = (PolicyItem, PeerExperience, HospitalNewsLink, CaseStudy, JournalAbstract, Notice)
    first = [(kind._meta.label_lower.replace(".", "/"), kind.objects.first().pk) for kind in kinds]
    pages = [
        *LISTS,
        *(f"{name}/{pk}/change/" for name, pk in first),
        f"{first[0][0]}/{first[0][1]}/history/",
        f"auth/user/{administrator.pk}/change/",
        f"issues/masthead/{Masthead.current().pk}/change/",
        f"issues/issue/{issue.pk}/change/",
        f"issues/issue/{issue.pk}/deadlines/",
        f"issues/binnedentry/{BinnedEntry.objects.in_bin()[0].pk}/change/",
    ]
    for page in pages:
        phone.goto(f"{live_server.url}/admin/{page}")
        assert (page, phone.evaluate(OUTSIDE), phone.evaluate(SMALL)) == (page, [], [])


def test_list_names_its_columns_row_by_row_and_still_sorts_and_chooses_all(phone, live_server, administrator):
    factories.issue_of(factories.document(), administrator)
    sign_in(phone.context, administrator, live_server.url)
    phone.goto(f"{live_server.url}/admin/policies/policyitem/")
    cell = phone.locator("#result_list td.field-standing_shown").first
    assert cell.get_attribute("data-label") == "位置"
    phone.locator("#action-toggle").check()
    expect(phone.locator("input.action-select:checked")).to_have_count(2)
    phone.locator("thead").get_by_role("link", name="标题").click()
    expect(phone.locator("#result_list tbody th").first).to_contain_text("怀岭市")


def test_word_on_a_deletion_is_in_sight_where_it_leads_back_to(phone, live_server, editor):
    factories.issue_of(factories.document(), editor)
    sign_in(phone.context, editor, live_server.url)
    case = CaseStudy.objects.get()
    phone.goto(f"{live_server.url}/admin/hospitals/casestudy/{case.pk}/delete/")
    with phone.expect_navigation():
        phone.get_by_role("button", name="删除", exact=True).press("Enter")
    expect(phone.locator(f"#s{case.section_id}")).to_be_in_viewport()
    expect(phone.locator(".messagelist").get_by_role("link", name="回收站")).to_be_in_viewport()
