"""Reads tables of entries: finds what the columns mean, and skips head rows that every page repeats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from issues.importing.recognising.entries.addresses import ADDRESS, is_damaged, links_of
from issues.importing.recognising.report import Report
from issues.importing.recognising.text.numerals import number_of
from issues.importing.recognising.text.wording import comparable, one_line, without_spaces
from issues.importing.source import Row, Table

Columns = Mapping[str, Sequence[str]]
"""The names of columns, by the field that a column fills; "number" fills none."""
_LABEL = "链接上的字"


@dataclass(frozen=True, slots=True)
class Record:
    """One row by field; `unused` are the cells of columns that no field takes, by their heads ("" for none)."""

    line: int
    cells: dict[str, str]
    unused: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")

    def __contains__(self, field: str) -> bool:
        return bool(self[field])

    @property
    def text(self) -> str:
        return "\t".join(text for text in (*self.cells.values(), *(text for _, text in self.unused)) if text)


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column holds; "" for one that no field takes, which `heads` then names."""

    fields: tuple[str, ...]
    heads: tuple[str, ...] = ()


def layout_of(row: Row, columns: Columns) -> Layout | None:
    """The layout that a head row announces; None if the row is no head."""
    texts = [cell.text for cell in row.cells]
    fields = tuple(_field(text, columns) for text in texts)
    named = [field for field in fields if field]
    filled = sum(1 for text in texts if text.strip())
    is_head = len(set(named)) >= 2 and len(named) * 2 >= filled
    return Layout(fields, tuple(texts)) if is_head else None


def _field(head: str, columns: Columns) -> str:
    wanted = comparable(head)
    return next((field for field, names in columns.items() if wanted in names), "") if wanted else ""


def table_layout(table: Table, columns: Columns) -> Layout | None:
    """The layout of the first head in `table`."""
    return next((layout for row in table.rows[:3] if (layout := layout_of(row, columns))), None)


def usual_layout(
    table: Table, columns: Columns, usual: Sequence[str], before: Layout | None
) -> Layout | None:
    """The layout of a table without a head: that of the table before, or the usual one, if the columns are as many."""
    if layout := table_layout(table, columns):
        return layout
    width = max(len(row.cells) for row in table.rows)
    firsts = [row.cells[0].text.strip() for row in table.rows]
    if any(first and number_of(first) is None for first in firsts) and not before:
        return None
    if before and len(before.fields) == width:
        return before
    return Layout(tuple(usual)) if len(usual) == width else None


def records(table: Table, layout: Layout, columns: Columns) -> Iterator[Record]:
    """The rows below the heads."""
    for row in table.rows:
        if announced := layout_of(row, columns):
            layout = announced
        elif any(cell.text.strip() for cell in row.cells):
            yield _record(row, layout)


def report_unused_cells(rows: Sequence[Record], report: Report) -> None:
    """Adds a remark for each column that no field takes, and for each cell outside of all columns."""
    columns: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        for head, text in row.unused:
            columns.setdefault(head, []).append((row.line, text))
    for head, cells in columns.items():
        if head:
            words = "、".join((*([head] if head != _LABEL else []), *(text for _, text in cells)))
            reason = f"“{head}”一列没有对应的项目，未导入"
            report.add_unrecognised(
                cells[0][0], words, "网址取自链接，链接上的字未导入" if head == _LABEL else reason
            )
            continue
        for line, text in cells:
            report.add_unrecognised(line, text, "这一格不在任何列里，未导入")


def _head(layout: Layout, at: int) -> str:
    named = at < len(layout.heads) and not layout.fields[at]
    return one_line(layout.heads[at]) if named else ""


def _shift(row: Row, layout: Layout) -> int:
    """How many cells a row has lost at its beginning, by the position of its address."""
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    if not filled or "url" not in layout.fields or not ADDRESS.match(row.cells[filled[-1]].text.strip()):
        return 0
    return max(0, layout.fields.index("url") - filled[-1]) if filled[0] == 0 else 0


def _texts(row: Row, layout: Layout) -> list[str]:
    """The cells of a row. A title that a tab has split is joined, by the position of the address after it."""
    texts = [cell.text.strip() for cell in row.cells]
    if not {"title", "url"} <= set(layout.fields):
        return texts
    title, url = layout.fields.index("title"), layout.fields.index("url")
    surplus = next((at for at, text in enumerate(texts) if ADDRESS.match(text)), 0) - url
    if surplus > 0 and title < url and not any(texts[url + surplus + 1 :]):
        texts[title : title + surplus + 1] = [" ".join(texts[title : title + surplus + 1])]
    return texts


def _record(row: Row, layout: Layout) -> Record:
    cells: dict[str, str] = {}
    unused: list[tuple[str, str]] = []
    for at, text in enumerate(_texts(row, layout), _shift(row, layout)):
        field = layout.fields[at] if at < len(layout.fields) else ""
        is_number = number_of(text.strip("、.．()（） ")) is not None
        if field and not cells.get(field) and (field != "number" or is_number or not text):
            cells[field] = text
        elif text:
            unused.append((_head(layout, at), text))
    unused += _follow_links(row, layout, cells)
    return Record(row.line, cells, tuple(unused))


def _follow_links(row: Row, layout: Layout, cells: dict[str, str]) -> list[tuple[str, str]]:
    """Fills in the address of a link on the title, or on words such as 查看原文, which are returned."""
    written = cells.get("url", "")
    if ADDRESS.search(written) and not is_damaged(written):
        return []
    linking = [
        cell for cell, field in zip(row.cells, layout.fields, strict=False) if field in ("title", "url")
    ]
    links = list(dict.fromkeys(link for cell in linking for block in cell.blocks for link in links_of(block)))
    titles = [line for line in cells.get("title", "").split("\n") if line.strip()]
    if len(links) not in (1, len(titles)):
        return []
    cells["url"] = "\n".join(links)
    return [(_LABEL, written)] if without_spaces(written) not in ("", "".join(links)) else []
