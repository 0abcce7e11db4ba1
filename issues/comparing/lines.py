"""Writes marked plain text as escaped HTML that can still be split into its lines."""

import html as entities
import re
from collections.abc import Iterator, Sequence

from issues.comparing.aligning import aligned
from issues.comparing.css_classes import BREAK
from issues.comparing.marking import Kind, Piece, diff_pieces

_TAGS = {Kind.DELETED: "del", Kind.INSERTED: "ins"}


def mark_text(old: str, new: str) -> str:
    """No mark extends over the end of a line. A removed or new line break is shown as ¶."""
    pieces = diff_pieces(old, new)
    return "".join(_written(piece, *_around(pieces, index)) for index, piece in enumerate(pieces))


def mark_names(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Marks each name by itself: unchanged, removed, added or corrected."""
    for before, after in aligned(old, new, key=str, text=str):
        yield mark_text(before or "", after or "")


def _around(pieces: list[Piece], index: int) -> tuple[str, str]:
    """The unchanged text before and after a piece, with at most one other change in between."""
    before = [p.text for p in pieces[max(0, index - 2) : index] if p.kind is Kind.SAME]
    behind = [p.text for p in pieces[index + 1 : index + 3] if p.kind is Kind.SAME]
    return (before or [""])[-1], (behind or [""])[0]


def _written(piece: Piece, before: str, behind: str) -> str:
    if piece.kind is Kind.SAME:
        return _escaped(piece.text)
    tag, text = _TAGS[piece.kind], piece.text
    words = text.strip("\n")
    head, tail = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    if words and _are_lines(text, before, behind):
        return text[:head] + _tagged(words, tag, has_words=True) + text[tail:]
    return _tagged(text, tag, has_words=bool(words))


def _are_lines(text: str, before: str, behind: str) -> bool:
    """Whether complete lines were removed or added, and no other line was split or joined."""
    starts, ends = before == "" or before.endswith("\n"), behind == "" or behind.startswith("\n")
    return (starts and text.endswith("\n")) or (ends and text.startswith("\n"))


def _tagged(text: str, tag: str, *, has_words: bool) -> str:
    """Marks a piece with line breaks. A newline follows each ¶, unless two lines were joined and nothing else changed."""
    ends = tag == "ins" or has_words
    return "".join(
        f'<{tag} class="{BREAK}">¶</{tag}>' + ("\n" if ends else "")
        if part == "\n"
        else f"<{tag}>{_escaped(part)}</{tag}>"
        for part in filter(None, re.split(r"(\n)", text))
    )


def _escaped(text: str) -> str:
    return entities.escape(text)
