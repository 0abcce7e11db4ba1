"""A file from the hand of an editor to a draft: once, whole, and with everything that was not recognised."""

import pytest

from issues.document import Annex
from issues.document.annexes import annexes_of, entries_with_annexes, likely_entry, with_annexes
from issues.document.errors import Unreadable
from issues.editing import imports
from issues.editing.storing import store
from issues.importing.recognition import Recognition
from issues.importing.source import Remark
from issues.models import ImportedFile, Issue
from papers.document import Notice
from tests import factories

TEXT = """动态参考
第21期
望澜医院管理研究所
2026年3月20日
一、政策热点
1.江州省印发《关于规范门诊预约的通知》。要求**一是分时段预约。**按半小时放号。<p> </p>（来源于江州省卫生健康委员会网站）
编辑：林知远
"""


@pytest.mark.django_db
def test_a_text_becomes_a_draft_that_remembers_what_was_not_recognised(editor):
    imported = imports.start_import("第21期.txt", TEXT.encode(), by=editor)
    issue = imports.confirm_import(imported)
    assert (issue.number, issue.revised_by) == (21, [editor.pk])
    imported.refresh_from_db()
    assert [(remark["line"], remark["text"]) for remark in imported.remarks] == [(6, "<p> </p>")]


@pytest.mark.django_db
def test_remarks_are_kept_as_every_database_takes_them(editor):
    odd = Remark(line=1, reason="乱码", text="前\0后\ud800", is_unrecognised=True)
    source = factories.document()
    recognition = Recognition(document=source, remarks=(odd,))
    imports.import_at_once("a.docx", b"PK", recognition, source, by=None)
    assert ImportedFile.objects.get().remarks[0]["text"] == "前后"


@pytest.mark.django_db
def test_a_file_that_is_refused_leaves_nothing(editor, media):
    with pytest.raises(Unreadable):
        imports.start_import("坏.json", b"{", by=editor)
    assert not ImportedFile.objects.exists()
    assert not media.exists()


def notices(*headings: str):
    sections = factories.sections()
    parts = tuple(
        factories.sections()[2].parts[1].__class__(title=heading, entries=(Notice(text="见附件。"),))
        for heading in headings
    )
    return factories.document(sections=(sections[2].__class__(kind="papers", title="理论优选", parts=parts),))


@pytest.mark.parametrize(("filename", "index"), [("期刊投稿信息.xlsx", 1), ("别的.pdf", 0), (".pdf", 0)])
def test_a_file_goes_to_the_notice_that_its_name_is_like(filename, index):
    assert likely_entry(notices("2025年政策汇总", "期刊投稿信息"), filename) == index


def test_without_a_notice_there_is_no_place_for_annexes():
    source = factories.document(sections=factories.sections()[:1])
    assert (entries_with_annexes(source), likely_entry(source, "a.pdf")) == ([], None)


def test_annexes_are_added_behind_those_that_are_there():
    first, second = (Annex(title=n, filename=f"{n}.pdf", sha256=n * 64, size=1) for n in "ab")
    source = with_annexes(with_annexes(notices("甲", "乙"), {1: [first]}), {1: [second], 5: [first]})
    assert annexes_of(source) == (first, second)
    assert entries_with_annexes(source)[1][0].annexes == (first, second)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filename", "content", "reason"),
    [
        ("病毒.exe", b"MZ", "类型不能上传"),
        ("假.pdf", b"MZ", "内容不是 PDF 文件"),
        ("无.pdf", None, "没有内容"),
    ],
)
def test_storing_holds_every_annex_to_the_rules_of_an_upload(filename, content, reason):
    annex = Annex(title="附件", filename=filename, sha256="0" * 64, size=2, content=content)
    with pytest.raises(Unreadable, match=reason):
        store(with_annexes(notices("甲"), {0: [annex]}))
    assert not Issue.objects.exists()
