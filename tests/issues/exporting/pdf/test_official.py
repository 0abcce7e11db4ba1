"""公文版式 as GB/T 9704—2012 has it, measured in points on the page."""

import io
import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

from issues.document import Imprint
from issues.exporting.pdf import render_pdf
from issues.exporting.printing import print_html
from tests import factories
from tests.issues.exporting.pdf.printing import article, document, lines, section, text
from tests.rendered import flat

MM = 72 / 25.4
HEIGHT = 297 * MM
EM, LINE = 15.75, 28.95
SENTENCE = "各地结合实际制定方案明确目标任务时间安排责任分工定期评估进展及时公开结果" * 3
PAGES = 6


@pytest.fixture(scope="module")
def pdf() -> bytes:
    body = article("a", "1.门诊预约", *[SENTENCE * 3] * 12)
    return render_pdf(document(section(1, "一、版心", body), classes="official")).pdf


def characters(pdf: bytes, page: int) -> Iterator[LTChar]:
    """Of the body text of this page."""
    for block in next(iter(extract_pages(io.BytesIO(pdf), page_numbers=[page - 1]))):
        if isinstance(block, LTTextContainer):
            for line in block:
                if isinstance(line, LTTextLine):
                    yield from (c for c in line if isinstance(c, LTChar) and abs(c.size - EM) < 0.01)


def baselines(pdf: bytes, page: int) -> list[float]:
    """From the top of the page, in points; one for each line."""
    return sorted({round(HEIGHT - character.matrix[5], 1) for character in characters(pdf, page)})


def test_a_page_has_22_lines_of_28_characters(pdf):
    counts = Counter(round(character.matrix[5], 1) for character in characters(pdf, 3))
    assert len(counts) == 22
    assert max(counts.values()) == 28
    assert sum(count == 28 for count in counts.values()) >= 12


def test_lines_are_28_95_points_apart(pdf):
    found = baselines(pdf, 3)
    steps = [below - above for above, below in itertools.pairwise(found)]
    assert all(abs(step - LINE) < 0.11 for step in steps)


def test_characters_stand_one_em_apart_from_the_binding_edge(pdf):
    (first, *_) = (row for row in rows(pdf, 3) if len(row) == 28)
    assert abs(first[0] - 28 * MM) < 0.1
    assert abs(first[-1] + EM - (28 * MM + 28 * EM)) < 0.1
    assert all(abs(after - before - EM) < 0.02 for before, after in itertools.pairwise(first))


def rows(pdf: bytes, page: int) -> list[list[float]]:
    """The left edges of the characters, line by line."""
    by_line: dict[float, list[float]] = {}
    for character in characters(pdf, page):
        by_line.setdefault(round(character.matrix[5], 1), []).append(character.matrix[4])
    return [sorted(row) for _, row in sorted(by_line.items(), reverse=True)]


def test_the_text_begins_37_mm_from_the_top_and_is_225_mm_high(pdf):
    found = baselines(pdf, 3)
    assert 37 * MM < found[0] < 37 * MM + LINE
    assert found[-1] < (37 + 225) * MM


def test_page_numbers_are_outside_on_both_sides_from_the_first_page(pdf):
    for page, is_right in ((1, True), (2, False), (3, True)):
        (number,) = (line for line in lines(pdf, page) if line.get_text().strip() == f"— {page} —")
        assert number.x0 > 105 * MM if is_right else number.x1 < 105 * MM
        assert all(abs(c.size - 14) < 0.01 for c in number if isinstance(c, LTChar))


def test_there_is_no_running_head(pdf):
    assert "第3期" not in text(pdf, 3)


@pytest.mark.parametrize("paragraphs", range(4, 9))
def test_a_nearly_empty_last_page_does_not_tighten_the_lines(paragraphs):
    body = article("a", "1.门诊预约", *[SENTENCE * 2] * paragraphs)
    printed = render_pdf(document(section(1, "一、版心", body), classes="official")).pdf
    found = baselines(printed, 2)
    assert abs((found[-1] - found[0]) / LINE - round((found[-1] - found[0]) / LINE)) < 0.01


@pytest.mark.parametrize(
    ("page_format", "is_draft", "classes"),
    [
        ("", False, ""),
        ("", True, "draft"),
        ("official", False, "official"),
        ("official", True, "draft official"),
    ],
)
def test_the_page_format_of_the_imprint_is_a_class_of_the_root(page_format, is_draft, classes):
    issue = factories.document(imprint=Imprint(page_format=page_format))
    assert f'class="{classes}"' in flat(print_html(issue, is_draft=is_draft))[:200]
