"""Reads formats in which each value is on a separate line after a tag: RIS, RefWorks, EndNote, NoteExpress, CNKI …

Not rispy: it drops a last record without ER and lines outside records, runs a record without ER into the next, and
drops all but one value of a repeated tag, all silently.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.importing.source import Remark
from papers.references.records import OUTSIDE, Record, Split, Value, Vocabulary
from papers.references.values import unwrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedFormat:
    """`line` finds tag and value; `start` a line by which a file is known to be of this format.

    A tag of `opens` begins a record, one of `once` does where the record has it already, one of `ends` ends it, one of
    `outside` is between records and has no meaning. With `in_any_order`, so does the tag that began the record.

    `carelessly` finds a tag that is not written as the format asks (without a blank, behind one): it is accepted where
    the tag is known and the record lacks it, for a line of an abstract may begin with "T1加权". `unknown` finds a tag that
    we do not know, but not behind one of `paragraphs`, whose values have lines of any sort. A value of `wrapped`
    was broken where its line was full, not where a paragraph ends. `combine` joins values that belong together.
    """

    label: str
    line: re.Pattern[str]
    start: re.Pattern[str]
    vocabulary: Vocabulary
    opens: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    in_any_order: bool = False
    carelessly: re.Pattern[str] | None = None
    unknown: re.Pattern[str] | None = None
    paragraphs: frozenset[str] = frozenset()
    wrapped: frozenset[str] = frozenset()
    combine: Callable[[list[Value]], list[Value]] = list

    def split(self, text: str) -> Split:
        splitting = _Splitting(self)
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            splitting.take(number, line)
        return splitting.finished(len(lines) + 1)


class _Splitting:
    def __init__(self, form: TaggedFormat) -> None:
        self.form = form
        self.records: list[Record] = []
        self.strays: list[Remark] = []
        self.current: Record | None = None
        self.tags: list[tuple[str, list[str]]] = []
        self.lines: list[str] = []
        self.stray: list[str] = []
        self.known = form.vocabulary.tags | form.opens | form.ends

    def take(self, number: int, line: str) -> None:
        if match := self.form.line.match(line) or self._careless(line) or self._unknown(line):
            tag = match["tag"].strip()
            self._tagged(
                number, line, re.sub(r"\s", "", tag) if self.form.in_any_order else tag, match["text"] or ""
            )
        elif self.current is not None:
            self._continued(line)
        elif line.strip("\ufeff \t"):
            self.stray.append(line.strip())
        else:
            self._close_stray(number)

    def _careless(self, line: str) -> re.Match[str] | None:
        pattern = self.form.carelessly
        match = pattern.match(line) if pattern and self.current is not None else None
        tag = match["tag"].strip().upper() if match else ""
        is_new = tag in self.known and not any(tag == earlier for earlier, _ in self.tags)
        return match if is_new else None

    def _unknown(self, line: str) -> re.Match[str] | None:
        pattern = self.form.unknown
        is_short = bool(self.tags) and self.tags[-1][0] not in self.form.paragraphs
        return pattern.match(line) if pattern and self.current is not None and is_short else None

    def finished(self, number: int) -> Split:
        self._close()
        self._close_stray(number)
        return Split(self.records, self.strays)

    def _tagged(self, number: int, line: str, tag: str, text: str) -> None:
        form = self.form
        self._close_stray(number)
        tag = tag if tag in self.known else tag.upper() if tag.upper() in self.known else tag
        if tag in form.outside:
            return self._close()
        if tag in form.ends:
            return self._close(line)
        if self.current is None or tag in form.opens or self._begins_again(tag):
            self._close()
            self.current = Record(number)
        self.tags.append((tag, [text]))
        self.lines.append(line)
        return None

    def _begins_again(self, tag: str) -> bool:
        there = [earlier for earlier, _ in self.tags]
        return (tag in self.form.once and tag in there) or (self.form.in_any_order and there[:1] == [tag])

    def _continued(self, line: str) -> None:
        """A further line of a value, as in an abstract of several paragraphs."""
        self.lines.append(line)
        if line.strip():
            self.tags[-1][1].append(line)

    def _close(self, last: str = "") -> None:
        if self.current is not None:
            self.current.values = self.form.combine(
                [Value(tag, self._text(tag, lines)) for tag, lines in self.tags]
            )
            self.current.raw = "\n".join([*self.lines, last]).strip("\n")
            self.records.append(self.current)
        self.current, self.tags, self.lines = None, [], []

    def _text(self, tag: str, lines: list[str]) -> str:
        stripped = [line.strip() for line in lines]
        return unwrapped(stripped) if tag in self.form.wrapped else "\n".join(stripped)

    def _close_stray(self, number: int) -> None:
        if self.stray:
            line, text = number - len(self.stray), "\n".join(self.stray)
            self.strays.append(Remark(line=line, reason=OUTSIDE, text=text, is_unrecognised=True))
        self.stray = []
