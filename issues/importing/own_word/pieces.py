"""Divides the words of a paragraph by the fields whose styles they have."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import groupby

from issues.document import word_form as form
from issues.document.imprint import STATEMENTS
from issues.document.kinds import entry_kinds
from issues.document.word_form import Rows
from issues.importing.source import Paragraph, Run, Table, paragraphs

BEFORE_SOURCE, AFTER_SOURCE = "（来源于", "）"
_ENTRY_BOOKMARK = re.compile(r"_e_([0-9a-f]{32})")


def entry_uids(paragraph: Paragraph) -> Iterator[str]:
    """The uids (hex) of the entries that begin at bookmarks of the paragraph."""
    yield from bookmarked_uids(paragraph.anchors)


def bookmarked_uids(bookmarks: Iterable[str]) -> Iterator[str]:
    yield from (match[1] for name in bookmarks if (match := _ENTRY_BOOKMARK.fullmatch(name)))


def has_style(table: Table, name: str, in_cells: Container[str]) -> bool:
    """Whether the table has this style of ours or, without any of ours, a paragraph with one of those `in_cells`."""
    if style := form.unstyled(table.style):
        return style == name
    return any(form.unstyled(paragraph.style) in in_cells for paragraph in paragraphs([table]))


def by_style(paragraph: Paragraph) -> list[tuple[str, str]]:
    """(name of one of our character styles or "", text) of neighbouring runs; a line break is no part of a field."""
    runs = (run for run in paragraph.runs if not run.is_lost)
    grouped = groupby(runs, key=lambda run: form.unstyled(run.style))
    return [(name, "".join(run.text for run in same).replace("\n", "")) for name, same in grouped]


def values(paragraph: Paragraph, style: str) -> list[str]:
    """Each unbroken sequence of words in this style is one value."""
    texts = [text.strip() for name, text in by_style(paragraph) if name == style]
    return [text for text in texts if text]


def extra_text(paragraph: Paragraph, known: Iterable[str]) -> str:
    """The text outside the fields `known` that is no label of ours: somebody has typed it there."""
    around = (text for name, text in by_style(paragraph) if name not in known)
    return _labels().sub("", "\v".join(around)).replace("\v", " ").strip()


def line(paragraph: Paragraph) -> str:
    """The words that are no labels, as one line."""
    return "".join(_words(run) for run in paragraph.runs if not run.is_lost).replace("\n", "").strip()


def text(paragraph: Paragraph) -> str:
    """The words that are no labels, lines and blanks as they are."""
    return "".join(_words(run) for run in paragraph.runs if not run.is_lost)


def _words(run: Run) -> str:
    return _labels().sub("", run.text) if form.unstyled(run.style) == form.LABEL else run.text


@cache
def _labels() -> re.Pattern[str]:
    labels = {"联系人：", "编辑：", "审核：", "第", "期", "、", "，", BEFORE_SOURCE, AFTER_SOURCE}
    labels |= {"准印证号：", *STATEMENTS.values()}
    for kind in entry_kinds():
        if isinstance(kind.word, Rows):
            labels |= {field.label for field in kind.word.fields()}
        else:
            labels |= {
                part for fact in kind.word.facts for part in (f"{fact.label}：", fact.before, fact.after)
            }
    longest_first = sorted(labels - {""}, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), r"\s+"]))
