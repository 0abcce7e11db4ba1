"""Marks the changes between two paragraphs of rich text."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from issues.comparing.css_classes import BREAK, REFORMATTED
from issues.comparing.marking import Kind, diff_pieces
from issues.richtext.characters import LINE_BREAK
from issues.richtext.tree import Marks, Paragraph, Run
from issues.richtext.writing import inline

_NAMES = {"strong": "加粗", "em": "斜体", "sup": "上标", "sub": "下标", "a": "链接"}
_TAGS = {Kind.DELETED: "del", Kind.INSERTED: "ins"}


def text_of(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def marked(old: Paragraph, new: Paragraph) -> str:
    """The runs of `new` with the changes marked. The marks are innermost: without them the HTML is that of `new`."""
    runs = list(_runs(old, new))
    new_marks = [marks for marks, kind, _ in runs if kind is not Kind.DELETED]
    return inline(Paragraph([run for written in _placed(runs, new_marks) for run in written]))


def unmatched(paragraph: Paragraph, kind: Kind) -> str:
    """The HTML of a paragraph that is deleted or inserted as a unit."""
    return inline(
        Paragraph([part for run in paragraph.runs for part in _tagged(run.text, run.marks, _TAGS[kind])])
    )


_Piece = tuple[Marks, Kind, Run]
"""The marks of the text itself; a run whose marks are those to be added."""


def _runs(old: Paragraph, new: Paragraph) -> Iterator[_Piece]:
    before = [run.marks for run in old.runs for _ in run.text]
    after = [run.marks for run in new.runs for _ in run.text]
    i = j = 0
    for kind, text in diff_pieces(text_of(old), text_of(new)):
        end = len(text)
        if kind is Kind.SAME:
            pairs = list(zip(text, before[i : i + end], after[j : j + end], strict=True))
            for (was, now), run in groupby(pairs, key=lambda pair: pair[1:]):
                yield now, kind, Run("".join(character for character, *_ in run), _format_marks(was, now))
        else:
            marks = before[i : i + end] if kind is Kind.DELETED else after[j : j + end]
            for same, part in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1]):
                yield same, kind, Run("".join(character for character, _ in part), ())
        i += 0 if kind is Kind.INSERTED else end
        j += 0 if kind is Kind.DELETED else end


def _placed(runs: list[_Piece], new_marks: list[Marks]) -> Iterator[list[Run]]:
    """Deleted text is written inside the marks that stay open around it, so that it does not close them."""
    around = [_shared(*pair) for pair in pairwise([(), *new_marks, ()])]
    passed = 0
    for marks, kind, run in runs:
        if kind is Kind.DELETED:
            yield _deleted(run.text, marks, around[passed])
            continue
        passed += 1
        if kind is Kind.SAME:
            yield [Run(run.text, marks + run.marks)]
        else:
            yield _tagged(run.text, marks, "ins")


def _deleted(text: str, marks: Marks, around: Marks) -> list[Run]:
    """A link cannot contain a link, so a deleted one is described by its title."""
    link = next((_address(mark) for mark in marks if mark.startswith("a ")), "")
    own = tuple(mark for mark in marks if mark not in around and not mark.startswith("a "))
    return _tagged(text, around, f'del title="原链接：{link}"' if link else "del", own)


def _tagged(text: str, around: Marks, tag: str, inside: Marks = ()) -> list[Run]:
    """A line break gets a class: without it the mark would be invisible."""
    name, _, attributes = tag.partition(" ")
    alone = f'{name} class="{BREAK}"' + (f" {attributes}" if attributes else "")
    return [
        Run("".join(part), (*around, alone if is_break else tag, *inside))
        for is_break, part in groupby(text, key=LINE_BREAK.__eq__)
    ]


def _format_marks(was: Marks, now: Marks) -> Marks:
    if was == now:
        return ()
    return (f'span class="{REFORMATTED}" title="{_description(was, now)}"',)


def _description(was: Marks, now: Marks) -> str:
    before, after = (next((_address(m) for m in marks if m.startswith("a ")), "") for marks in (was, now))
    formats = [_formats(marks) for marks in (was, now)]
    parts = (
        [f"格式有变：原为{formats[0] or '常规'}，现为{formats[1] or '常规'}"]
        if formats[0] != formats[1]
        else []
    )
    if before != after:
        parts.append(f"链接有变：原网址 {before}" if before else "新加链接")
    return "；".join(parts)


def _formats(marks: Marks) -> str:
    return "、".join(_NAMES[mark] for mark in marks if mark in _NAMES)


def _address(mark: str) -> str:
    """The address in the start tag of a link, which is escaped for an attribute already."""
    return mark.removeprefix('a href="').removesuffix('"')


def _shared(left: Marks, right: Marks) -> Marks:
    shared = 0
    while left[shared : shared + 1] == right[shared : shared + 1] != ():
        shared += 1
    return left[:shared]
