"""The account of a recognition: which block became what, and what a person should look at. Nothing falls through:
a block that nobody has taken is kept as a remark."""

from collections.abc import Iterable, Iterator

from issues.importing.recognition import Taken
from issues.importing.source import Block, Remark, paragraphs

NOT_UNDERSTOOD = "未识别这是什么，未导入"
_TOLD = 20


class Ledger:
    def __init__(self) -> None:
        self._became: dict[int, list[str]] = {}
        self._joined: dict[int, tuple[Block, tuple[Block, ...]]] = {}
        self._remarks: list[Remark] = []

    def take(self, blocks: Iterable[Block], became: str) -> None:
        """Say that all of every block is in a field, or in what printing derives."""
        for block in self._apart(blocks):
            told = self._became.setdefault(id(block), [])
            if became not in told:
                told.append(became)

    def join(self, whole: Block, pieces: tuple[Block, ...]) -> None:
        """Say that `whole_block`, which stands in no source, is made of `pieces`, which do."""
        self._joined[id(whole)] = (whole, pieces)

    def _apart(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if id(block) in self._joined:
                yield from self._apart(self._joined[id(block)][1])
            else:
                yield block

    def doubt(self, block: Block | None, reason: str, text: str = "") -> None:
        """What a person should look at although it is in the document."""
        self.doubt_line(block.line if block else None, reason, text)

    def doubt_line(self, line: int | None, reason: str, text: str = "") -> None:
        self._remarks.append(Remark(line=line, reason=reason, text=text))

    def add_unrecognised(self, line: int | None, text: str, reason: str = NOT_UNDERSTOOD) -> None:
        """What is in no field: the remark keeps it."""
        if text.strip():
            self._remarks.append(Remark(line=line, reason=reason, text=text, is_unrecognised=True))

    def reject(self, blocks: Iterable[Block], reason: str = NOT_UNDERSTOOD) -> None:
        """Give up on whole blocks, whatever was said of them before."""
        for block in self._apart(blocks):
            self._became[id(block)] = []
            self.add_unrecognised(block.line, block.text, reason)

    def results(self, blocks: Iterable[Block]) -> tuple[Taken, ...]:
        """Every block with what it became; keeps what was not taken."""
        blocks = list(blocks)
        found = []
        for block in blocks:
            if id(block) not in self._became:
                self.reject([block])
            found.append(Taken(block=block, became="、".join(self._became[id(block)])))
        self._remark_markup(blocks)
        return tuple(found)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(sorted(self._remarks, key=lambda remark: remark.line or 0))

    def _remark_markup(self, blocks: list[Block]) -> None:
        """Mark-up that stands in the text: one remark for all of it."""
        scraps = [(p.line, run.text) for p in paragraphs(blocks) for run in p.runs if run.is_lost]
        if scraps:
            kinds = "、".join(dict.fromkeys(text for _, text in scraps[:_TOLD]))
            reason = f"文中夹着 {len(scraps)} 处标记（{kinds}），已略去"
            self.add_unrecognised(scraps[0][0], " ".join(text for _, text in scraps), reason)
