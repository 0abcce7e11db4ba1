import io
import zipfile
from html import unescape

import docx
import pikepdf
import pytest

from issues.document import DRAFT_MARK, Section
from issues.exporting.formats import FORMATS, Format
from issues.exporting.pdf.page_numbers import page_numbers
from tests import factories


def content(form: Format, data: bytes) -> str:
    """The text of an exported file; of an archive (Word's package, say) that of all files in it."""
    if form.is_text:
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


NOT_PRINTED = [form for form in FORMATS.values() if not form.is_printed]
"""For the PDF see pdf/test_typesetting.py."""


@pytest.mark.parametrize("form", NOT_PRINTED, ids=lambda form: form.key)
def test_only_a_draft_has_the_draft_mark(form):
    document = factories.document()
    assert (DRAFT_MARK in content(form, form.write(document, is_draft=True))) == form.marks_draft
    assert DRAFT_MARK not in content(form, form.write(document))


@pytest.mark.parametrize("form", NOT_PRINTED, ids=lambda form: form.key)
def test_nothing_of_the_document_is_missing(form):
    """Its headings here; the rest in the tests of each form."""
    document = factories.document()
    written = unescape(content(form, form.write(document)))
    assert [heading for _, heading in document.headings() if heading not in written] == []


def printed(*anchors):
    """A PDF of ten pages whose destinations lead to pages 2, 3, 4 …"""
    pdf = pikepdf.new()
    for _ in range(10):
        pdf.add_blank_page()
    tree = pikepdf.NameTree.new(pdf)
    for number, anchor in enumerate(anchors, 1):
        tree[anchor] = pikepdf.Array([pdf.pages[number].obj, pikepdf.Name.Fit])
    pdf.Root.Names = pikepdf.Dictionary(Dests=tree.obj)
    pdf.save(file := io.BytesIO())
    return file.getvalue()


def test_pages_of_anchors_follow_from_the_destinations():
    assert page_numbers(printed("s1", "s1a1")) == {"s1": 2, "s1a1": 3}
    for other in (b"%PDF", pdf_without_names()):
        assert page_numbers(other) == {}


def pdf_without_names():
    pdf = pikepdf.new()
    pdf.save(file := io.BytesIO())
    return file.getvalue()


def test_published_word_file_has_the_pages_of_the_published_pdf():
    entries = (factories.policy_item("第一条"),)
    document = factories.document(sections=(Section(kind="policies", title="政策热点", entries=entries),))
    pdf = printed("s1", "s1a1")
    word = docx.Document(io.BytesIO(FORMATS["docx"].write_published(document, lambda: pdf)))
    (line,) = [p for p in word.paragraphs if p.style.name == "动态参考 导读条目"]
    assert line.text == "第一条\t3"


def test_published_word_file_needs_no_pdf():
    def missing():
        raise FileNotFoundError

    document = factories.document()
    word = FORMATS["docx"].write_published(document, missing)
    assert word == FORMATS["docx"].write(document)


def test_published_pdf_is_the_stored_file():
    document = factories.document()
    assert FORMATS["pdf"].write_published(document, lambda: b"%PDF") == b"%PDF"
    assert FORMATS["json"].write_published(document, lambda: b"%PDF") == FORMATS["json"].write(document)
