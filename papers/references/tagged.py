"""Formats in which each value stands on a line of its own behind a tag: RIS, RefWorks, EndNote, NoteExpress, CNKI.

Not rispy: it drops a last record without ER and lines outside records, runs a record without ER into the next, and
keeps one value of a repeated tag, all without a word.
"""

import re
from dataclasses import dataclass

from issues.importing.source import Remark
from papers.references.records import Record, Split, Value, Vocabulary


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
        for number, line in enumerate(text.split("\n"), 1):
            splitting.take(number, line)
        return splitting.finished()


class _Splitting:
    def __init__(self, form: TaggedFormat) -> None:
        self.form = form
        self.records: list[Record] = []
        self.strays: list[Remark] = []
        self.current: Record | None = None
        self.lines: list[str] = []

    def take(self, number: int, line: str) -> None:
        if found := self.form.line.match(line):
            self._tagged(number, line, Value(found["tag"].strip(), found["text"].strip()))
        elif self.current is not None:
            self._continued(line)
        elif line.strip("\ufeff \t"):
            self.strays.append(
                Remark(line=number, reason="不在任何一条文献里", text=line.strip(), is_unrecognised=True)
            )

    def finished(self) -> Split:
        self._close()
        return Split(self.records, self.strays)

    def _tagged(self, number: int, line: str, value: Value) -> None:
        form, current = self.form, self.current
        if value.tag in form.ends:
            return self._close(line)
        if current is None or value.tag in form.opens or (value.tag in form.once and current.has(value.tag)):
            self._close()
            self.current = current = Record(number)
        current.values.append(value)
        self.lines.append(line)
        return None

    def _continued(self, line: str) -> None:
        """Further lines of a value, as in an abstract of several paragraphs."""
        values = self.current.values if self.current else []
        self.lines.append(line)
        if line.strip():
            values[-1] = Value(values[-1].tag, f"{values[-1].text}\n{line.strip()}")

    def _close(self, last: str = "") -> None:
        if self.current is not None:
            self.current.raw = "\n".join([*self.lines, last]).strip("\n")
            self.records.append(self.current)
        self.current, self.lines = None, []
