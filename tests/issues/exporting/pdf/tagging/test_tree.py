"""One element for each thing of the issue, however many boxes and pages it was set in."""

import pytest

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, opened, section, table
from tests.issues.exporting.pdf.structure import Element, structure

LONG = SENTENCE * 30
LISTS = "<ol><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ol>"


def printed(*bodies: str) -> Element:
    return structure(opened(render_pdf(document(section(1, "一、政策热点", *bodies))).pdf))


@pytest.fixture(scope="module")
def issue() -> Element:
    return printed(article("a", "1.条目", LONG, LONG, LONG), table(30), f"<ul><li>{LONG}</li></ul>")


def test_paragraph_over_pages_is_one_element(issue: Element) -> None:
    (article,) = issue.all("Art")
    paragraphs = article.all("P")
    assert [paragraph.text for paragraph in paragraphs] == [LONG] * 3
    assert {2, 3} <= {page for paragraph in paragraphs for page in paragraph.pages}
    assert any(len(set(paragraph.pages)) > 1 for paragraph in paragraphs)


def test_section_over_pages_is_one_element(issue: Element) -> None:
    assert len(issue.all("Sect")) == len(issue.all("Part")) == 1


def test_table_over_pages_is_one_element_with_one_head(issue: Element) -> None:
    (found,) = issue.all("Table")
    assert [kid.role for kid in found.kids] == ["Caption", "THead", "TBody"]
    assert len({page for cell in found.all("TD") for page in cell.pages}) > 1
    assert [len(row.kids) for row in found.all("TR")] == [3] * 31
    assert [header.text for header in found.all("TH")][:4] == ["序号", "论文名称", "论文摘要", "论文题目1"]


def test_row_split_by_the_page_has_no_empty_cells() -> None:
    row = f'<tr><td class="no">1</td><th scope="row">题目</th><td>{SENTENCE * 60}</td></tr>'
    found = printed(f'<table class="papers"><tbody>{row}</tbody></table>')
    assert [(cell.role, bool(cell.text)) for cell in found.all("TD", "TH")] == [
        ("TD", True),
        ("TH", True),
        ("TD", True),
    ]
    assert len(set(found.all("TD")[1].pages)) > 1


def test_list_item_over_pages_is_one_element(issue: Element) -> None:
    (item,) = issue.all("LI")
    assert [kid.role for kid in item.kids] == ["Lbl", "LBody"]
    assert item.kids[1].text == LONG


def test_nested_lists_stand_in_the_body_of_their_item() -> None:
    outer, inner = printed(LISTS).all("L")
    assert [str(kid.attributes["ListNumbering"]) for kid in (outer, inner)] == ["/Decimal", "/Circle"]
    assert [kid.role for item in outer.kids for kid in item.kids] == ["Lbl", "LBody"] * 2
    assert outer.kids[0].kids[1].kids == [inner]
    assert outer.kids[1].kids[1].kids[0].role == "P"


def test_text_without_a_paragraph_gets_one() -> None:
    article_element = printed("<article>甲<strong>乙</strong><p>丙</p>丁<br>戊</article>").all("Art")[0]
    assert [(kid.role, kid.text) for kid in article_element.kids] == [
        ("P", "甲乙"),
        ("P", "丙"),
        ("P", "丁戊"),
    ]


def test_empty_elements_leave_no_trace() -> None:
    assert not printed("<article><p></p></article>").all("Art")


def test_picture_without_a_description_is_decoration() -> None:
    source = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    assert not printed(f'<p>甲<img alt="" src="{source}"></p>').all("Figure")
