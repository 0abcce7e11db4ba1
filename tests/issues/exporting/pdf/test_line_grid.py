"""Lines of the body text stand on one grid, whatever stands between them."""

import io

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

from issues.exporting.pdf import render_pdf
from tests.issues.exporting.pdf.printing import SENTENCE, article, document, section, table

SIZE = 14.0
LINES = (25.5, 24.5)
"""The second where an issue is set tighter for the sake of its last page."""


def baselines(pdf: bytes) -> set[float]:
    """Of the body text on all pages but the first, in points from the bottom of the page."""
    return {
        round(char.matrix[5], 1)
        for number, page in enumerate(extract_pages(io.BytesIO(pdf)))
        for block in page
        if number and isinstance(block, LTTextContainer)
        for line in block
        if isinstance(line, LTTextLine)
        for char in line
        if isinstance(char, LTChar) and abs(char.size - SIZE) < 0.1 and 90 < char.matrix[5] < 760
    }


@pytest.mark.parametrize(
    "between",
    [
        table(3),
        "<ul><li>甲</li><li>乙</li></ul>",
        '<ul class="annexes"><li>附件1：方案.docx <small>（3 KB）</small></li></ul>',
        "<p>见<strong>重点任务</strong>和<em>Crohn病</em>，10<sup>9</sup>/L，CO<sub>2</sub></p>",
        "<p>甲</p><p><em>（来源于某网站）</em></p>",
    ],
)
def test_text_after_anything_is_on_the_grid_again(between: str) -> None:
    filler = [SENTENCE * 4] * 9
    first = (
        article("a", "1.甲", *filler)
        + f'<article id="b"><h3>2.乙</h3>{between}<p>{SENTENCE * 3}</p></article>'
    )
    pdf = render_pdf(document(section(1, "一、版心", first, article("c", "3.丙", *filler)))).pdf
    found = baselines(pdf)
    assert len(found) > 20
    assert any(all(_is_multiple(line - min(found), height) for line in found) for height in LINES)


def _is_multiple(distance: float, height: float) -> bool:
    return abs(distance - round(distance / height) * height) < 0.3
