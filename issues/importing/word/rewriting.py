"""Rewrites a Word document with only the elements that Mammoth understands.

Mammoth reads runs, hyperlinks, fields and tables well. What it ignores (text boxes, simple fields, equations,
references to notes) is rewritten with elements that it knows, or becomes a remark; what has no effect (fonts, sizes,
revision ids) is left out, so that large files stay small. Each paragraph gets a bookmark with its number, by which
`blocks` finds its `ParagraphFacts` again.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from xml.etree.ElementTree import Element

from issues.importing.word.inlines import Inlines
from issues.importing.word.numbering import Numbering
from issues.importing.word.package import Package, W
from issues.importing.word.simplified import BOOKMARK_PREFIX, NUMBER_PREFIX, ParagraphFacts, Simplified
from issues.importing.word.styles import Styles, level_of, number, switch, value
from issues.importing.word.wording import COMPATIBILITY, chosen, deleted_words, is_unfilled, words

MAX_COLUMNS = 63
"""Word's own limit."""
_DELETED = (W + "del", W + "moveFrom")


class Rewriting:
    def __init__(self, package: Package, styles: Styles, numbering: Numbering) -> None:
        self.out = Simplified()
        self._styles, self._numbering = styles, numbering
        self._inlines = Inlines(package, styles, self.out)
        self._anchors: list[str] = []
        """Bookmarks that begin between two paragraphs and belong to the next one."""

    def blocks(self, elements: Iterable[Element]) -> None:
        ordered = list(elements)
        for element, following in zip_longest(ordered, ordered[1:]):
            if element.tag == W + "p":
                self._paragraph(element, is_last=following is None or following.tag != W + "p")
            elif element.tag == W + "tbl":
                self._table(element)
            elif element.tag == W + "bookmarkStart":
                self._anchors.append(element.get(W + "name", ""))
            elif element.tag == W + "altChunk":
                self.out.remark("这里嵌入了另一份文件，其中的内容没有导入", is_unrecognised=True)
            elif element.tag == W + "sdt" and is_unfilled(element):
                self.out.remark_unfilled(words(element))
            elif element.tag not in _DELETED:
                self.blocks(_children(element))

    def _paragraph(self, element: Element, *, is_last: bool) -> None:
        """Writes a paragraph; one whose paragraph mark was deleted is joined to the next."""
        properties = element.find(W + "pPr")
        is_joined = not is_last and properties is not None and properties.find(f"{W}rPr/{W}del") is not None
        self.out.facts.append(self._facts(properties, is_counted=not is_joined))
        self.out.write("<w:p>" + ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" if is_joined else ""))
        self.out.write_bookmark(f"{NUMBER_PREFIX}{len(self.out.facts)}")
        for name in self._anchors:
            self.out.write_bookmark(BOOKMARK_PREFIX + name)
        self._anchors = []
        self._inlines.write_paragraph(element)
        self.out.write("</w:p>")
        for box in self._inlines.boxes():
            self.blocks(box)

    def _facts(self, properties: Element | None, *, is_counted: bool) -> ParagraphFacts:
        style = value(properties, "pStyle")
        outline = number(value(properties, "outlineLvl"))
        level = self._styles.level(style) if outline is None else level_of(outline)
        text, depth = self._number(properties, style) if is_counted else ("", 0)
        return ParagraphFacts(style=self._styles.name(style), level=level, numbering=text, depth=depth)

    def _number(self, properties: Element | None, style: str) -> tuple[str, int]:
        asked = None if properties is None else properties.find(W + "numPr")
        num_id, ilvl, by_style = self._styles.numbering(style)
        if own := value(asked, "numId"):
            num_id, ilvl, by_style = own, value(asked, "ilvl") or "0", ""
        else:
            ilvl = value(asked, "ilvl") or ilvl
        return self._numbering.next(num_id=num_id, ilvl=ilvl, style=by_style)

    def _table(self, element: Element) -> None:
        style = self.out.style_reference("tblStyle", value(element.find(W + "tblPr"), "tblStyle"))
        self.out.write(f"<w:tbl><w:tblPr>{style}</w:tblPr>")
        for row in _inside(element, "tr"):
            self._row(row)
        self.out.write("</w:tbl>")

    def _row(self, element: Element) -> None:
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            self.out.remark("修订：删去的表格行没有导入", words(element) or deleted_words(element))
            return
        self.out.write(
            "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if switch(properties, "tblHeader") else "")
        )
        self._gap(value(properties, "gridBefore"))
        for cell, across in self._merged_across(list(_inside(element, "tc"))):
            self._cell(cell, across)
        self._gap(value(properties, "gridAfter"))
        self.out.write("</w:tr>")

    def _gap(self, columns: str) -> None:
        """Writes an empty cell for the columns at the edge of the grid where a row has no cell."""
        if (number(columns) or 0) > 0:
            self.out.write(f'<w:tc><w:tcPr><w:gridSpan w:val="{_span(columns)}"/></w:tcPr></w:tc>')

    def _merged_across(self, cells: list[Element]) -> Iterator[tuple[Element, int]]:
        """The visible cells of a row, each with the number of columns that it spans."""
        visible: list[tuple[Element, int]] = []
        for cell in cells:
            properties = cell.find(W + "tcPr")
            across = _span(value(properties, "gridSpan"))
            merge = None if properties is None else properties.find(W + "hMerge")
            if properties is not None and properties.find(W + "cellDel") is not None:
                self.out.remark("修订：删去的单元格没有导入", words(cell) or deleted_words(cell))
            elif merge is not None and merge.get(W + "val", "continue") != "restart" and visible:
                visible[-1] = visible[-1][0], min(visible[-1][1] + across, MAX_COLUMNS)
                if text := words(cell):
                    self.out.remark("合并单元格里看不见的文字没有导入", text, is_unrecognised=True)
            else:
                visible.append((cell, across))
        yield from visible

    def _cell(self, element: Element, across: int) -> None:
        properties = element.find(W + "tcPr")
        merge = None if properties is None else properties.find(W + "vMerge")
        is_covered = merge is not None and merge.get(W + "val", "continue") != "restart"
        cell_properties = (
            "" if merge is None else f'<w:vMerge w:val="{"continue" if is_covered else "restart"}"/>'
        )
        if across > 1:
            cell_properties += f'<w:gridSpan w:val="{across}"/>'
        self.out.write(f"<w:tc><w:tcPr>{cell_properties}</w:tcPr>" if cell_properties else "<w:tc>")
        if is_covered and (text := words(element)):
            self.out.remark("合并单元格里看不见的文字没有导入", text, is_unrecognised=True)
        elif not is_covered:
            self.blocks(element)
        self.out.write("</w:tc>")


def _span(text: str) -> int:
    return min(max(number(text) or 1, 1), MAX_COLUMNS)


def _children(element: Element) -> Iterable[Element]:
    return chosen(element) if element.tag == COMPATIBILITY + "AlternateContent" else element


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, in content controls and insertions too."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag not in (W + "p", W + "tbl", *_DELETED):
            yield from _inside(child, name)
