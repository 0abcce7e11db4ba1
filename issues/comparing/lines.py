"""Marked plain text as HTML, escaped; a marked text still splits into its lines."""

import html as entities
from collections.abc import Iterator, Sequence
from itertools import groupby

from issues.comparing.aligning import aligned
from issues.comparing.classes import BREAK
from issues.comparing.marking import Kind, mark

_TAGS = {Kind.DELETED: "del", Kind.INSERTED: "ins"}


def mark_text(old: str, new: str) -> str:
    """No mark runs on over a line's end; a line break that is no more, or is new, shows as ¶."""
    return "".join(_written(kind, text) for kind, text in mark(old, new))


def mark_names(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Each name marked for itself: same, removed, added or corrected."""
    for before, after in aligned(old, new, key=str, text=str):
        yield mark_text(before or "", after or "")


def _written(kind: Kind, text: str) -> str:
    if kind is Kind.SAME:
        return _escaped(text)
    tag = _TAGS[kind]
    has_words = bool(text.strip("\r\n"))
    return "".join(
        _break("".join(part), tag, is_new=kind is Kind.INSERTED or has_words)
        if is_break
        else f"<{tag}>{_escaped(''.join(part))}</{tag}>"
        for is_break, part in groupby(text, key="\r\n".__contains__)
    )


def _break(breaks: str, tag: str, *, is_new: bool) -> str:
    """The line does end here, unless two lines have become one."""
    return f'<{tag} class="{BREAK}">¶</{tag}>' + (breaks if is_new else "")


def _escaped(text: str) -> str:
    return entities.escape(text)
