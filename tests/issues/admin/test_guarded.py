"""Forms that were open while something happened elsewhere: nothing is overwritten, moved or lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from issues.placing import place
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import compose, form_values

pytestmark = pytest.mark.django_db

STALE = "没有保存：这一条在您打开之后被改过（20"


def change(row) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


@pytest.fixture
def item(draft) -> PolicyItem:
    return PolicyItem.objects.in_issue(draft.pk).first()


def test_form_of_a_locked_issue_keeps_its_place_and_shows_one_error(editor, at_desk, draft, item):
    browser = at_desk(editor)
    typed = form_values(browser.get(change(item))) | {"title": "写了很久", "issued_on": "2026-13"}
    factories.carry(draft, ("submit", editor))
    page = browser.post(change(item), typed)
    html = page.content.decode()
    assert html.count("errornote") == 1
    assert html.count("第7期处于“待审核”") == 1
    assert "errorlist" not in html
    assert f'<option value="{item.section_id}" selected>' in html
    factories.carry(draft, ("recall", editor))
    browser.post(change(item), form_values(page) | {"issued_on": "2026"})
    item.refresh_from_db()
    assert (item.title, item.section.issue) == ("写了很久", draft)


def test_new_entry_keeps_the_place_in_an_issue_locked_meanwhile(editor, at_desk, draft):
    home, add = draft.sections.get(kind="policies"), reverse("admin:policies_policyitem_add")
    factories.carry(draft, ("submit", editor))
    page = at_desk(editor).post(add, {"title": "新", "body_html": "<p>文</p>", "placement": home.pk})
    assert "没有保存：第7期处于“待审核”" in page.content.decode()
    assert form_values(page)["placement"] == str(home.pk)
    assert "seen" not in form_values(page)


def test_second_window_overwrites_nothing_however_often_it_saves(editor, second_editor, at_desk, item):
    first, second = at_desk(editor), at_desk(second_editor)
    typed = form_values(first.get(change(item))) | {"title": "甲写的"}
    mine = form_values(second.get(change(item))) | {"title": "乙写的", "body_html": "<p>乙写了很久</p>"}
    assert first.post(change(item), typed).status_code == 302
    for _ in range(2):
        page = second.post(change(item), mine)
        html = page.content.decode()
        assert STALE in html
        assert html.count("errornote") == 1
        assert '<a href="" target="_blank">打开最新内容</a>' in html
        assert "乙写了很久" in html
        mine = form_values(page)
    item.refresh_from_db()
    assert item.title == "甲写的"


def test_form_saves_again_and_again_where_nobody_else_did(editor, at_desk, item):
    browser = at_desk(editor)
    for title in ("一", "二"):
        page = browser.get(change(item))
        assert 'type="hidden" name="seen"' in page.content.decode()
        browser.post(change(item), form_values(page) | {"title": title, "_continue": ""})
        item.refresh_from_db()
        assert item.title == title


def test_form_opened_before_the_entry_was_moved_does_not_move_it_back(editor, at_desk, item):
    browser = at_desk(editor)
    typed = form_values(browser.get(change(item)))
    place([item], None)
    assert STALE in browser.post(change(item), typed).content.decode()
    item.refresh_from_db()
    assert item.section is None


def test_annex_saved_in_one_window_is_not_doubled_by_the_other(editor, at_desk, draft):
    browser, notice = at_desk(editor), Notice.objects.get()

    def upload() -> dict:
        return {"annexes-0-file": SimpleUploadedFile("汇编.pdf", b"%PDF-1.7")}

    typed = form_values(browser.get(change(notice)))
    assert browser.post(change(notice), typed | upload()).status_code == 302
    assert STALE in browser.post(change(notice), typed | upload()).content.decode()
    assert Annex.objects.count() == 1


def test_masthead_and_section_changed_elsewhere_are_not_overwritten(editor, at_desk, draft, item):
    browser, section = at_desk(editor), draft.sections.get(kind="news")
    for row, address in ((draft, compose(draft)), (section, change(section))):
        typed = form_values(browser.get(address)) | {"title": "旧窗口"}
        item.save()  # an entry's change is no change of the masthead
        assert browser.post(address, typed | {"title": "新窗口"}).status_code == 302
        html = browser.post(address, typed).content.decode()
        assert "没有保存：这一页在您打开之后被改过。" in html
        assert html.count("errornote") == 1
        row.refresh_from_db()
        assert row.title == "新窗口"
