"""Whatever several people may have open: no token, no protection; and a row that a colleague deleted meanwhile."""

import pytest
from django.urls import reverse

from hospitals.models import Hospital
from issues.editing.placement import place
from issues.models import Deadlines, EntryRevision, Masthead
from papers.models import Notice
from policies.models import PolicyDocument, PolicyItem
from tests.files import PDF
from tests.rendered import rendered_form, save

pytestmark = pytest.mark.django_db

STALE = "在您打开之后被改过"
GARBLED = [None, "", " ", "x", "a:b", "W10:", "1.2"]


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def item(draft) -> PolicyItem:
    return PolicyItem.objects.in_issue(draft.pk).first()


@pytest.fixture
def rows(draft, item, reader):
    """One of everything that has a form, with the name of a field of it."""
    return {
        "entry": (item, "title"),
        "notice": (Notice.objects.get(), "text"),
        "issue": (draft, "title"),
        "section": (draft.sections.get(kind="news"), "title"),
        "part": (draft.sections.exclude(parent=None).first(), "title"),
        "record": (Hospital.objects.create(name="望澜市第九医院"), "name"),
        "document": (PolicyDocument.objects.create(title="江州办法"), "title"),
        "account": (reader, "username"),
        "defaults": (Masthead.current(), "title"),
    }


ROWS = ["entry", "notice", "issue", "section", "part", "record", "document", "account", "defaults"]


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("token", GARBLED)
def test_form_without_its_state_overwrites_nothing(token, kind, rows, administrator, at_desk):
    browser, (row, field) = at_desk(administrator), rows[kind]
    before = getattr(row, field)
    values = rendered_form(browser.get(change(row))) | {field: "没有凭据", "_save": "1"}
    assert values.pop("seen")[0].strip()
    page = browser.post(change(row), values | ({} if token is None else {"seen": token}))
    assert STALE in page.content.decode()
    assert "没有凭据" in page.content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == before


@pytest.mark.parametrize("kind", ROWS)
def test_second_window_shows_both_texts_and_saves_the_chosen(kind, rows, administrator, at_desk):
    browser, (row, field) = at_desk(administrator), rows[kind]
    mine = rendered_form(browser.get(change(row))) | {field: "甲"}
    assert save(browser, change(row), **{field: "乙"}).status_code == 302
    page = browser.post(change(row), mine | {"_save": "1"})
    (clash,) = page.context["adminform"].form.clashes
    assert (clash.name, "甲" in clash.mine, "乙" in clash.theirs) == (field, True, True)
    chosen = rendered_form(page, "_merge")
    merged = page.context["adminform"].form.merges
    assert browser.post(change(row), chosen | {f"take-{field}": "mine", "_merge": merged}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "甲"


def test_token_of_another_row_is_no_token(administrator, at_desk, item):
    other = PolicyItem.objects.exclude(pk=item.pk).first()
    browser = at_desk(administrator)
    foreign = rendered_form(browser.get(change(other)))["seen"]
    values = rendered_form(browser.get(change(item))) | {"title": "换来的", "seen": foreign, "_save": "1"}
    assert STALE in browser.post(change(item), values).content.decode()


def test_defaults_below_are_not_overwritten_and_can_be_taken_over(administrator, at_desk):
    browser, masthead = at_desk(administrator), Masthead.current()
    mine = rendered_form(browser.get(change(masthead))) | {"sections-0-title": "甲"}
    save(browser, change(masthead), **{"sections-1-title": "乙"})
    page = browser.post(change(masthead), mine | {"_save": "1"})
    (clash,) = page.context["adminform"].form.clashes
    assert clash.label == "栏目默认值"
    assert ("甲" in clash.mine, "乙" in clash.theirs) == (True, True)
    chosen = rendered_form(page, "_merge") | {"_merge": page.context["adminform"].form.merges}
    assert browser.post(change(masthead), chosen | {"take-sections": "theirs"}).status_code == 302
    titles = [row.title for row in masthead.sections.all()]
    assert ("乙" in titles, "甲" in titles) == (True, False)


def test_deadlines_that_a_colleague_set_are_not_overwritten(editor, at_desk, draft):
    browser, address = at_desk(editor), reverse("admin:issues_issue_deadlines", args=[draft.pk])
    for day in ("2026-03-01", "2026-03-02"):  # where none were set yet, and where some were
        mine = rendered_form(browser.get(address), "submit_by") | {"submit_by": "2026-04-01"}
        save(browser, address, button="submit_by", submit_by=day)
        for token in ({}, {"seen": ""}, {"seen": "x"}):
            page = browser.post(address, mine | token)
            assert STALE in page.content.decode()
        assert str(Deadlines.objects.get().submit_by) == day
    merged = rendered_form(page, "submit_by") | {"_merge": page.context["form"].merges}
    assert browser.post(address, merged).status_code == 302
    assert str(Deadlines.objects.get().submit_by) == "2026-04-01"


def test_account_shows_both_roles(administrator, at_desk, reader, draft):
    browser = at_desk(administrator)
    mine = rendered_form(browser.get(change(reader))) | {"full_name": "新名"}
    groups = rendered_form(browser.get(change(reader)))["groups"]
    save(browser, change(reader), groups=[*groups, "1"])
    page = browser.post(change(reader), mine | {"_save": "1"})
    notes = {clash.label: clash for clash in page.context["adminform"].form.clashes}
    assert set(notes) == {"姓名", "身份"}
    assert "编辑" in notes["身份"].theirs


@pytest.mark.parametrize("is_pooled", [False, True])
def test_entry_deleted_meanwhile_keeps_what_was_typed_and_comes_back_with_it(
    is_pooled, editor, second_editor, at_desk, item
):
    if is_pooled:
        place([item], None)
    browser, address, uid = at_desk(editor), change(item), item.uid
    home = item.section
    values = rendered_form(browser.get(address)) | {"title": "写了很久", "body_html": "<p>写了很久的正文</p>"}
    at_desk(second_editor).post(f"/admin/policies/policyitem/{item.pk}/delete/", {"post": "yes"})
    page = browser.post(address, values | {"_save": "1"})
    html = page.content.decode()
    assert "这一条已被删除（" in html
    assert "沈嘉禾）" in html
    assert html.count("errornote") == 1
    assert "unsaved_saved" not in page.cookies
    assert 'value="恢复并保存"' in html
    again = rendered_form(page)
    assert again["title"] == ["写了很久"]
    assert "写了很久的正文" in again["body_html"][0]
    saved = browser.post(address, again | {"_save": "1"})
    assert saved.status_code == 302, saved.content.decode()
    assert "unsaved_saved" in saved.cookies
    back = PolicyItem.objects.get(uid=uid)
    assert (back.title, back.body_html, back.section) == ("写了很久", "<p>写了很久的正文</p>", home)
    assert EntryRevision.objects.of(uid).values_list("change", flat=True)[0] == "restored"


def test_entry_brought_back_with_a_fault_keeps_what_was_typed(editor, at_desk, item):
    browser, address = at_desk(editor), change(item)
    values = rendered_form(browser.get(address)) | {"title": "写了很久", "issued_on": "2026-13"}
    item.delete()
    page = browser.post(address, values | {"_save": "1"})
    page = browser.post(address, rendered_form(page) | {"_save": "1"})
    back = PolicyItem.objects.get(uid=item.uid)
    assert rendered_form(page)["title"] == ["写了很久"]
    assert f'action="{change(back)}"' in page.content.decode()
    assert (
        browser.post(change(back), rendered_form(page) | {"issued_on": "2026", "_save": "1"}).status_code
        == 302
    )
    back.refresh_from_db()
    assert back.title == "写了很久"


def test_entry_that_a_colleague_brought_back_is_found_again(editor, at_desk, item):
    browser, address = at_desk(editor), change(item)
    values = rendered_form(browser.get(address)) | {"title": "我的标题"}
    item.delete()
    page = browser.post(address, values | {"_save": "1"})
    binned = EntryRevision.objects.in_bin().get()
    browser.post(f"/admin/issues/binnedentry/{binned.pk}/restore/")
    back = PolicyItem.objects.get(uid=item.uid)
    page = browser.post(address, rendered_form(page) | {"_save": "1"})
    assert STALE in page.content.decode()
    assert "我的标题" in page.content.decode()
    chosen = rendered_form(page, "_merge") | {"_merge": page.context["adminform"].form.merges}
    assert browser.post(change(back), chosen).status_code == 302
    back.refresh_from_db()
    assert back.title == "我的标题"


def test_notice_deleted_meanwhile_comes_back_with_its_annexes(editor, at_desk, draft):
    notice = Notice.objects.get()
    browser, address = at_desk(editor), change(notice)
    values = rendered_form(browser.get(address)) | {"text": "写了很久"}
    notice.delete()
    page = browser.post(address, values | {"_save": "1"})
    assert browser.post(address, rendered_form(page) | {"_save": "1"}).status_code == 302
    assert Notice.objects.get().text == "写了很久"


@pytest.mark.parametrize("kind", ["section", "part", "record", "document", "account", "issue"])
def test_what_was_typed_stays_where_the_row_was_deleted(kind, rows, administrator, at_desk):
    browser, (row, field) = at_desk(administrator), rows[kind]
    address = change(row)
    values = rendered_form(browser.get(address)) | {field: "写了很久"}
    assert (
        at_desk(administrator).post(address.replace("change/", "delete/"), {"post": "yes"}).status_code == 302
    )
    page = browser.post(address, values | {"_save": "1"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "已被删除（" in html
    assert "管理员" in html
    assert "写了很久" in html
    assert "恢复并保存" not in html
    assert 'id="unsaved-text"' in html
    assert "unsaved_saved" not in page.cookies


@pytest.mark.parametrize("kind", ["entry", "notice", "section", "record", "document", "account", "issue"])
def test_page_of_a_row_that_is_gone_offers_what_was_not_saved(kind, rows, administrator, at_desk):
    browser, (row, _) = at_desk(administrator), rows[kind]
    at_desk(administrator).post(change(row).replace("change/", "delete/"), {"post": "yes"})
    html = browser.get(change(row)).content.decode()
    assert "不在了，可能已被同事删除" in html
    assert 'id="unsaved-text"' in html
    assert ("回收站</a>里" in html) == (kind in ("entry", "notice"))


def test_merged_record_says_into_which(administrator, at_desk):
    one, other = (Hospital.objects.create(name=name) for name in ("甲医院", "乙医院"))
    browser = at_desk(administrator)
    values = rendered_form(browser.get(change(other))) | {"name": "乙医院（新）"}
    chosen = {"action": "merge_records", "_selected_action": [one.pk, other.pk], "stays": one.pk}
    browser.post("/admin/hospitals/hospital/", chosen)
    html = browser.post(change(other), values | {"_save": "1"}).content.decode()
    assert "已被删除，合并到“甲医院”" in html
    assert "乙医院（新）" in html


ADD = "/admin/hospitals/hospitalnewslink/add/"
LINK = {"hospital": "望澜市第一医院", "title": "新院区试运行", "url": "https://hospital.example/1"}


def test_new_entry_sent_twice_is_one_entry(editor, at_desk):
    from hospitals.models import HospitalNewsLink

    browser = at_desk(editor)
    values = rendered_form(browser.get(ADD)) | LINK | {"_save": "1"}
    assert [browser.post(ADD, values).status_code for _ in range(2)] == [302, 302]
    entry = HospitalNewsLink.objects.get()
    assert [revision.change for revision in EntryRevision.objects.of(entry.uid)] == ["created"]


def test_new_entry_sent_again_with_more_is_that_entry_with_more(editor, second_editor, at_desk):
    from hospitals.models import HospitalNewsLink

    browser = at_desk(editor)
    values = rendered_form(browser.get(ADD)) | LINK | {"_save": "1"}
    browser.post(ADD, values)
    assert browser.post(ADD, values | {"title": "新院区门诊试运行"}).status_code == 302
    entry = HospitalNewsLink.objects.get()
    assert entry.title == "新院区门诊试运行"
    save(at_desk(second_editor), change(entry), title="同事改过的")
    page = browser.post(ADD, values | {"title": "再来一次"})
    assert STALE in page.content.decode()
    assert HospitalNewsLink.objects.get().title == "同事改过的"


def test_new_entry_that_was_refused_is_saved_once_it_is_right(editor, at_desk):
    from hospitals.models import HospitalNewsLink

    browser = at_desk(editor)
    page = browser.post(ADD, rendered_form(browser.get(ADD)) | LINK | {"title": "", "_save": "1"})
    assert browser.post(ADD, rendered_form(page) | {"title": "有了", "_save": "1"}).status_code == 302
    assert HospitalNewsLink.objects.get().title == "有了"


def test_notice_sent_twice_has_its_file_once(editor, at_desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser, address = at_desk(editor), "/admin/papers/notice/add/"
    values = rendered_form(browser.get(address)) | {"text": "见附件。", "_save": "1"}
    for _ in range(2):
        file = SimpleUploadedFile("汇编.pdf", PDF)
        assert browser.post(address, values | {"annexes-0-file": file}).status_code == 302
    assert [annex.filename for annex in Notice.objects.get().annexes.all()] == ["汇编.pdf"]
