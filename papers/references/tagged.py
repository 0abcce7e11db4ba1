"""Formats in which each value stands on a line of its own behind a tag: RIS, RefWorks, EndNote, NoteExpress, CNKI.

Not rispy: it drops a last record without ER and lines outside records, runs a record without ER into the next, and
keeps one value of a repeated tag, all without a word.
"""

import re
from dataclasses import dataclass

from issues.importing.source import Remark
from papers.references.records import OUTSIDE, Record, Split, Value, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedFormat:
    """`line` finds tag and value; `start` a line by which a file is known to be of this format.

    A tag of `opens` begins a record, one of `once` does where the record has it already, one of `ends` ends it.
    """

    label: str
    line: re.Pattern[str]
    start: re.Pattern[str]
    vocabulary: Vocabulary
    opens: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()

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

    def take(self, number: int, line: str) -> None:
        if found := self.form.line.match(line):
            self._tagged(number, line, found["tag"].strip(), found["text"] or "")
        elif self.current is not None:
            self._continued(line)
        elif line.strip("\ufeff \t"):
            self.stray.append(line.strip())
        else:
            self._close_stray(number)

    def finished(self, number: int) -> Split:
        self._close()
        self._close_stray(number)
        return Split(self.records, self.strays)

    def _tagged(self, number: int, line: str, tag: str, text: str) -> None:
        form = self.form
        self._close_stray(number)
        if tag in form.ends:
            return self._close(line)
        again = tag in form.once and any(tag == earlier for earlier, _ in self.tags)
        if self.current is None or tag in form.opens or again:
            self._close()
            self.current = Record(number)
        self.tags.append((tag, [text]))
        self.lines.append(line)
        return None

    def _continued(self, line: str) -> None:
        """A further line of a value, as in an abstract of several paragraphs."""
        self.lines.append(line)
        if line.strip():
            self.tags[-1][1].append(line)

    def _close(self, last: str = "") -> None:
        if self.current is not None:
            self.current.values = [Value(tag, "\n".join(map(str.strip, lines))) for tag, lines in self.tags]
            self.current.raw = "\n".join([*self.lines, last]).strip("\n")
            self.records.append(self.current)
        self.current, self.tags, self.lines = None, [], []

    def _close_stray(self, number: int) -> None:
        if self.stray:
            line, text = number - len(self.stray), "\n".join(self.stray)
            self.strays.append(Remark(line=line, reason=OUTSIDE, text=text, is_unrecognised=True))
        self.stray = []
