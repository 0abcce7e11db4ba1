"""The document as Mammoth gets it, with facts and remarks that Mammoth cannot carry."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from issues.document.errors import Unreadable
from issues.importing.source import Remark

NUMBER_PREFIX, BOOKMARK_PREFIX = "p:", "b:"
"""Prefixes of bookmarks: for the number of a paragraph, and for a bookmark of the document itself."""
MAX_ELEMENTS = 60_000
"""10,000 paragraphs or more; Mammoth takes about two kilobytes for each element."""
_TOO_LONG = "文档太长，超出了一期可能有的篇幅，请分成几个文件再上传"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphFacts:
    """What Mammoth does not report about a paragraph."""

    style: str = ""
    level: int = 0
    numbering: str = ""
    depth: int = 0


@dataclass(slots=True, kw_only=True)
class Simplified:
    facts: list[ParagraphFacts] = field(default_factory=list)
    """Of paragraph 1, 2, 3 …"""
    remarks: list[Remark] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """Targets by the ids of our own relationships."""
    styles: set[str] = field(default_factory=set)
    """Ids of those that the text uses."""
    pieces: list[str] = field(default_factory=list)
    elements: int = 0
    """The number of elements written so far, and of remarks."""

    def write(self, piece: str) -> None:
        self.pieces.append(piece)
        self._count(piece.count("<") - piece.count("</"))

    def write_text(self, text: str) -> None:
        self.write(f"<w:t>{escape(text.replace(chr(10), ' '))}</w:t>")

    def write_bookmark(self, name: str) -> None:
        self.write(f"<w:bookmarkStart w:name={quoteattr(name)}/>")

    def style_reference(self, element: str, style: str) -> str:
        """The reference to a style, as XML; "" for none."""
        if not style:
            return ""
        self.styles.add(style)
        return f"<w:{element} w:val={quoteattr(style)}/>"

    def link(self, target: str) -> str:
        """The id of a relationship to it."""
        name = f"h{len(self.links)}"
        self.links[name] = target
        return name

    def remark(self, reason: str, text: str = "", *, is_unrecognised: bool = False) -> None:
        line = max(len(self.facts), 1)
        self.remarks.append(Remark(line=line, reason=reason, text=text, is_unrecognised=is_unrecognised))
        self._count(1)

    def remark_unfilled(self, prompt: str) -> None:
        """Adds a remark on a content control that nobody has filled in."""
        self.remark("这里有一处没有填写，只有提示文字", prompt, is_unrecognised=True)

    def _count(self, elements: int) -> None:
        self.elements += elements
        if self.elements > MAX_ELEMENTS:
            raise Unreadable(_TOO_LONG)
