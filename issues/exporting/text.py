"""Exports a Document as plain text, for pasting into a message or a mail: as printed, but without formatting."""

from issues.document import Document
from issues.exporting.block_writer import BlockWriter, plain_page
from issues.exporting.plain_grid import Grid
from issues.richtext.superscripts import subscript, superscript


def export_text(document: Document, *, is_draft: bool = False) -> str:
    """Paragraphs are separated by a blank line and not wrapped. Each row of a table is one line, with tabs between its
    cells, so that it can be pasted into a spreadsheet. The address of a link follows its text in <>."""
    return _Text().write(plain_page(document, is_draft=is_draft))


class _Text(BlockWriter):
    line_break = "\n"
    cell_break = " "
    item_gap = "\n"

    def escape(self, text: str) -> str:
        return text

    def marked(self, tag: str, inner: str, before: str) -> str:
        """Writes ⁹ and ₂ for 10⁹ and H₂O, because 109 is a different number."""
        return superscript(inner) if tag == "sup" else subscript(inner) if tag == "sub" else inner

    def link(self, inner: str, href: str, text: str) -> str:
        address = href.removeprefix("mailto:")
        return inner if address in (text, "", f"https://doi.org/{text}") else f"{inner} <{address}>"

    def heading(self, level: int, text: str) -> str:
        return text

    def paragraph(self, text: str, name: str) -> str:
        return f"◆{text}" if name == "g-sec" else text

    def table(self, grid: Grid) -> str:
        return "\n".join("\t".join(row).rstrip("\t") for row in grid.rows)
