"""Marks the changes between the annexes of a notice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from issues.comparing.aligning import aligned
from issues.comparing.css_classes import ADDRESS
from issues.comparing.lines import mark_text
from issues.comparing.marked_strings import MarkedText
from issues.document import Annex


def marked_annexes(old: Sequence[Annex], new: Sequence[Annex]) -> tuple[Annex, ...]:
    """Marks the titles. The file is that of the new annex, or of the old one if it was removed."""
    return tuple(_marked(old, new))


def _marked(old: Sequence[Annex], new: Sequence[Annex]) -> Iterator[Annex]:
    for before, after in aligned(old, new, key=repr, text=lambda annex: annex.title, by_position=True):
        annex = after or before
        if annex is None or before == after:
            yield from (annex,) if annex else ()
        else:
            yield replace(annex, title=MarkedText(_title(before, after)))


def _title(old: Annex | None, new: Annex | None) -> str:
    title = mark_text(old.title if old else "", new.title if new else "")
    if not old or not new:
        return title
    if (old.filename, old.sha256) == (new.filename, new.sha256):
        return title
    notice = "文件已更换" if old.sha256 != new.sha256 else "文件名有变"
    name = mark_text(old.filename, "") if old.filename != new.filename else ""
    return f'{title}<span class="{ADDRESS}">（<ins>{notice}</ins>{name}）</span>'
