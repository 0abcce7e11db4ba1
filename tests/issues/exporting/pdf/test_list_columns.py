from xml.etree.ElementTree import fromstring

import pytest

from issues.exporting.pdf.layout import list_columns
from issues.exporting.pdf.layout.list_columns import broken

PAPERS = """<table class="papers"><colgroup><col/><col/><col/><col/><col/></colgroup><thead/><tbody>
<tr><td>1</td><th>{title}</th><td>{journal}</td><td>2026-05</td><td>{abstract}</td></tr></tbody></table>"""


def widths(**texts: str) -> list[float]:
    root = fromstring(f"<main>{PAPERS.format(**texts)}</main>")  # noqa: S314
    list_columns.set_widths(root)
    return [
        1.58 * float(column.get("style", "").removeprefix("width: ").removesuffix("%"))
        for column in root.iter("col")
    ]


@pytest.mark.parametrize("length", [13, 19, 25, 31])
def test_no_title_ends_in_a_line_of_one_character(length: int) -> None:
    columns = widths(title="题" * length, journal="某刊", abstract="摘" * 300)
    assert round(sum(columns)) == 158
    room = (columns[1] * list_columns.MILLIMETRE - list_columns.PADDING) / list_columns.SIZE
    assert broken("题" * length, room)[1] > 1


def test_abstract_keeps_the_most_of_the_width() -> None:
    assert (
        max(columns := widths(title="题" * 20, journal="某医院管理杂志", abstract="摘" * 400)) == columns[4]
    )


def test_marks_stay_with_their_characters_and_words_whole() -> None:
    assert broken("甲乙丙。", 3) == (2, 2.0)
    assert broken("甲乙《丙", 3) == (2, 2.0)
    assert broken("甲 abcdef", 3)[0] == 2


def test_table_of_another_shape_is_left_alone() -> None:
    root = fromstring('<main><table class="papers"><colgroup><col/></colgroup></table></main>')  # noqa: S314
    list_columns.set_widths(root)
    assert next(root.iter("col")).get("style") is None
