"""Converts passages, lists and tables to the rich text of an entry."""

import html as entities
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from issues.importing.recognising.entries.passages import Passage, passage
from issues.importing.recognising.text.item_labels import item_label_in
from issues.importing.source import Cell, Paragraph, Row, Run, Table

_BULLET = re.compile(r"[^\w（(\[]{1,3}|o|n|l|u|Ø|ü")


def body_html(content: Sequence[Passage | Table]) -> str:
    """Not in canonical form yet: `loading` cleans it."""
    return "".join(_grouped(content))


def _grouped(content: Sequence[Passage | Table]) -> Iterator[str]:
    for tag, group in groupby(content, key=_list_tag):
        items = list(group)
        if tag and _can_be_list(tag, items):
            yield f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items if isinstance(item, Passage))}</{tag}>"
        else:
            yield from (_table(item) if isinstance(item, Table) else _paragraph(item) for item in items)


def _list_tag(item: Passage | Table) -> str:
    if isinstance(item, Table) or not item.numbering:
        return ""
    label = item_label_in(item.numbering + " ")
    if label is None:
        return "ul" if _BULLET.fullmatch(item.numbering.strip()) else ""
    return "ol" if label.kind == "1." else ""


def _can_be_list(tag: str, items: Sequence[Passage | Table]) -> bool:
    """A list that is printed 1. 2. 3. from the beginning; otherwise the numbers stay in the text."""
    if tag == "ul":
        return True
    labels = [item_label_in(item.numbering + " ") for item in items if isinstance(item, Passage)]
    return len(labels) > 1 and [label and label.number for label in labels] == list(range(1, len(labels) + 1))


def _paragraph(item: Passage) -> str:
    return f"<p>{entities.escape(item.numbering)}{_inline(item)}</p>"


def _inline(item: Passage) -> str:
    return "".join(_run(run) for run in item.runs if not run.is_lost)


def _run(run: Run) -> str:
    text = entities.escape(run.inner)
    if not run.text.strip():
        return text
    if run.vertical in ("sub", "super"):
        tag = "sub" if run.vertical == "sub" else "sup"
        text = f"<{tag}>{text}</{tag}>"
    if run.is_italic:
        text = f"<em>{text}</em>"
    if run.is_bold:
        text = f"<strong>{text}</strong>"
    return f'<a href="{entities.escape(run.href)}">{text}</a>' if run.href else text


def _table(table: Table) -> str:
    head = [row for row in table.rows if row.is_heading]
    body = [row for row in table.rows if not row.is_heading]
    parts = (("thead", "th", head), ("tbody", "td", body))
    written = "".join(f"<{part}>{_rows(rows, tag)}</{part}>" for part, tag, rows in parts if rows)
    return f"<table>{written}</table>"


def _rows(rows: Sequence[Row], tag: str) -> str:
    return "".join(
        f"<tr>{''.join(_cell(cell, tag) for cell in row.cells if not cell.is_covered)}</tr>" for row in rows
    )


def _cell(cell: Cell, tag: str) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if span > 1
    )
    inner = [
        _paragraph(passage(block)) if isinstance(block, Paragraph) else _table(block) for block in cell.blocks
    ]
    return f"<{tag}{spans}>{''.join(inner)}</{tag}>"
