import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.shared import Pt
from hypothesis import given
from lxml import etree

from hospitals.document import HospitalNewsLink
from issues.document import Annex, Section, Signature
from issues.document.outline import outline
from issues.exporting.word import package
from issues.files.file_store import sha256_of
from issues.importing.formats import read_file
from papers.document import JournalAbstract, Notice
from tests import factories
from tests.issues.importing.own_word.edits import W, exported, styled
from tests.strategies import documents

ORDERS = {  # ECMA-376, the children that we write, in the order of the schema
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs color spacing sz szCs vertAlign lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tblBorders": "top left bottom right insideH insideV",
    "pBdr": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr",
    "numbering": "abstractNum num",
    "abstractNum": "multiLevelType lvl",
    "num": "abstractNumId lvlOverride",
    "settings": (
        "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator"
    ),
}


def parts(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(document=None, **options):
    return docx.Document(BytesIO(exported(document or factories.document(), **options)))


@given(documents)
def test_elements_stand_in_the_order_of_the_schema(document):
    for name, content in parts(exported(document)).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for element in etree.fromstring(content).iter(etree.Element):
                _check_order(element)


def _check_order(element):
    kind = etree.QName(element).localname
    if kind in ORDERS:
        shown = [etree.QName(child).localname for child in element]
        assert shown == sorted(shown, key=ORDERS[kind].split().index), kind
    if kind == "tc":
        assert element[-1].tag == f"{W}p"


@given(documents)
def test_equal_documents_give_equal_bytes(document):
    assert exported(document) == exported(replace(document))


def test_headings_are_those_of_the_navigation_pane():
    word = opened()
    levels = {
        name: next(p for p in styled(word, name)).style.base_style.name
        for name in ("栏目标题", "分标题", "条目标题")
    }
    assert levels == {"栏目标题": "Heading 1", "分标题": "Heading 2", "条目标题": "Heading 2"}
    outlined = {
        style.name: style.element.xpath("./w:pPr/w:outlineLvl/@w:val")
        for style in word.styles
        if style.name.startswith("Heading")
    }
    assert outlined == {"Heading 1": ["0"], "Heading 2": ["1"], "Heading 3": ["2"]}


def test_numbers_are_words_own():
    word = opened()
    assert [p.text for p in styled(word, "栏目标题")] == [s.title for s in factories.sections()]
    assert styled(word, "条目标题")[0]._p.xpath("./w:pPr/w:numPr/w:numId")


def test_the_guide_leads_to_bookmarks_that_exist():
    document = factories.document()
    word = opened(document)
    marks = set(word.element.xpath("//w:bookmarkStart/@w:name"))
    links = word.element.xpath("//w:hyperlink/@w:anchor")
    assert set(links) <= marks
    assert len(links) == sum(1 + len(section.guide) for section in outline(document))
    assert all(len(mark) <= 40 for mark in marks)


def test_tables_repeat_their_heading_and_merge_a_hospitals_rows():
    abstracts, news = opened().tables[-2:]
    for table in (abstracts, news):
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert news.cell(1, 1)._tc is news.cell(2, 1)._tc
    assert news.cell(2, 1)._tc is not news.cell(3, 1)._tc


def test_the_page_is_a4_with_the_grid_of_print():
    sections = opened().sections
    assert {(round(s.page_width.mm), round(s.page_height.mm)) for s in sections} == {(210, 297)}
    widths = {s.page_width.pt - s.left_margin.pt - s.right_margin.pt for s in sections}
    assert all(abs(width - 32 * 14) <= 0.05 for width in widths)
    grids = [s._sectPr.xpath("./w:docGrid")[0] for s in sections]
    assert {(g.get(f"{W}type"), g.get(f"{W}linePitch")) for g in grids} == {("linesAndChars", "510")}


@pytest.mark.parametrize(("title", "size"), [("动态参考", None), ("医院管理决策参考", 45), ("字" * 60, 22)])
def test_a_long_title_of_the_masthead_is_set_smaller(title, size):
    (line,) = styled(opened(factories.document(title=title)), "刊名")
    assert line.runs[0].font.size == (size and Pt(size))


def test_every_column_has_a_head_of_its_own_and_goes_on_on_the_same_page():
    document = factories.document()
    front, first, *rest = opened(document).sections
    assert front.different_first_page_header_footer
    assert front.first_page_header.is_linked_to_previous  # to none: the first page has no running head
    assert [s.start_type for s in (front, first)] == [WD_SECTION.NEW_PAGE] * 2
    assert {s.start_type for s in rest} == {WD_SECTION.CONTINUOUS}
    titles = [s.label + s.title for s in outline(document)[1:]]
    for which in ("header", "even_page_header"):
        heads = [getattr(s, which).paragraphs[0].text for s in rest]
        assert heads == [f"动态参考　第7期\t{title}" for title in titles]


def test_the_head_of_the_first_column_names_no_column_where_nobody_computes_it():
    first = opened().sections[1].header
    assert first.paragraphs[0].text == "动态参考　第7期\t"
    fields = first._element.xpath(".//w:instrText/text()")
    assert [field.split()[0] for field in fields] == ["STYLEREF", "STYLEREF"]


def test_page_numbers_stand_at_the_outer_side_as_in_print():
    main = opened().sections[-1]
    odd, even = main.footer.paragraphs[0], main.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("\t\t— 1 —", "— 1 —")
    assert [field.strip() for field in odd._p.xpath(".//w:instrText/text()")] == ["PAGE"]


def guide_pages(data):
    """(bookmark, number, whether Word is asked to count) of each line of the guide."""
    lines = styled(docx.Document(BytesIO(data)), "导读条目")
    for line in lines:
        (code,) = line._p.xpath(".//w:instrText/text()")
        yield code.split()[1], line.text.split("\t")[1], bool(line._p.xpath(".//w:fldChar[@w:dirty]"))


def test_the_guide_has_the_pages_of_the_pdf():
    document = factories.document()
    anchors = {a.anchor: n for n, a in enumerate(outlined(document), 3)}
    found = list(guide_pages(exported(document, printed_pages=anchors)))
    lines = [line for section in outline(document) for line in section.guide]
    assert [number for _, number, _ in found] == [str(anchors[line.anchor]) for line in lines]
    assert not any(is_dirty for *_, is_dirty in found)


def outlined(document):
    """Sections, parts and entries of the outline."""
    for section in outline(document):
        yield section
        for part in section.parts:
            yield part
            yield from (entry for run in part.runs for entry in run.entries)


@pytest.mark.parametrize("pages", [None, {}, {"s1": 2, "s1a1": 2}])
def test_without_a_pdf_of_the_issue_pages_are_estimated_and_counted_by_word(pages):
    data = exported(factories.document(), printed_pages=pages)
    numbers = [int(number) for _, number, is_dirty in guide_pages(data) if is_dirty]
    assert numbers == sorted(numbers)
    assert len(numbers) == sum(len(section.guide) for section in outline(factories.document()))
    assert set(numbers) <= {2, 3, 4}


def test_an_estimate_grows_with_the_text():
    body = "".join(
        f"<p>{'各地要结合实际制定方案。' * 20}</p>" for _ in range(12)
    )  # 96 lines, of which a page holds 26
    entries = tuple(replace(factories.policy_item(f"第{n}条"), body_html=body) for n in range(5))
    document = factories.document(sections=(Section(kind="policies", title="政策热点", entries=entries),))
    numbers = [int(number) for _, number, _ in guide_pages(exported(document))]
    assert numbers == [2, 5, 9, 13, 17]


def test_an_estimate_knows_of_a_guide_that_takes_two_pages():
    entries = tuple(factories.policy_item(f"第{n}条") for n in range(40))
    document = factories.document(sections=(Section(kind="policies", title="政策热点", entries=entries),))
    assert next(guide_pages(exported(document)))[1] == "3"


def test_the_guide_comes_back_without_page_numbers():
    document = factories.document()
    printed = read_file(exported(document), "a.docx").guide
    assert [line for section in printed for line in section.headings] == [
        line.heading for section in outline(document) for line in section.guide
    ]


def test_rows_of_a_hospital_stay_on_one_page():
    hospitals = ("甲院", "甲院", "甲院", "乙院", "丙院")
    links = tuple(
        HospitalNewsLink(hospital=name, title=f"第{n}条", url=f"https://h.example/{n}")
        for n, name in enumerate(hospitals)
    )
    document = factories.document(sections=(Section(kind="news", title="医院资讯", entries=links),))
    rows = opened(document).tables[-1].rows[1:]
    assert [len(row._tr.xpath(".//w:keepNext")) for row in rows] == [4, 4, 0, 0, 0]


@pytest.mark.parametrize(("length", "is_whole"), [(200, True), (201, False)])
def test_a_short_abstract_is_not_split(length, is_whole):
    abstract = JournalAbstract(title="题" * 60, journal="刊" * 60, abstract="文" * length)
    document = factories.document(sections=(Section(kind="papers", title="理论优选", entries=(abstract,)),))
    row = opened(document).tables[-1].rows[1]
    assert bool(row._tr.xpath("./w:trPr/w:cantSplit")) == is_whole


def test_a_draft_says_so_on_every_page_and_leads_to_no_file_of_the_site():
    document = with_annexes(b"1")
    draft, final = opened(document, is_draft=True), opened(document)
    feet = [f for s in draft.sections for f in (s.footer, s.even_page_footer)]
    feet.append(draft.sections[0].first_page_footer)
    assert all("草稿　未经审核" in foot.paragraphs[0].text for foot in feet)
    assert "草稿" not in final.sections[-1].footer.paragraphs[0].text
    addresses = [[r.target_ref for r in w.part.rels.values() if r.is_external] for w in (draft, final)]
    assert [len(found) for found in addresses] == [0, 1]


def test_properties_name_the_issue_and_no_clock():
    core = opened().core_properties
    assert (core.title, core.subject) == ("动态参考 第7期", "2026年3月20日")
    assert (core.author, core.language) == ("望澜医院管理研究所", "zh-CN")
    assert core.created.replace(tzinfo=None) == datetime(2026, 3, 20)


def test_chinese_has_fonts_and_a_language_of_its_own():
    styles = opened().styles.element
    fonts = set(styles.xpath("//w:rFonts/@w:eastAsia"))
    assert fonts == {"仿宋", "黑体", "宋体", "楷体", "方正小标宋简体"}
    assert styles.xpath("./w:docDefaults//w:lang/@w:eastAsia") == ["zh-CN"]


def test_no_text_is_hidden_or_in_a_box():
    xml = opened().element.xml
    assert not re.search(r"<w:(vanish|txbxContent|framePr|drawing|pict)\b", xml)


def with_annexes(*contents):
    annexes = tuple(
        Annex(title=f"附件{n}", filename="表.xlsx", sha256=sha256_of(c), size=len(c), content=c)
        for n, c in enumerate(contents)
    )
    notice = Notice(text="见附件。", annexes=annexes)
    return factories.document(sections=(Section(kind="papers", title="理论优选", entries=(notice,)),))


def test_annexes_travel_in_pieces_as_long_as_there_is_room(monkeypatch):
    monkeypatch.setattr(package, "PIECE", 4)
    monkeypatch.setattr(package, "MAX_ENCLOSED", 10)
    document = with_annexes(b"123456789", b"ab", b"c")
    found = read_file(exported(document), "a.docx").document
    assert found == document
    assert [a.content for a in found.entries[0].annexes] == [b"123456789", None, b"c"]


def test_a_long_issue_comes_back():
    entries = tuple(factories.policy_item(f"第{n}条") for n in range(120))
    document = factories.document(sections=(Section(kind="policies", title="政策热点", entries=entries),))
    assert read_file(exported(document), "a.docx").document == document


def test_each_stage_signs_and_the_last_is_read_back_as_reviewer():
    signed = tuple(
        Signature(stage=stage, name=name)
        for stage, name in (("初审", "甲一"), ("复审", "乙二"), ("终审", "丙三"))
    )
    document = replace(factories.document(), editor="林知远", reviewer="丙三", signatures=signed)
    (line,) = styled(opened(document), "版记")
    assert line.text.split() == ["编辑：林知远", "初审：甲一", "复审：乙二", "终审：丙三"]
    recognition = read_file(exported(document), "第9期.docx")
    assert (recognition.document.reviewer, recognition.unrecognised) == ("丙三", ())
