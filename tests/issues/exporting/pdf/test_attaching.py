"""Files inside the PDF: each once, readable in old viewers and new, and with what it is to the document."""

import pikepdf
import pytest

from issues.exporting.pdf import Attachment, render_pdf
from issues.exporting.pdf.messages import DATA, SOURCE
from tests.issues.exporting.pdf.printing import dictionaries, document, opened

FILES = [
    Attachment("政策汇总.csv", "甲,乙".encode(), "汇总表"),
    Attachment("notes.txt", b"1"),
    Attachment("动态参考第3期.json", b"{}", "本期内容", SOURCE),
    Attachment("政策汇总.csv", b"2", relationship=DATA),
    Attachment("名单.不明", b""),
]


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return opened(render_pdf(document("<p>见附件</p>"), attachments=FILES).pdf)


def test_each_file_is_listed_once(pdf: pikepdf.Pdf) -> None:
    listed = [file.objgen for file in pdf.Root.AF]
    named = [file.objgen for file in list(pdf.Root.Names.EmbeddedFiles.Names)[1::2]]
    assert listed == named == list(dict.fromkeys(listed))
    assert len(listed) == len(FILES)


def test_names_are_chinese_and_have_a_plain_form(pdf: pikepdf.Pdf) -> None:
    assert [(str(file.UF), bytes(file.F).decode("ascii")) for file in pdf.Root.AF] == [
        ("政策汇总.csv", "file-1.csv"),
        ("notes.txt", "notes.txt"),
        ("动态参考第3期.json", "file-3.json"),
        ("政策汇总.csv", "file-4.csv"),
        ("名单.不明", "file-5"),
    ]
    keys = [bytes(key) for key in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
    assert keys == sorted(keys)


def test_relationships_and_descriptions_are_given(pdf: pikepdf.Pdf) -> None:
    assert [(str(file.AFRelationship), str(file.Desc)) for file in pdf.Root.AF] == [
        ("/Supplement", "汇总表"),
        ("/Supplement", "notes.txt"),
        ("/Source", "本期内容"),
        ("/Data", "政策汇总.csv"),
        ("/Supplement", "名单.不明"),
    ]


def test_contents_come_back_with_the_documents_date(pdf: pikepdf.Pdf) -> None:
    streams = [file.EF.F for file in pdf.Root.AF]
    assert [stream.read_bytes() for stream in streams] == [file.data for file in FILES]
    assert {str(stream.Params.ModDate) for stream in streams} == {"D:20240301000000Z"}
    assert str(streams[0].Subtype) == "/text/csv"
    assert str(streams[4].Subtype) == "/application/octet-stream"
    assert len(list(dictionaries(pdf, Type="/Filespec"))) == len(FILES)


def test_document_without_files_lists_none() -> None:
    assert "/AF" not in opened(render_pdf(document("<p>甲</p>")).pdf).Root
