"""The content of a file before its meaning is recognised: blocks in reading order, with their words as printed.
The readers of Word files and of texts produce it; `issues.importing.recognising` starts from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from issues.richtext.superscripts import subscript, superscript


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one kind. `style` is the name of Word's character style; `is_lost` words are in the source
    without being part of its text (markup such as a stray <p>)."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    vertical: str = ""
    """super, sub or empty."""
    bare: str = ""
    """The raised or lowered characters that `text` writes with special signs: 9 for ⁹."""
    href: str = ""
    style: str = ""
    is_lost: bool = False

    @property
    def inner(self) -> str:
        """The words for a tag that raises or lowers them itself; those of `text` where it was cut since."""
        return self.bare if self.bare and _in_signs(self.bare, self.vertical) == self.text else self.text

    def with_signs(self) -> "Run":
        """Writes raised and lowered text with special signs, so that no field loses it: 10⁹, never 109."""
        if not self.vertical:
            return self
        return replace(self, text=_in_signs(self.text, self.vertical), bare=self.text)


def _in_signs(text: str, vertical: str) -> str:
    """A lowered word reads the same on the line, as people type it: Vmax, Ci. Figures and signs do not."""
    if vertical == "sub" and text.strip().isalpha():
        return text
    return {"super": superscript, "sub": subscript}.get(vertical, str)(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`line` is its number: of the line in a text file, of the paragraph in a Word file, from 1.

    `level` is the heading level that its style claims (1 to 9; 0: none); `numbering` what automatic numbering prints
    before it, which is no part of `runs` ("一、", "1.", "•"; "" if none), and `depth` how deep that list is (0: no list).
    """

    line: int
    runs: tuple[Run, ...]
    style: str = ""
    level: int = 0
    numbering: str = ""
    depth: int = 0
    anchors: tuple[str, ...] = ()
    """Names of the bookmarks that begin in it."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if not run.is_lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`is_covered`: a cell above or to the left spans this one, which has no blocks."""

    blocks: tuple["Paragraph | Table", ...] = ()
    rowspan: int = 1
    colspan: int = 1
    is_covered: bool = False

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    line: int
    cells: tuple[Cell, ...]
    """One cell for every column of the grid."""
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    line: int
    rows: tuple[Row, ...]
    style: str = ""

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.text for cell in row.cells) for row in self.rows)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something in the source that a person should look at. `text` is quoted from the source unchanged;
    `is_unrecognised` means that it is in no field of the document, and would be lost without the remark."""

    line: int | None
    reason: str
    text: str = ""
    is_unrecognised: bool = False


IN_HEADER = "页眉里的文字"
"""The reason of a remark on words at the top of every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file. What the reader of files cannot make a block of (headers, footnotes, pictures) is in `remarks`."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    is_paged: bool = False
    """Whether it comes from pages, like the text of a PDF, so that a page break may cut a paragraph in two."""

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in reading order, those in cells too."""
        yield from paragraphs(self.blocks)


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        yield from _paragraphs(block)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from _paragraphs(inner)
