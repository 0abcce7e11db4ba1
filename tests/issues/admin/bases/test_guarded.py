"""Forms that were open while something happened elsewhere: nothing is overwritten, moved or lost."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from issues.editing.placement import place
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import factories
from tests.files import PDF
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
        return {"annexes-0-file": SimpleUploadedFile("汇编.pdf", PDF)}

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
        assert "在您打开之后被改过。" in html
        assert html.count("errornote") == 1
        row.refresh_from_db()
        assert row.title == "新窗口"


@pytest.fixture
def both_wrote(editor, second_editor, at_desk, item):
    """What the first wrote is stored; the second's form is refused: their browser, what they typed, and the page."""
    first, second = at_desk(editor), at_desk(second_editor)
    typed = form_values(first.get(change(item)))
    mine = typed | {"title": "乙的标题", "document_number": "乙〔2026〕1号"}
    first.post(
        change(item), typed | {"title": "甲的标题", "source": "甲的来源", "body_html": "<p>甲的正文</p>"}
    )
    return second, mine, second.post(change(item), mine)


def clashes_of(page) -> dict:
    return {clash.name: clash for clash in page.context["adminform"].form.clashes}


def test_refusal_shows_both_texts_with_what_each_changed(both_wrote):
    _, _, page = both_wrote
    clashes = clashes_of(page)
    assert {name: (clash.note, clash.takes_theirs) for name, clash in clashes.items()} == {
        "title": ("两人都改了这一项", False),
        "document_number": ("只有您改了这一项", False),
        "body_html": ("只有同事改了这一项", True),
        "source": ("只有同事改了这一项", True),
    }
    assert "<ins>甲的正文</ins>" in clashes["body_html"].theirs
    assert "<ins>" not in clashes["body_html"].mine
    html = page.content.decode()
    assert "林知远）" in html
    assert html.count("乙的标题") >= 2


def test_chosen_texts_are_saved_in_one_click(both_wrote, item):
    browser, mine, page = both_wrote
    chosen = {f"take-{name}": "theirs" if c.takes_theirs else "mine" for name, c in clashes_of(page).items()}
    merged = mine | chosen | {"_merge": page.context["adminform"].form.merges}
    assert browser.post(change(item), merged).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.document_number) == ("乙的标题", "乙〔2026〕1号")
    assert (item.source, item.body_html) == ("甲的来源", "<p>甲的正文</p>")


def test_merging_is_refused_where_a_third_change_came(both_wrote, item):
    browser, mine, page = both_wrote
    item.refresh_from_db()
    item.title = "丙的标题"
    item.save()
    again = browser.post(change(item), mine | {"_merge": page.context["adminform"].form.merges})
    assert STALE in again.content.decode()
    assert "丙" in clashes_of(again)["title"].theirs
    item.refresh_from_db()
    assert item.title == "丙的标题"


def test_merging_saves_what_is_wrong_no_more_than_saving_does(both_wrote, item):
    browser, mine, page = both_wrote
    merged = mine | {"issued_on": "2026-13", "_merge": page.context["adminform"].form.merges}
    again = browser.post(change(item), merged)
    assert again.status_code == 200
    assert "乙的标题" in again.content.decode()
    item.refresh_from_db()
    assert item.title == "甲的标题"


def test_place_chosen_by_a_colleague_can_be_taken_over(editor, at_desk, item):
    browser = at_desk(editor)
    mine = form_values(browser.get(change(item))) | {"title": "新"}
    place([item], None)
    page = browser.post(change(item), mine)
    assert clashes_of(page)["placement"].takes_theirs
    assert "素材库" in clashes_of(page)["placement"].theirs
    merged = {"_merge": page.context["adminform"].form.merges, "take-placement": "theirs"}
    browser.post(change(item), mine | merged)
    item.refresh_from_db()
    assert (item.title, item.section) == ("新", None)


def test_annex_removed_by_a_colleague_does_not_hinder_merging(editor, at_desk, draft):
    notice, browser = Notice.objects.get(), at_desk(editor)
    annex = Annex(notice=notice, title="附件一")
    annex.attach("一.pdf", b"%PDF-1.7")
    annex.save()
    mine = form_values(browser.get(change(notice))) | {"text": "我的说明"}
    annex.delete()
    notice.save()
    page = browser.post(change(notice), mine)
    merged = mine | {"_merge": page.context["adminform"].form.merges}
    assert browser.post(change(notice), merged).status_code == 302
    notice.refresh_from_db()
    assert (notice.text, notice.annexes.count()) == ("我的说明", 0)


def test_masthead_and_section_show_both_texts(editor, at_desk, draft):
    browser, section = at_desk(editor), draft.sections.get(kind="news")
    for row, address in ((draft, compose(draft)), (section, change(section))):
        typed = form_values(browser.get(address))
        browser.post(address, typed | {"title": "新窗口"})
        page = browser.post(address, typed | {"title": "旧窗口"})
        assert [clash.note for clash in clashes_of(page).values()] == [""]
        merged = {"title": "旧窗口", "take-title": "mine", "_merge": page.context["adminform"].form.merges}
        assert browser.post(address, typed | merged).status_code == 302
        row.refresh_from_db()
        assert row.title == "旧窗口"


def test_saving_and_signing_out_tell_the_browser_to_forget(editor, at_desk, item):
    browser = at_desk(editor)
    typed = form_values(browser.get(change(item))) | {"title": ""}
    assert "unsaved_saved" not in browser.post(change(item), typed).cookies
    saved = browser.post(change(item), typed | {"title": "好了"}).cookies["unsaved_saved"]
    assert unquote(saved.value) == f"{editor.pk}:{change(item)}"
    for address in ("/admin/logout/", "/logout/"):
        gone = at_desk(editor).post(address)
        assert gone.cookies["unsaved_gone"].value == str(editor.pk)
        assert gone.headers["Clear-Site-Data"] == '"storage"'
