"""What a catalogue reads: creators are persons, publishers are a list, and the producer names its versions."""

import re

import pikepdf
import pytest

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import document, opened


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return opened(render_pdf(document("<p>甲</p>")).pdf)


def test_metadata_tell_persons_publishers_and_number(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata["dc:title"] == "动态参考 第3期"
        assert metadata["dc:creator"] == ["甲", "乙"]
        assert metadata["dc:publisher"] == {"某某医院管理研究院", "某某医学会"}
        assert metadata["dc:identifier"] == "动态参考第3期"
        assert metadata["dc:subject"] == {"医院管理", "文摘"}
        assert metadata["xmp:CreatorTool"] == "digest"
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2024-03-01"


def test_producer_names_versions_code_and_fonts(pdf: pikepdf.Pdf) -> None:
    parts = dict(part.split(" ") for part in str(pdf.docinfo.Producer).split("; "))
    assert set(parts) == {
        "WeasyPrint",
        "pydyf",
        "pikepdf",
        "fontTools",
        "budoux",
        "Pango",
        "zlib",
        "layout",
        "fonts",
        "html",
    }
    assert all(re.fullmatch("[0-9a-f]{8}", parts[name]) for name in ("layout", "fonts", "html"))
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata["pdf:Producer"] == str(pdf.docinfo.Producer)


@pytest.mark.parametrize("title", ["&lt;甲&gt; &amp; 乙", "甲\x0b乙", ""])
def test_packet_is_readable_whatever_the_title(title: str) -> None:
    rendered = render_pdf(document("<p>甲</p>", head=f"<title>{title}</title>"))
    with opened(rendered.pdf) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        assert metadata.get("dc:title", "").replace("\ufffd", "\x0b") == title.replace("&lt;", "<").replace(
            "&gt;", ">"
        ).replace("&amp;", "&")
