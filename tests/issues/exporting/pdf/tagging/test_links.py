"""One link for a person is one link in the structure, and its description says where it leads."""

import pytest

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, guide, opened, section
from tests.issues.exporting.pdf.structure import Element, marked_texts, structure

TITLE = "某某省卫生健康委员会、某某省医疗保障局关于进一步加强医疗机构门诊服务连续性管理工作的通知"
ADDRESS = "https://example.org/" + "notice/" * 12


@pytest.fixture(scope="module")
def pdf() -> object:
    main = section(1, "一、政策热点", article("a", f"1.{TITLE}", f'见<a href="{ADDRESS}">{ADDRESS}</a>'))
    main += section(2, "二、资讯", f'<article id="b"><p>{SENTENCE * 40}</p></article>')
    return opened(render_pdf(document(main, guide=guide(("a", TITLE), ("b", "资讯")))).pdf)


@pytest.fixture(scope="module")
def issue(pdf: object) -> Element:
    return structure(pdf)


def test_no_link_stands_in_another(issue: Element) -> None:
    assert len(issue.all("Link")) == 3
    assert not [link for link in issue.all("Link") if link.all("Link")]


def test_guide_is_a_table_of_contents(issue: Element) -> None:
    (contents,) = [kid for kid in issue.all("TOC") if kid.all("TOC")]
    (entries,) = contents.kids
    assert [entry.role for entry in entries.kids] == ["TOCI", "TOCI"]
    assert [[kid.role for kid in (entry, *entry.kids, *entry.kids[0].kids)] for entry in entries.kids] == [
        ["TOCI", "Reference", "Link"]
    ] * 2


def test_entry_of_the_guide_is_read_as_its_text_and_then_its_page(issue: Element) -> None:
    assert [link.text for link in issue.all("TOCI")[0].all("Link")] == [f"{TITLE}2"]
    assert [link.text for link in issue.all("TOCI")[1].all("Link")] == ["资讯2"]


def test_leaders_are_artifacts(pdf: object) -> None:
    assert set(marked_texts(pdf.pages[0])["Layout"]) == {"·"}  # type: ignore[attr-defined]


def test_wrapped_link_is_one_element_with_a_rectangle_for_each_line(issue: Element) -> None:
    link = issue.all("Art")[0].all("Link")[0]
    assert link.text == ADDRESS.removeprefix("https://")
    assert len(link.annotations) == 2
    assert len({float(annotation.Rect[1]) for annotation in link.annotations}) == 2


def test_description_of_an_internal_link_is_the_heading_and_its_page(issue: Element) -> None:
    first, second, _ = (link.annotations for link in issue.all("Link"))
    assert {str(annotation.Contents) for annotation in first} == {f"1.{TITLE}，第2页"}
    assert {str(annotation.Contents) for annotation in second} == {
        "资讯，第2页"
    }  # no heading there: the link's own text


def test_description_of_an_external_link_is_its_address(issue: Element) -> None:
    link = issue.all("Art")[0].all("Link")[0]
    assert {str(annotation.Contents) for annotation in link.annotations} == {ADDRESS}


def test_every_rectangle_is_printed_and_leads_back_to_its_link(pdf: object) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums  # type: ignore[attr-defined]
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    annotations = [kid for page in pdf.pages for kid in page.get("/Annots", [])]  # type: ignore[attr-defined]
    assert annotations
    assert {str(parents[int(kid.StructParent)].S) for kid in annotations} == {"/Link"}
    assert {int(kid.F) for kid in annotations} == {4}


def test_link_that_leads_nowhere_is_text() -> None:
    rendered = render_pdf(document(section(1, "一、资讯", '<p>见<a href="#nowhere">某处</a></p>')))
    found = structure(opened(rendered.pdf))
    assert [span.text for span in found.all("Span")] == ["某处"]
    assert not found.all("Link")
