"""The account of a recognition: which block became what, and what a person should look at. Nothing falls through:
a block that nobody has taken is kept as a remark."""

from collections.abc import Iterable

from issues.importing.recognition import Taken
from issues.importing.source import Block, Paragraph, Remark

NOT_UNDERSTOOD = "没有认出这是什么，未收入本期"


class Ledger:
    def __init__(self) -> None:
        self._became: dict[int, list[str]] = {}
        self._remarks: list[Remark] = []

    def take(self, blocks: Iterable[Block], became: str) -> None:
        """Say that all of every block is in a field, or in what printing derives."""
        for block in blocks:
            told = self._became.setdefault(id(block), [])
            if became not in told:
                told.append(became)

    def doubt(self, block: Block | None, reason: str, text: str = "") -> None:
        """What a person should look at although it is in the document."""
        self.doubt_line(block.line if block else None, reason, text)

    def doubt_line(self, line: int | None, reason: str, text: str = "") -> None:
        self._remarks.append(Remark(line=line, reason=reason, text=text))

    def keep(self, line: int | None, text: str, reason: str = NOT_UNDERSTOOD) -> None:
        """What is in no field: the remark keeps it."""
        if text.strip():
            self._remarks.append(Remark(line=line, reason=reason, text=text, is_unrecognised=True))

    def leave(self, blocks: Iterable[Block], reason: str = NOT_UNDERSTOOD) -> None:
        """Give up on whole blocks, whatever was said of them before."""
        for block in blocks:
            self._became[id(block)] = []
            self.keep(block.line, block.text, reason)

    def taken(self, blocks: Iterable[Block]) -> tuple[Taken, ...]:
        """Every block with what it became; keeps what was not taken."""
        found = []
        for block in blocks:
            if id(block) not in self._became:
                self.leave([block])
            self._keep_scraps(block)
            found.append(Taken(block=block, became="、".join(self._became[id(block)])))
        return tuple(found)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(sorted(self._remarks, key=lambda remark: remark.line or 0))

    def _keep_scraps(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            scraps = " ".join(run.text for run in block.runs if run.is_lost)
            self.keep(block.line, scraps, "文中夹着的标记，不是正文，未收入")
            return
        for row in block.rows:
            for cell in row.cells:
                for inner in cell.blocks:
                    self._keep_scraps(inner)
