import pytest

from issues.document.errors import Unreadable
from papers.references import MAX_BYTES, MAX_RECORDS, read_references
from tests.papers.references import exports
from tests.papers.references.exports import ALL, FIRST_LINES, ris

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("name", ALL)
def test_every_export_says_the_same_paper(name):
    text, label, published = ALL[name]
    references = read_references(text.encode())
    paper, thesis = references.abstracts
    abstract = paper.abstract
    assert references.format == label
    assert references.remarks == ()
    assert (abstract.title, abstract.journal) == ("门诊预约流程优化的实践", "江州医院管理")
    assert str(abstract.published) == published
    assert abstract.authors == ("岳望山", "林知微", "欧阳清")
    assert abstract.abstract.startswith("【目的】探讨门诊预约流程。【结果】候诊时间缩短（P<0.05）。")
    assert abstract.doi == "10.12345/j.cnki.jz.2026.02.001"
    assert abstract.url == "https://link.cnki.net/doi/10.12345/j.cnki.jz.2026.02.001"
    assert (paper.line, paper.notes, paper.is_article) == (FIRST_LINES.get(name, 1), (), True)
    assert (thesis.abstract.title, str(thesis.abstract.published)) == ("县域医共体绩效研究", "2025")
    assert (thesis.is_article, len(thesis.notes)) == (False, 1)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ALL)
def test_encoding_and_line_ends_change_nothing(name, line_end, encoding):
    text = ALL[name][0].replace("\r\n", "\n")
    plain = read_references(text.encode())
    other = read_references(text.replace("\n", line_end).encode(encoding))
    assert [reference.raw for reference in other.abstracts] == [
        reference.raw for reference in plain.abstracts
    ]
    assert [reference.abstract.abstract for reference in other.abstracts] == [
        reference.abstract.abstract for reference in plain.abstracts
    ]


def test_fields_without_a_place_are_named_once():
    references = read_references((exports.WANFANG_RIS * 2).encode())
    assert references.unused == (
        "卷（VL）",
        "期（IS）",
        "起始页（SP）",
        "结束页（EP）",
        "关键词（KW）",
        "ISSN（SN）",
    )


def test_line_of_an_abstract_that_looks_like_a_tag_stays_in_it():
    reference = read_references(exports.CNKI_REFWORKS.encode()).abstracts[0]
    assert reference.abstract.abstract.endswith("\nCT 检查也在其中。")


def test_record_without_its_end_is_kept_apart_from_the_next():
    text = ris("一").replace("ER  - \n", "") + ris("二").replace("ER  - \n", "")
    assert [f.abstract.title for f in read_references(text.encode()).abstracts] == ["一", "二"]


def test_what_stands_in_no_record_is_quoted_with_its_line():
    text = "出处：某库\n第二行\n\n" + ris("一") + "多余的文字\n" + ris("二")
    remarks = read_references(text.encode()).remarks
    assert [(r.line, r.text, r.is_unrecognised) for r in remarks] == [
        (1, "出处：某库\n第二行", True),
        (11, "多余的文字", True),
    ]


def test_record_without_title_is_quoted_whole():
    text = "TY  - JOUR\nAU  - 岳望山\nER  - \n"
    references = read_references(text.encode())
    assert references.abstracts == ()
    assert [(r.line, r.reason, r.text) for r in references.remarks] == [
        (1, "这一条没有题名", text.strip("\n"))
    ]


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("PY  - 二〇二六年春", "时间没有导入"),
        ("UR  - ftp://a.example/1", "网址没有导入"),
        ("DO  - 10.1/" + "x" * 600, "DOI没有导入（超过 500 字）"),
        ("UR  - https://a.example/1;https://b.example/1", "另有网址：https://b.example/1"),
        ("UR  - <Go to ISI>://A1 B2", "网址没有导入"),
        ("DA  - 2026 Jan-Feb", "时间没有导入"),
        ("AU  - 顾南枝等", "原文没有列全作者，后面还有：等"),
        ("TI  - 另一个题名", "另有题名：另一个题名"),
        ("DA  - 2024/01/01", "另有时间：2024-01-01"),
    ],
)
def test_value_that_does_not_fit_is_noted(field, note):
    text = ris("一").replace("ER", f"{field}\nER")
    (reference,) = read_references(text.encode()).abstracts
    assert reference.abstract.title == "一"
    assert len(reference.notes) == 1
    assert reference.notes[0].startswith(note)


def test_year_is_taken_where_the_rest_of_a_date_is_not_understood():
    text = ris("一").replace("PY  - 2026", "PY  - 2026 Spring")
    (reference,) = read_references(text.encode()).abstracts
    assert str(reference.abstract.published) == "2026"
    assert reference.notes[1] == "时间只取到年份 2026"


@pytest.mark.parametrize("name", ["cnki-endnote", "cnki-study"])
def test_what_a_page_of_cnki_shows_is_read_as_its_file(name):
    text = ALL[name][0]
    shown = read_references(text.replace("\n", "<br>").encode()).abstracts
    plain = read_references(text.encode()).abstracts
    assert [f.raw for f in shown] == [f.raw for f in plain]


CARELESS = """RT Journal Article
SR 1
A1秦望舒;顾南枝;
T1 日间手术的实践
 JF 江州医院管理
vo 12
 AB 第一段。
T1加权成像也在其中。
is not a tag
LK https://a.example/1
OL 中文
ZZ 别的
YR 2026
"""


def test_tags_of_refworks_are_known_however_carelessly_they_are_written():
    references = read_references(CARELESS.encode())
    (reference,) = references.abstracts
    abstract = reference.abstract
    assert abstract.authors == ("秦望舒", "顾南枝")
    assert (abstract.journal, abstract.url, str(abstract.published)) == (
        "江州医院管理",
        "https://a.example/1",
        "2026",
    )
    assert abstract.abstract == "第一段。\nT1加权成像也在其中。\nis not a tag"
    assert (reference.notes, references.unused) == ((), ("卷（VO）", "ZZ"))


@pytest.mark.parametrize(
    "units", ["%+:江州医科大学附属医院;望澜市第一医院", "%+：江州医科大学附属医院", "%+江州医院"]
)
def test_units_are_no_authors_whatever_stands_behind_their_tag(units):
    text = f"%0 Journal Article\n%A 秦望舒;顾南枝\n{units}\n%T 日间手术的实践\n"
    references = read_references(text.encode())
    assert references.abstracts[0].abstract.authors == ("秦望舒", "顾南枝")
    assert references.unused == ("机构（%+）",)


def test_and_within_the_name_of_a_body_parts_nobody():
    text = '@article{k, title={一}, author={{Health and Care} AND M{\\"u}ller, J and others}}'
    (reference,) = read_references(text.encode()).abstracts
    assert reference.abstract.authors == ("Health and Care", "Müller, J")
    assert reference.notes == ("原文没有列全作者，后面还有：others",)


def test_label_that_nobody_knows_ends_a_short_value_and_stays_in_an_abstract():
    text = "【题名】日间手术\n【年份】2026\n【奇怪的项目】甲\n【摘要】乙\n【目的】丙\n"
    references = read_references(text.encode())
    (reference,) = references.abstracts
    assert (str(reference.abstract.published), reference.abstract.abstract) == ("2026", "乙\n【目的】丙")
    assert references.unused == ("奇怪的项目",)


def test_heights_of_endnote_xml_are_signs():
    raised = '<style face="superscript">9</style>'
    text = exports.ENDNOTE_XML.replace("缩短（", f"缩短 10{raised}/L（")
    assert "缩短 10⁹/L" in read_references(text.encode()).abstracts[0].abstract.abstract


@pytest.mark.parametrize("text", [exports.ENDNOTE_XML[:-30], "<xml><records>&a;</records></xml>"])
def test_broken_endnote_xml_is_refused(text):
    with pytest.raises(Unreadable, match="EndNote XML 文件已损坏"):
        read_references(text.encode())


def test_broken_bibtex_is_quoted_and_the_rest_is_read():
    text = "散落的文字\n@article{a, title = {未完,\n  year = {2026}\n@article{b, title = {完整}}\n"
    references = read_references(text.encode())
    assert [(f.abstract.title, f.line) for f in references.abstracts] == [("完整", 4)]
    assert [(r.line, r.text.split("\n")[0]) for r in references.remarks] == [
        (1, "散落的文字"),
        (2, "@article{a, title = {未完,"),
    ]


def test_bibtex_keys_and_fields_used_twice_lose_nothing():
    text = "@article{k, title={一}}\n@article{k, title={二}, year={2026}, year={2025}}\n"
    first, second = read_references(text.encode()).abstracts
    assert (first.abstract.title, second.abstract.title) == ("一", "二")
    assert second.notes == ("另有时间：2025",)


def test_bibtex_keeps_what_follows_a_percent_sign():
    text = r"@article{k, title={床位使用率达90%的医院\&其运营}}"
    assert read_references(text.encode()).abstracts[0].abstract.title == "床位使用率达90%的医院&其运营"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"", "文件是空的"),
        ("\ufeff \r\n".encode(), "文件是空的"),
        (b"%PDF-1.7 ...", "这是PDF 全文"),
        (b"PK\x03\x04....", "这是Word、Excel 文件或压缩包"),
        (b"PK\x03\x04....", "请到“论文摘要”的列表里用“从表格导入”"),
        ("今天开会。".encode(), "PubMed 选 PubMed 格式，Web of Science 选纯文本文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是Word 或 Excel 文件"),
        (b"CAJ\x00\x01", "这是CAJ 全文"),
        (b"KDH \x00", "这是CAJ 全文"),
        (bytes(range(256)), "文件不是文本"),
        (b"  <!DOCTYPE html><html>", "这是一个网页"),
        (b"<?xml version='1.0'?><ResourceList/>", "这种 XML（如 NoteFirst"),
        ("[1]岳望山.门诊预约[J].江州医院管理,2026(02):1-5.".encode(), "这是引文"),
        ("今天开会。".encode(), "没有识别出这是哪种文献格式"),
        (b"TY  - JOUR\n" + b"x" * MAX_BYTES, "文件超过 5 MB"),
        (b"TY  - JOUR\n" * 100_001, "文件超过 100000 行"),
        (ris(*["一"] * (MAX_RECORDS + 1)).encode(), "一次最多 1000 条"),
    ],
)
def test_file_that_holds_no_references_is_refused_with_its_reason(data, shown):
    with pytest.raises(Unreadable) as refused:
        read_references(data)
    assert str(refused.value).startswith(shown) or shown in str(refused.value)


def test_as_many_records_as_allowed_are_read():
    titles = [f"题名{n}" for n in range(MAX_RECORDS)]
    reference = read_references(ris(*titles).encode("gb18030")).abstracts
    assert [f.abstract.title for f in reference] == titles
