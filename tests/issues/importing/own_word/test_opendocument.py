"""An exported file that was saved as .odt and as .docx again. LibreOffice itself was tried; see decision 20."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given

from hospitals.document import CaseStudy, HospitalNewsLink
from issues.document import Section
from issues.document.word_form import MARK
from issues.importing.formats import read_file
from tests import factories
from tests.issues.importing.own_word.edits import exported
from tests.issues.importing.own_word.libreoffice import through_opendocument
from tests.strategies import documents

IN_A_LIST = (
    "<ul><li>一<table><tbody><tr><th>甲</th><td>乙</td></tr></tbody></table></li><li>二</li></ul>"
    '<table><thead><tr><th>头</th><th>头</th></tr></thead><tbody><tr><td rowspan="2">甲</td><td>乙</td></tr>'
    "<tr><td>丙</td></tr></tbody></table>"
)
INNER = "<table><tbody><tr><td>甲</td></tr></tbody></table>"
TABLE_IN_A_TABLE = f"<ul><li>一<table><tbody><tr><td>{INNER}</td></tr></tbody></table></li></ul>"
LINKED = '<p>见<a href="https://a.example/%E4%B8%AD?x=1%">怀岭市2025年《通知》</a>全文。</p>'


def case(body, **more):
    entry = CaseStudy(title="案例", body_html=body, **more)
    return factories.document(sections=(Section(kind="cases", title="典型案例", entries=(entry,)),))


def news(*hospitals):
    links = tuple(
        HospitalNewsLink(hospital=name, title=f"第{n}条", url=f"https://h.example/{n}")
        for n, name in enumerate(hospitals)
    )
    return factories.document(sections=(Section(kind="news", title="医院资讯", entries=links),))


@pytest.mark.parametrize(
    "document",
    [
        factories.document(),
        news("甲院", "乙院", "甲院"),
        case(IN_A_LIST),
        case(TABLE_IN_A_TABLE),
        case(LINKED, source="清淮医院网站", source_url="https://b.example/%E6%96%87"),
        factories.document(sections=(*factories.sections(), Section(kind="cases", title="空栏目"))),
    ],
    ids=["sample", "gathered rows", "table in a list", "table in a table", "addresses", "empty section"],
)
def test_a_file_comes_back_through_opendocument(document):
    recognition = read_file(through_opendocument(exported(document)), "a.docx")
    assert recognition.document == document
    assert not recognition.unrecognised


@given(documents)
def test_no_generated_document_loses_a_word(document):
    found = read_file(through_opendocument(exported(document)), "第9期.docx").document
    assert found == document


def without_property(data, name):
    """As if a program had dropped one of the document's properties."""
    with ZipFile(BytesIO(data)) as source, ZipFile(packed := BytesIO(), "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "docProps/custom.xml":
                content = content.replace(f'name="{name}"'.encode(), 'name="别的"'.encode())
            target.writestr(part, content)
    return packed.getvalue()


def test_what_is_printed_stays_where_a_piece_of_the_data_is_lost():
    before = factories.document()
    data = without_property(through_opendocument(exported(before)), "动态参考数据 1")
    found = read_file(data, "a.docx").document
    assert [(e.uid, e.heading) for e in found.entries] == [(e.uid, e.heading) for e in before.entries]


def test_the_property_says_that_the_file_is_ours():
    before = factories.document()
    data = without_property(through_opendocument(exported(before)), MARK)
    found = read_file(data, "a.docx").document
    assert {entry.uid for entry in found.entries}.isdisjoint(entry.uid for entry in before.entries)
