"""Writes a tree of rich text as canonical HTML or as plain text."""

import html as entities
from collections.abc import Iterable

from issues.richtext.characters import LINE_BREAK
from issues.richtext.tree import Container, Marks, Paragraph


def as_html(root: Container) -> str:
    return "".join(_block(child) for child in root.children)


def as_text(root: Container) -> str:
    return "\n".join(_lines(root))


def _block(block: Container | Paragraph) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{inline(block)}</p>"
    inside = _table(block) if block.name == "table" else _list(block)
    return f"<{block.name}>{inside}</{block.name}>"


def _list(container: Container) -> str:
    return "".join(f"<li>{_content(item)}</li>" for item in container.containers("li"))


def _table(table: Container) -> str:
    """One head and one body; several in the source are joined."""
    written = ""
    for group in ("thead", "tbody"):
        rows = "".join(_row(row) for part in table.containers(group) for row in part.containers("tr"))
        written += f"<{group}>{rows}</{group}>" if rows else ""
    return written


def _row(row: Container) -> str:
    cells = "".join(_cell(cell) for cell in row.containers("th", "td"))
    return f"<tr>{cells}</tr>"


def _cell(cell: Container) -> str:
    return f"<{cell.name}{cell.attributes}>{_content(cell)}</{cell.name}>"


def _content(container: Container) -> str:
    """The content of an item or a cell; a single paragraph at its start is written without <p>."""
    first, *rest = container.children or [Paragraph()]
    if isinstance(first, Paragraph) and not any(isinstance(child, Paragraph) for child in rest):
        return inline(first) + "".join(_block(child) for child in rest)
    return as_html(container)


def inline(paragraph: Paragraph) -> str:
    """The paragraph without <p>. The marks of a run are written unchanged, so any start tag may be one."""
    written: list[str] = []
    open_marks: Marks = ()
    for run in paragraph.runs:
        written += _change(open_marks, run.marks)
        written.append(entities.escape(run.text, quote=False).replace(LINE_BREAK, "<br>"))
        open_marks = run.marks
    return "".join(written + _change(open_marks, ()))


def _change(old: Marks, new: Marks) -> list[str]:
    """The end and start tags between two runs; outer tags that both share stay open."""
    shared = 0
    while old[shared : shared + 1] == new[shared : shared + 1] != ():
        shared += 1
    ends = [f"</{mark.split(' ')[0]}>" for mark in reversed(old[shared:])]
    return ends + [f"<{mark}>" for mark in new[shared:]]


def _lines(container: Container) -> Iterable[str]:
    for child in container.children:
        if isinstance(child, Paragraph):
            yield from "".join(run.text for run in child.runs).split(LINE_BREAK)
        elif child.name == "tr":
            yield "\t".join(" ".join(_lines(cell)) for cell in child.containers("th", "td"))
        else:
            yield from _lines(child)
