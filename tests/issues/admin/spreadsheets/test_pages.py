import pytest
from django.contrib.admin.models import LogEntry

from hospitals.models import Hospital, HospitalNewsLink
from issues.admin.spreadsheets.forms import EXPIRED
from issues.models import Issue
from issues.models.bases.content_lock import ContentLocked
from papers.models import Journal, JournalAbstract
from tests import factories
from tests.issues.admin.pages import messages_of
from tests.issues.spreadsheets.sheets import (
    ABSTRACTS,
    LINKS,
    address,
    confirm,
    faults,
    imported,
    preview,
    refusal,
    xlsx,
)

ONE = [
    "日间手术研究",
    "江州医院管理",
    "2026-02",
    "沈知秋；顾南枝",
    "目的：……",
    "10.1234/1",
    "https://a.example/1",
]
OTHER = ["门诊预约研究", "望澜医学", "2026年3月", "", "", "", ""]


def test_import_adds_to_the_pool_in_the_name_of_the_editor(at_desk, editor):
    client = at_desk(editor)
    page = preview(client, JournalAbstract, xlsx(ABSTRACTS, ONE, OTHER))
    assert page.context["result"].counts == "新增 2、更新 0、未变 0"
    assert not JournalAbstract.objects.exists()
    assert not Journal.objects.exists()
    done = confirm(client, JournalAbstract, page)
    assert messages_of(done) == ["从表格导入论文摘要到素材库：新增 2、更新 0、未变 0。"]
    first, second = JournalAbstract.objects.order_by("pk")
    assert (first.title, first.journal, str(first.published), first.authors) == (
        "日间手术研究",
        "江州医院管理",
        "2026-02",
        ["沈知秋", "顾南枝"],
    )
    assert str(second.published) == "2026-03"
    assert {(row.section, tuple(row.written_by)) for row in (first, second)} == {(None, (editor.pk,))}
    assert first.journal_record == Journal.objects.get(name="江州医院管理")
    assert set(LogEntry.objects.values_list("change_message", "user")) == {("从表格导入", editor.pk)}


def test_import_shows_old_and_new_of_a_changed_cell_and_skips_what_is_the_same(
    at_desk, editor, second_editor
):
    client = at_desk(editor)
    imported(client, JournalAbstract, xlsx(ABSTRACTS, ONE, OTHER))
    client = at_desk(second_editor)
    changed = [*ONE[:5], "10.1234/2", ONE[6]]
    page = preview(client, JournalAbstract, xlsx(ABSTRACTS, changed, OTHER))
    assert page.context["result"].counts == "新增 0、更新 1、未变 1"
    html = page.content.decode()
    assert "<del>10.1234/1</del>" in html
    assert "<ins>10.1234/2</ins>" in html
    confirm(client, JournalAbstract, page)
    row = JournalAbstract.objects.get(title=ONE[0])
    assert (row.doi, row.written_by) == ("10.1234/2", [editor.pk, second_editor.pk])
    assert JournalAbstract.objects.count() == 2


def test_import_with_a_faulty_row_writes_nothing_and_says_where(at_desk, editor):
    bad = ["", "望澜医学", "2026-13", "", "", "", "ftp://a"]
    page = preview(at_desk(editor), JournalAbstract, xlsx(ABSTRACTS, ONE, bad))
    assert faults(page) == [
        (3, "论文名称", "不能为空"),
        (3, "发表时间", "没有“2026-13”这一天"),
        (3, "网址", "网址应以 http:// 或 https:// 开头，后面是网站的域名"),
    ]
    assert "confirm_form" not in page.context
    assert not JournalAbstract.objects.exists()


def test_import_never_changes_an_entry_under_review(at_desk, editor, draft):
    title = JournalAbstract.objects.first().title
    factories.carry(draft, ("submit", editor))
    row = [title, "江州医院管理", "2020", "", "改写", "", ""]
    page = preview(at_desk(editor), JournalAbstract, xlsx(ABSTRACTS, row))
    [(line, _, reason)] = faults(page)
    assert line == 2
    assert "第7期处于“待审核”，内容不能修改" in reason


def test_import_of_what_a_published_issue_says_already_is_no_fault(at_desk, editor, reviewer):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    row = JournalAbstract.objects.first()
    page = preview(
        at_desk(editor), JournalAbstract, xlsx(ABSTRACTS[:3], [row.title, row.journal, str(row.published)])
    )
    assert page.context["result"].counts == "新增 0、更新 0、未变 1"


def test_import_changes_the_one_of_two_copies_that_can_be_changed(at_desk, editor, reviewer):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    printed = JournalAbstract.objects.first()
    copy = JournalAbstract.objects.create(title=printed.title, journal=printed.journal, abstract="素材")
    row = [printed.title, printed.journal, "新摘要"]
    imported(at_desk(editor), JournalAbstract, xlsx(["题名", "刊名", "摘要"], row))
    copy.refresh_from_db()
    assert (copy.abstract, JournalAbstract.objects.get(pk=printed.pk).abstract) == (
        "新摘要",
        printed.abstract,
    )
    JournalAbstract.objects.create(title=printed.title, journal=printed.journal, abstract="另一条")
    page = preview(at_desk(editor), JournalAbstract, xlsx(["题名", "刊名", "摘要"], [*row[:2], "再改"]))
    assert "不能确定改哪一条" in faults(page)[0][2]


def test_import_into_a_draft_makes_the_importer_one_of_its_revisers(at_desk, second_editor, draft):
    row = JournalAbstract.objects.first()
    seen = Issue.objects.get().version
    imported(
        at_desk(second_editor),
        JournalAbstract,
        xlsx(["题名", "刊名", "摘要"], [row.title, row.journal, "新摘要"]),
    )
    row.refresh_from_db()
    assert row.abstract == "新摘要"
    assert row.section is not None
    issue = Issue.objects.get()
    assert second_editor.pk in issue.revised_by
    assert issue.version > seen


def test_import_refuses_when_the_data_changed_after_the_preview(at_desk, editor):
    client = at_desk(editor)
    imported(client, JournalAbstract, xlsx(ABSTRACTS, ONE))
    page = preview(client, JournalAbstract, xlsx(ABSTRACTS, [*ONE[:5], "10.1234/2", ""]))
    JournalAbstract.objects.update(url="https://b.example/")
    again = confirm(client, JournalAbstract, page)
    assert "没有导入：您预览之后数据有变化" in again.content.decode()
    assert "https://b.example/" in again.content.decode()
    assert JournalAbstract.objects.get().doi == "10.1234/1"
    done = confirm(client, JournalAbstract, again)
    assert messages_of(done) == ["从表格导入论文摘要到素材库：新增 0、更新 1、未变 0。"]


def test_import_refuses_when_the_issue_was_submitted_after_the_preview(at_desk, editor, draft):
    row = JournalAbstract.objects.first()
    client = at_desk(editor)
    page = preview(
        client, JournalAbstract, xlsx(["题名", "刊名", "摘要"], [row.title, row.journal, "新摘要"])
    )
    factories.carry(draft, ("submit", editor))
    again = confirm(client, JournalAbstract, page)
    assert "处于“待审核”" in again.content.decode()
    assert "confirm_form" not in again.context
    row.refresh_from_db()
    assert row.abstract != "新摘要"


def test_import_confirmed_twice_is_expired(at_desk, editor):
    client = at_desk(editor)
    page = preview(client, JournalAbstract, xlsx(ABSTRACTS, ONE))
    confirm(client, JournalAbstract, page)
    assert messages_of(confirm(client, JournalAbstract, page))[-1] == EXPIRED
    assert JournalAbstract.objects.count() == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "nothing", ""])
def test_confirmation_opens_no_other_file(at_desk, editor, name):
    client = at_desk(editor)
    page = preview(client, JournalAbstract, xlsx(ABSTRACTS, ONE))
    assert messages_of(confirm(client, JournalAbstract, page, import_file_name=name)) == [EXPIRED]


@pytest.mark.parametrize("who", ["reviewer", "reader"])
def test_only_editors_import(at_desk, request, editor, who):
    client = at_desk(request.getfixturevalue(who))
    for page in ("import", "import_template"):
        assert client.get(address(JournalAbstract, page)).status_code in (302, 403)
    page = preview(at_desk(editor), JournalAbstract, xlsx(ABSTRACTS, ONE))
    assert preview(client, JournalAbstract, xlsx(ABSTRACTS, ONE)).status_code in (302, 403)
    assert confirm(client, JournalAbstract, page).status_code in (302, 403)
    assert not JournalAbstract.objects.exists()


def test_reviewer_sees_no_way_to_import_but_may_export(at_desk, reviewer):
    html = at_desk(reviewer).get(address(JournalAbstract, "changelist")).content.decode()
    assert "从表格导入" not in html
    assert "导出为表格" in html


def test_import_from_a_file_and_a_paste_at_once_is_refused(at_desk, editor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    both_given = {"import_file": SimpleUploadedFile("a.xlsx", xlsx(ABSTRACTS, ONE)), "pasted": "甲\t乙"}
    response = at_desk(editor).post(address(JournalAbstract, "import"), both_given)
    assert refusal(response) == "请只用一种方式：选择文件，或者粘贴。"
    assert (
        refusal(at_desk(editor).post(address(JournalAbstract, "import"), {"resource": "0"}))
        == "请选择文件，或者粘贴表格。"
    )


def test_pasted_rows_are_previewed_like_a_file(at_desk, editor):
    client = at_desk(editor)
    page = preview(client, HospitalNewsLink, "望澜市第一医院\t推行日间手术\thttps://h.example/1\r\n")
    assert "没有列名，按次序当作：医院、标题、网址。" in page.content.decode()
    confirm(client, HospitalNewsLink, page)
    link = HospitalNewsLink.objects.get()
    assert (link.hospital, link.title, link.url) == ("望澜市第一医院", "推行日间手术", "https://h.example/1")


def test_hospital_of_a_link_is_found_by_its_alias_and_printed_as_given(at_desk, editor):
    hospital = Hospital.objects.create(name="望澜市第一医院", aliases=["望澜一院"])
    client = at_desk(editor)
    imported(client, HospitalNewsLink, xlsx(LINKS, ["望澜一院", "推行日间手术", "https://h.example/1"]))
    link = HospitalNewsLink.objects.get()
    assert (link.hospital, link.hospital_record) == ("望澜一院", hospital)
    page = preview(
        client, HospitalNewsLink, xlsx(LINKS, ["望澜市第一医院", "推行日间手术", "https://h.example/1"])
    )
    assert page.context["result"].counts == "新增 0、更新 1、未变 0"
    assert Hospital.objects.count() == 1


def test_overwriting_in_bulk_asks_the_guard_and_leaves_the_rest_of_the_row(editor, draft):
    row = JournalAbstract.objects.first()
    row.abstract, row.doi = "新摘要", "10.1234/9"
    JournalAbstract.objects.overwrite([row], ["abstract"], batch_size=10)
    stored = JournalAbstract.objects.get(pk=row.pk)
    assert (stored.abstract, stored.doi, stored.section) == ("新摘要", "", row.section)
    draft.refresh_from_db()
    factories.carry(draft, ("submit", editor))
    row.abstract = "再改"
    with pytest.raises(ContentLocked):
        JournalAbstract.objects.overwrite([row], ["abstract"], batch_size=10)
    assert JournalAbstract.objects.get(pk=row.pk).abstract == "新摘要"
