"""Tables that a text has as HTML."""

import pytest

from issues.document.errors import Unreadable
from issues.importing.source import Paragraph, Table
from issues.importing.text import read_text


def table_of(text: str) -> Table:
    (table,) = [block for block in read_text(text.encode()).blocks if isinstance(block, Table)]
    return table


def test_spanning_cells_cover_the_places_below_and_next_to_them():
    table = table_of(
        '<table><tr><td rowspan="2">甲医院</td><td>一</td></tr><tr><td>二</td></tr>'
        "<tr><td colspan=2>合计</td></tr></table>"
    )
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["甲医院", "一"],
        ["", "二"],
        ["合计", ""],
    ]
    assert [[cell.is_covered for cell in row.cells] for row in table.rows] == [
        [False, False],
        [True, False],
        [False, True],
    ]


def test_table_over_many_lines_has_rows_with_the_line_they_stand_in():
    table = table_of("第一行\n<table>\n<tr><td>甲</td></tr>\n<tr><td>乙<br>丙</td></tr>\n</table>")
    assert [(row.line, row.cells[0].text) for row in table.rows] == [(3, "甲"), (4, "乙\n丙")]


def test_entities_of_a_cell_are_the_characters_they_stand_for():
    assert table_of("<table><tr><td>a?b=1&amp;c=2</td></tr></table>").text == "a?b=1&c=2"


def test_words_outside_of_every_cell_stay():
    blocks = read_text("<table><caption>表 1</caption><tr><td>甲</td></tr>余下</table>完".encode()).blocks
    assert {block.text for block in blocks if isinstance(block, Paragraph)} >= {"完"}
    assert all(word in "".join(block.text for block in blocks) for word in ("表 1", "甲", "余下", "完"))


def test_table_that_is_never_closed_is_text():
    blocks = read_text("<table><tr><td>甲\n乙".encode()).blocks
    assert not any(isinstance(block, Table) for block in blocks)


def test_table_with_spans_beyond_reason_is_refused():
    rows = "<tr><td rowspan=999 colspan=40>甲</td></tr>" * 200
    with pytest.raises(Unreadable, match="太大"):
        read_text(f"<table>{rows}</table>".encode())
