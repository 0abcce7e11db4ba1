"""How well the sample issue is set, measured on its PDF: `python -m bench.typography issue.pdf`, part of `make bench-pdf`.

Of body text (14 pt): full lines whose ink ends within a point of the right edge, full lines that end short of it, doubled marks
that are closed up, lines that begin or end with a mark that may not stand there, and baselines off the grid.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTPage, LTTextContainer, LTTextLine

from issues.exporting.pdf.layout.character_classes import CLOSING, INVISIBLE, OPENING

SIZE, LINE, LEFT = 14.0, 25.5, 73.6  # points
RIGHT = 210 / 25.4 * 72 - LEFT
INDENT = 2 * SIZE
FLUSH, OFF_GRID = 1.0, 0.5  # points
FLUSH_TARGET = 0.995
FULL = 18
"""A line of fewer characters is the end of a paragraph."""

Line = Sequence[LTChar]


@dataclass
class Measures:
    full: int = 0
    flush: int = 0
    ragged: list[str] = field(default_factory=list)
    pairs: int = 0
    closed_up: int = 0
    forbidden: list[str] = field(default_factory=list)
    baselines: Counter[float] = field(default_factory=Counter)

    @property
    def off_grid(self) -> int:
        """Baselines that are not where most are."""
        return sum(self.baselines.values()) - max(self.baselines.values(), default=0)


def measure(path: Path) -> Measures:
    result = Measures()
    for page in list(extract_pages(path))[1:]:
        lines = _lines(page)
        for line, following in pairwise([*lines, None]):
            if line is not None:
                _measure_line(line, following, result)
    return result


def _lines(page: LTPage) -> list[Line]:
    rows: dict[float, list[LTChar]] = {}
    for char in _characters(page):
        rows.setdefault(round(char.matrix[5], 1), []).append(char)
    return [sorted(rows[y], key=lambda char: char.x0) for y in sorted(rows, reverse=True)]


def _characters(page: LTPage) -> Iterator[LTChar]:
    for block in page:
        if isinstance(block, LTTextContainer):
            for line in block:
                if isinstance(line, LTTextLine):
                    yield from (char for char in line if isinstance(char, LTChar) and _is_body(char))


def _is_body(char: LTChar) -> bool:
    return abs(char.size - SIZE) < 0.1 and 90 < char.matrix[5] < 760 and char.get_text() not in INVISIBLE


def _measure_line(line: Line, following: Line | None, result: Measures) -> None:
    text = "".join(char.get_text() for char in line)
    result.baselines[round(line[0].matrix[5] % LINE, 0)] += 1
    for before, after in pairwise(line):
        if before.get_text() in CLOSING and after.get_text() in CLOSING + OPENING:
            result.pairs += 1
            result.closed_up += after.x0 - before.x0 < 0.75 * SIZE
    if text[0] in CLOSING or text[-1] in OPENING:
        result.forbidden.append(text)
    if len(text) >= FULL and following and abs(following[0].x0 - LEFT) < INDENT - 2:
        result.full += 1
        missing = RIGHT - _ink_end(line)
        result.flush += abs(missing) < FLUSH
        if abs(missing) >= FLUSH:
            result.ragged.append(f"{missing:.0f} pt …{text[-12:]}")


def _ink_end(line: Line) -> float:
    """The right half of a closing mark is blank."""
    last = line[-1]
    return float(last.x0 + (SIZE / 2 if last.get_text() in CLOSING else last.width))


def main(path: str) -> int:
    found = measure(Path(path))
    share = found.flush / found.full if found.full else 1.0
    print(f"齐行：{found.flush}/{found.full}（{share:.1%}，目标 {FLUSH_TARGET:.1%}）")
    for line in found.ragged:
        print(f"  不齐 {line}")
    print(f"叠用标点压缩：{found.closed_up}/{found.pairs}")
    print(f"禁则违例：{len(found.forbidden)}")
    print(f"不在行格上的基线：{found.off_grid}/{sum(found.baselines.values())}")
    met = (
        share >= FLUSH_TARGET
        and found.closed_up == found.pairs
        and not found.forbidden
        and not found.off_grid
    )
    print("达标" if met else "未达标")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
