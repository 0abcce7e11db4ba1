"""A table marked against another: cell by cell, with whole rows and columns removed or added."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from issues.comparing import blocks
from issues.comparing.aligning import Pair, aligned
from issues.comparing.classes import ADDED, REFORMATTED, REMOVED
from issues.comparing.marking import Kind
from issues.richtext.tree import Box
from issues.richtext.writing import as_html, as_text

Columns = list[tuple[int | None, int | None]]
_CELLS = {"td": "普通单元格", "th": "表头单元格"}


def marked(old: Box, new: Box) -> str:
    """Cells that span rows hold rows together: where these differ in shape, the table is replaced as a whole."""
    if _shape(old) != _shape(new) and (_spans_rows(old) or _spans_rows(new)):
        return blocks.whole_block(old, Kind.DELETED) + blocks.whole_block(new, Kind.INSERTED)
    columns = _columns(_rows(old), _rows(new))
    return f"<table>{''.join(_group(old, new, name, columns) for name in ('thead', 'tbody'))}</table>"


def _group(old: Box, new: Box, name: str, columns: Columns) -> str:
    before, after = _rows(old, name), _rows(new, name)
    if not before and not after:
        return ""
    if not before or not after:
        kind = Kind.DELETED if before else Kind.INSERTED
        said = REMOVED if before else ADDED
        rows = "".join(_whole_row(row, kind, columns) for row in before or after)
        return f'<{name} class="{said}">{rows}</{name}>'
    rows = "".join(_row(*pair, columns) for pair in _paired(before, after))
    return f"<{name}>{rows}</{name}>"


def _paired(old: list[Box], new: list[Box]) -> Iterator[Pair[Box]]:
    """Where cells span rows, every row stays in its place: the shapes are the same."""
    if any("rowspan" in cell.attributes for row in new for cell in _cells(row)):
        return zip(old, new, strict=True)
    return aligned(old, new, key=_html, text=_text)


def _row(old: Box | None, new: Box | None, columns: Columns) -> str:
    if old and new:
        cells = _by_column(_cells(old), _cells(new), columns) if columns else _by_likeness(old, new)
        return f"<tr>{''.join(_cell(*pair) for pair in cells)}</tr>"
    kind = Kind.DELETED if old else Kind.INSERTED
    row = old or new
    return _whole_row(row, kind, columns) if row else ""


def _whole_row(row: Box, kind: Kind, columns: Columns) -> str:
    """With an empty cell, which is neither text's, for each column that it never had."""
    cells, lacking = _cells(row), ADDED if kind is Kind.DELETED else REMOVED
    own = [pair[kind is Kind.INSERTED] for pair in columns] or range(len(cells))
    written = (
        f'<td class="{lacking}"></td>' if at is None else blocks.whole_block(cells[at], kind, is_outer=False)
        for at in own
    )
    return f'<tr class="{REMOVED if kind is Kind.DELETED else ADDED}">{"".join(written)}</tr>'


def _cell(old: Box | None, new: Box | None) -> str:
    if old and new:
        said = ""
        if old.name != new.name:
            said = f' class="{REFORMATTED}" title="格式有变：原为{_CELLS[old.name]}"'
        return f"<{new.name}{new.attributes}{said}>{blocks.flow(old, new)}</{new.name}>"
    if old:
        return blocks.whole_block(old, Kind.DELETED)
    return blocks.whole_block(new, Kind.INSERTED) if new else ""


def _by_column(old: list[Box], new: list[Box], columns: Columns) -> Iterator[Pair[Box]]:
    for i, j in columns:
        yield (None if i is None else old[i]), (None if j is None else new[j])


def _by_likeness(old: Box, new: Box) -> Iterator[Pair[Box]]:
    return aligned(_cells(old), _cells(new), key=_html, text=_text, by_position=True)


def _columns(old: Sequence[Box], new: Sequence[Box]) -> Columns:
    """Which column became which; [] for tables whose cells do not stand in plain columns."""
    if not _is_plain(old) or not _is_plain(new):
        return []
    before, after = (
        list(enumerate(zip(*([as_text(c) for c in _cells(row)] for row in rows), strict=True)))
        for rows in (old, new)
    )
    pairs = aligned(before, after, key=_column_text, text=_column_text, by_position=True)
    return [(one[0] if one else None, other[0] if other else None) for one, other in pairs]


def _column_text(column: tuple[int, Iterable[str]]) -> str:
    return "\n".join(column[1])


def _is_plain(rows: Sequence[Box]) -> bool:
    cells = list(chain.from_iterable(map(_cells, rows)))
    return len({len(_cells(row)) for row in rows}) == 1 and not any(cell.attributes for cell in cells)


def _spans_rows(table: Box) -> bool:
    return any("rowspan" in cell.attributes for row in _rows(table) for cell in _cells(row))


def _shape(table: Box) -> list[list[list[str]]]:
    return [[[c.attributes for c in _cells(r)] for r in _rows(table, name)] for name in ("thead", "tbody")]


def _rows(table: Box, *names: str) -> list[Box]:
    groups = [group for name in names or ("thead", "tbody") for group in table.boxes(name)]
    return [row for group in groups for row in group.boxes("tr")]


def _cells(row: Box) -> list[Box]:
    return row.boxes("td", "th")


def _html(block: Box) -> str:
    if block.name == "tr":
        return as_html(Box("", children=[Box("table", children=[Box("tbody", children=[block])])]))
    return f"{block.name}{block.attributes}>{as_html(block)}"


def _text(block: Box) -> str:
    return as_text(Box("", children=[block]))
