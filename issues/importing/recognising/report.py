"""Records what became of each block, and what a person should check. Nothing is lost: a block that no reader has
taken becomes a remark."""

from collections.abc import Iterable, Iterator

from issues.importing.recognition import Taken
from issues.importing.source import Block, Remark, paragraphs

NOT_UNDERSTOOD = "未识别这是什么，未导入"
_MAX_LISTED = 20


class Report:
    def __init__(self) -> None:
        self._became: dict[int, list[str]] = {}
        self._joined: dict[int, tuple[Block, tuple[Block, ...]]] = {}
        self._remarks: list[Remark] = []

    def take(self, blocks: Iterable[Block], became: str) -> None:
        """Record that every block is completely in a field, or in what printing derives."""
        for block in self._pieces(blocks):
            paths = self._became.setdefault(id(block), [])
            if became not in paths:
                paths.append(became)

    def join(self, joined: Block, pieces: tuple[Block, ...]) -> None:
        """Record that `joined`, which is not in the source, is made of `pieces`, which are."""
        self._joined[id(joined)] = (joined, pieces)

    def _pieces(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if id(block) in self._joined:
                yield from self._pieces(self._joined[id(block)][1])
            else:
                yield block

    def doubt(self, block: Block | None, reason: str, text: str = "") -> None:
        """Add a remark on what is in the document, but should be checked by a person."""
        self.doubt_line(block.line if block else None, reason, text)

    def doubt_line(self, line: int | None, reason: str, text: str = "") -> None:
        self._remarks.append(Remark(line=line, reason=reason, text=text))

    def add_unrecognised(self, line: int | None, text: str, reason: str = NOT_UNDERSTOOD) -> None:
        """Add a remark with text that is in no field."""
        if text.strip():
            self._remarks.append(Remark(line=line, reason=reason, text=text, is_unrecognised=True))

    def reject(self, blocks: Iterable[Block], reason: str = NOT_UNDERSTOOD) -> None:
        """Make remarks of complete blocks, even if they were taken before."""
        for block in self._pieces(blocks):
            self._became[id(block)] = []
            self.add_unrecognised(block.line, block.text, reason)

    def results(self, blocks: Iterable[Block]) -> tuple[Taken, ...]:
        """Every block with what it became; blocks that no reader has taken become remarks."""
        blocks = list(blocks)
        results = []
        for block in blocks:
            if id(block) not in self._became:
                self.reject([block])
            results.append(Taken(block=block, became="、".join(self._became[id(block)])))
        self._remark_markup(blocks)
        return tuple(results)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(sorted(self._remarks, key=lambda remark: remark.line or 0))

    def _remark_markup(self, blocks: list[Block]) -> None:
        """Adds one remark on all markup in the text."""
        scraps = [(p.line, run.text) for p in paragraphs(blocks) for run in p.runs if run.is_lost]
        if scraps:
            kinds = "、".join(dict.fromkeys(text for _, text in scraps[:_MAX_LISTED]))
            reason = f"文中夹着 {len(scraps)} 处标记（{kinds}），已略去"
            self.add_unrecognised(scraps[0][0], " ".join(text for _, text in scraps), reason)
