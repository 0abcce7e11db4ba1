"""Tags and identification: what archive and accessibility norms ask beyond what WeasyPrint does."""

import re

import pikepdf
import pytest

from issues.exporting.pdf import Rendered, render_pdf
from tests.issues.exporting.pdf.printing import article, dictionaries, document, guide, opened, section, table

LINKED = '<p>见<a href="https://example.org/notice">某网站</a></p>'


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    main = section(1, "一、政策热点", article("a", "1.条目", "正文"), LINKED) + section(
        2, "二、理论优选", table(3)
    )
    rendered: Rendered = render_pdf(document(main, guide=guide(("a", "条目"))))
    return opened(rendered.pdf)


def test_header_cells_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    scopes = sorted(str(cell.A.Scope) for cell in dictionaries(pdf, S="/TH"))
    assert scopes == ["/Column"] * 3 + ["/Row"] * 3


def test_structure_has_the_issues_own_levels(pdf: pikepdf.Pdf) -> None:
    levels = [
        len(list(dictionaries(pdf, S=tag))) for tag in ("/H1", "/H2", "/H3", "/Art", "/Table", "/Caption")
    ]
    assert levels == [1, 3, 1, 1, 1, 1]


def test_running_heads_are_artifacts(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[1].Contents.read_bytes()
    artifacts = re.findall(rb"/Artifact\s+<<\s*/Type\s*/Pagination", content)
    assert len(artifacts) >= 3  # journal, section, page number
    assert not list(dictionaries(pdf, S="/Artifact"))


def test_file_says_that_it_is_for_archives_and_for_everyone(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:language"] == {"zh-CN"}
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_viewer_opens_with_the_outline_and_the_printed_page_numbers(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.PageMode == "/UseOutlines"
    assert [page.label for page in pdf.pages] == ["1", "2"]


def test_spaced_out_title_is_spelt_for_searching(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    spelt = [
        bytes.fromhex(text.decode()).decode("utf-16")
        for text in re.findall(rb"/ActualText <([0-9a-f]+)>", content)
    ]
    assert spelt == ["动态参考", "本期导读"]


def test_archive_validator_finds_nothing_but_the_described_extension(pdf: pikepdf.Pdf) -> None:
    pytest.importorskip("jsonschema")
    pytest.importorskip("referencing")
    from pikepdf import pdfa

    findings = [finding.message for finding in pdfa.check(pdf, "3b").findings]
    # It knows no 3a. Its list of schemas is closed, the norm's is not: PDF/UA's is described within the packet.
    assert [
        finding
        for finding in findings
        if not re.search("pdfaExtension|pdfaSchema|pdfaProperty|pdfuaid|expected 'B'", finding)
    ] == []
