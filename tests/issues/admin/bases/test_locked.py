"""What an issue that is not editable shows and refuses, whichever way the change comes."""

import pytest

from issues.editing.building import build_document as compose_document
from issues.editing.entry_rows import pooled_rows
from issues.models import Issue
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import act, compose, form_values, messages_of, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(draft, editor):
    annex = Annex(notice=Notice.objects.get(), title="附件一")
    annex.attach("附件一.pdf", b"%PDF-1.7")
    annex.save()
    draft.refresh_from_db()
    return factories.carry(draft, ("submit", editor))


def test_page_is_readable_and_read_only(editor, at_desk, locked):
    page = at_desk(editor).get(compose(locked))
    html = page.content.decode()
    assert len(titles(html)) == len(factories.document().entries)
    assert not page.context["has_change_permission"]
    for button in (
        "移回素材库",
        "从素材库选",
        "栏目设置",
        'name="up"',
        'name="_save"',
        "data-arrange",
        "删除本期",
    ):
        assert button not in html
    assert "已送审，内容已锁定" in html


def test_entry_page_is_read_only_and_says_why(editor, at_desk, locked):
    item = PolicyItem.objects.first()
    html = at_desk(editor).get(f"/admin/policies/policyitem/{item.pk}/change/").content.decode()
    assert 'name="title"' not in html
    assert "第7期 · 政策热点" in html
    assert "第7期处于“待审核”，内容不能修改" in html


def test_notice_page_shows_its_annexes_without_fields(editor, at_desk, locked):
    html = at_desk(editor).get(f"/admin/papers/notice/{Notice.objects.get().pk}/change/").content.decode()
    assert "附件一.pdf" in html
    assert 'name="annexes-0-title"' not in html


def test_reviewer_reads_every_page_without_fields(reviewer, at_desk, draft):
    browser, item = at_desk(reviewer), PolicyItem.objects.first()
    assert len(titles(browser.get(compose(draft)).content.decode())) == len(factories.document().entries)
    html = browser.get(f"/admin/policies/policyitem/{item.pk}/change/").content.decode()
    assert 'name="title"' not in html
    assert browser.post(f"/admin/policies/policyitem/{item.pk}/change/", {"title": "改了"}).status_code == 403


def test_form_sent_too_late_is_refused_and_keeps_what_was_typed(editor, at_desk, locked):
    before = compose_document(locked).digest
    item = PolicyItem.objects.first()
    posted = {"title": "改了", "body_html": "<p>写了很久的正文</p>", "placement": item.section_id}
    page = at_desk(editor).post(f"/admin/policies/policyitem/{item.pk}/change/", posted)
    assert page.status_code == 200
    assert "没有保存：第7期处于“待审核”" in page.content.decode()
    assert "写了很久的正文" in page.content.decode()
    assert compose_document(locked).digest == before


def test_masthead_and_section_sent_too_late_are_refused(editor, at_desk, draft):
    browser, section = at_desk(editor), draft.sections.get(kind="news")
    values = form_values(browser.get(compose(draft))) | {"publishers": "甲"}
    factories.carry(draft, ("submit", editor))
    before = compose_document(draft).digest
    for address, posted in (
        (compose(draft), values | {"contact_name": "改了"}),
        (f"/admin/issues/section/{section.pk}/change/", {"title": "改了", "intro": ""}),
    ):
        page = browser.post(address, posted)
        assert "没有保存" in page.content.decode()
    assert compose_document(draft).digest == before


def test_annexes_cannot_be_changed_through_their_notice(editor, at_desk, locked):
    notice, annex = Notice.objects.get(), Annex.objects.get()
    posted = {
        "topic": notice.topic,
        "year": "2025",
        "text": notice.text,
        "placement": notice.section_id,
        "annexes-TOTAL_FORMS": 1,
        "annexes-INITIAL_FORMS": 1,
        "annexes-0-id": annex.pk,
        "annexes-0-notice": notice.pk,
        "annexes-0-title": annex.title,
        "annexes-0-position": 0,
        "annexes-0-DELETE": "on",
    }
    at_desk(editor).post(f"/admin/papers/notice/{notice.pk}/change/", posted)
    assert Annex.objects.get() == annex


@pytest.mark.parametrize("posted", [{}, {"post": "yes"}])
def test_bulk_delete_is_refused_with_its_reason(editor, at_desk, locked, posted):
    rows = {
        "action": "delete_selected",
        "_selected_action": list(PolicyItem.objects.values_list("pk", flat=True)),
    }
    response = at_desk(editor).post(
        "/admin/policies/policyitem/", rows | posted, headers={"referer": "http://testserver/admin/policies/"}
    )
    assert response.url == "http://testserver/admin/policies/"
    assert "第7期处于“待审核”，内容不能修改" in messages_of(response)[0]
    assert PolicyItem.objects.count() == 2


def test_delete_pages_are_refused(editor, at_desk, locked):
    browser, item = at_desk(editor), PolicyItem.objects.first()
    section = locked.sections.get(kind="news")
    for address in (
        f"/admin/policies/policyitem/{item.pk}/delete/",
        f"/admin/issues/section/{section.pk}/delete/",
        f"/admin/issues/issue/{locked.pk}/delete/",
    ):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"post": "yes"}).status_code in (302, 403, 200)
    assert len(compose_document(locked).entries) == len(factories.document().entries)


def test_refusal_never_sends_the_person_to_another_site(editor, at_desk, locked):
    rows = {"action": "delete_selected", "_selected_action": [PolicyItem.objects.first().pk]}
    response = at_desk(editor).post(
        "/admin/policies/policyitem/", rows, headers={"referer": "https://elsewhere.example/"}
    )
    assert response.url == "/admin/"


@pytest.mark.parametrize("name", ["move", "pooled", "move_section", "add_section", "add_part"])
def test_compose_buttons_are_refused_with_their_reason(editor, at_desk, locked, name):
    item, papers = PolicyItem.objects.first(), locked.sections.get(kind="papers", parent=None)
    up = papers.pk if name == "move_section" else item.uid
    posted = {"up": up, "uid": item.uid, "section": papers.pk, "kind": "cases", "title": "新"}
    before = compose_document(locked).digest
    response = at_desk(editor).post(act(locked, name), posted)
    assert response.url == compose(locked)
    assert "处于“待审核”" in messages_of(response)[0]
    assert compose_document(locked).digest == before


def test_begun_issue_is_deleted_and_its_entries_wait_in_the_pool(editor, at_desk, draft):
    browser, address = at_desk(editor), f"/admin/issues/issue/{draft.pk}/delete/"
    assert "里面的 11 条会移回素材库" in browser.get(address).content.decode()
    browser.post(address, {"post": "yes"})
    assert not Issue.objects.exists()
    assert len(pooled_rows()) == len(factories.document().entries)


def test_issue_once_sent_for_review_is_not_deleted(editor, at_desk, draft):
    factories.carry(draft, ("submit", editor), ("recall", editor))
    browser, address = at_desk(editor), f"/admin/issues/issue/{draft.pk}/delete/"
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"post": "yes"}).status_code == 403
    assert Issue.objects.get() == draft
