"""What is content, what is not, and what the letters stand for."""

import re

import pikepdf

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import document, opened, section, table
from tests.issues.exporting.pdf.structure import marked_texts


def spelt(pdf: pikepdf.Pdf, page: int) -> list[str]:
    content = pdf.pages[page - 1].Contents.read_bytes()
    found = re.findall(rb"/ActualText <([0-9a-f]+)>", content)
    return [bytes.fromhex(text.decode()).decode("utf-16") for text in found]


def test_repeated_table_heads_are_artifacts() -> None:
    with opened(render_pdf(document(section(1, "一、文摘", table(40)))).pdf) as pdf:
        first, second = (marked_texts(page) for page in pdf.pages[1:3])
    assert "论文摘要" not in first["Pagination"]
    assert "论文摘要" in second["Pagination"]
    assert "论文摘要" not in "".join(text for key, text in second.items() if key != "Pagination")


def test_missing_characters_are_copied_as_themselves() -> None:
    with opened(render_pdf(document("<p>甲\U0001f3e5乙</p><p>丙\U00012000丁</p><p>戊</p>")).pdf) as pdf:
        assert [text for text in spelt(pdf, 2) if len(text) > 1] == ["甲\U0001f3e5乙", "丙\U00012000丁"]


def test_private_characters_say_which_they_are() -> None:
    """Drawn (the Kai face that we install has this one) or not: PDF/A-3a asks for it in the first case."""
    with opened(render_pdf(document("<p>甲<em>\ue500</em></p>")).pdf) as pdf:
        assert "\ue500" in spelt(pdf, 2)
