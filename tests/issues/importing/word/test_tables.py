from issues.importing.source import Cell, Table
from issues.importing.word import read_word
from tests.issues.importing.word.docx_files import docx, p


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str, style: str = "") -> str:
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>{"".join(f"<w:tr>{row}</w:tr>" for row in rows)}</w:tbl>'


def read(body: str, **parts: str) -> Table:
    grid = read_word(docx(body, **parts)).blocks[0]
    assert isinstance(grid, Table)
    return grid


def shape(grid: Table) -> list[list[str]]:
    """The text and the spans of each cell; "^" for a covered position."""
    return [["^" if one.is_covered else described(one) for one in row.cells] for row in grid.rows]


def described(one: Cell) -> str:
    return one.text + (f" {one.rowspan}×{one.colspan}" if one.rowspan * one.colspan > 1 else "")


def test_merged_cells_cover_their_places() -> None:
    rows = (
        cell("A", '<w:vMerge w:val="restart"/>') + cell("B", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("C") + cell("D"),
        cell("E", '<w:gridSpan w:val="3"/>'),
    )
    assert shape(read(table(*rows))) == [["A 2×1", "B 1×2", "^"], ["^", "C", "D"], ["E 1×3", "^", "^"]]


def test_block_of_cells_merged_both_ways_is_one() -> None:
    both = '<w:gridSpan w:val="2"/><w:vMerge{}/>'
    rows = (cell("A", both.format(' w:val="restart"')) + cell("B"), cell("", both.format("")) + cell("C"))
    assert shape(read(table(*rows))) == [["A 2×2", "^", "B"], ["^", "^", "C"]]


def test_rows_of_unequal_length_are_filled_up() -> None:
    before = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("B")}'
    assert shape(read(table(cell("A") + cell("C") + cell("D"), before))) == [["A", "C", "D"], ["", "B", ""]]


def test_heading_rows_lines_and_style_are_shown() -> None:
    styles = '<w:style w:type="table" w:styleId="g"><w:name w:val="Table Grid"/></w:style>'
    grid = read(
        table(
            f"<w:trPr><w:tblHeader/></w:trPr>{cell('序号')}{cell('题名')}", cell("1") + cell("甲"), style="g"
        ),
        styles=styles,
    )
    assert [(row.line, row.is_heading) for row in grid.rows] == [(1, True), (3, False)]
    assert (grid.line, grid.style) == (1, "Table Grid")


def test_table_in_a_cell_stands_among_its_blocks() -> None:
    outer = read(table(f"<w:tc>{p('前')}{table(cell('里'))}{p('后')}</w:tc>"))
    assert [type(block).__name__ for block in outer.rows[0].cells[0].blocks] == [
        "Paragraph",
        "Table",
        "Paragraph",
    ]
    assert outer.text == "前\n里\n后"


def test_rows_and_cells_in_content_controls_are_found() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = control.format(f"<w:tr>{cell('控')}{control.format(cell('件'))}</w:tr>")
    assert shape(read(f"<w:tbl>{row}</w:tbl>")) == [["控", "件"]]


def test_deleted_row_is_reported() -> None:
    source = read_word(docx(table(cell("留"), f"<w:trPr><w:del/></w:trPr>{cell('去')}")))
    assert source.blocks[0].text == "留"
    assert [(remark.reason, remark.text) for remark in source.remarks] == [
        ("修订：删去的表格行没有导入", "去")
    ]


def test_spans_are_held_to_what_word_can_have() -> None:
    grid = read(table(cell("A", '<w:gridSpan w:val="999999999"/><w:vMerge w:val="restart"/>')))
    assert (grid.rows[0].cells[0].rowspan, len(grid.rows[0].cells)) == (1, 63)


def test_cells_merged_across_are_one_and_deleted_cells_are_remarked_upon() -> None:
    merged = cell("合计", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>")
    deleted = cell("甲") + cell("旧", '<w:cellDel w:id="1"/>') + cell("乙")
    source = read_word(docx(table(merged, deleted)))
    assert isinstance(source.blocks[0], Table)
    assert shape(source.blocks[0]) == [["合计 1×2", "^"], ["甲", "乙"]]
    assert [(remark.reason, remark.text) for remark in source.remarks] == [
        ("修订：删去的单元格没有导入", "旧")
    ]
