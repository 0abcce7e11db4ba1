"""What stands inside a paragraph, said in Mammoth's words."""

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from issues.importing.word.formulas import linear
from issues.importing.word.objects import Objects
from issues.importing.word.package import Package, R, W
from issues.importing.word.simplified import THEIRS, Simplified
from issues.importing.word.styles import Styles, switch, value
from issues.importing.word.wording import COMPATIBILITY, MATH, chosen, deleted_words, is_unfilled, words
from issues.richtext.symbols import FONTS, PRIVATE, symbol

_AS_THEY_ARE = {
    W + "tab": "<w:tab/>",
    W + "ptab": "<w:tab/>",
    W + "cr": "<w:br/>",
    W + "noBreakHyphen": "<w:t>-</w:t>",  # of a telephone number or an address: the sign is an ordinary one
    W + "softHyphen": "",  # a place where a line may break, no sign
}
_NOTES = {
    W + "footnoteReference": ("footnotes", "脚注"),
    W + "endnoteReference": ("endnotes", "尾注"),
    W + "commentReference": ("comments", "批注"),
}
_HYPERLINK = re.compile(r"\s*HYPERLINK\b(.*)", re.DOTALL)
_OPTION = re.compile(r'\\([a-z])(?:\s+"([^"]*)")?')
_SKIPPED = (W + "rPr", W + "pPr", W + "delText", W + "delInstrText", W + "sdtPr", W + "sdtEndPr")


class Inlines:
    def __init__(self, package: Package, styles: Styles, out: Simplified) -> None:
        self._out, self._styles = out, styles
        self._relations = package.document_relations
        self._objects = Objects(package, out)
        self._notes = {kind: _notes(package, kind) for kind, _ in _NOTES.values()}
        self._open_fields, self._instruction = 0, ""
        self._writers: dict[str, Callable[[Element], None]] = {
            W + "r": self._run,
            W + "hyperlink": self._hyperlink,
            W + "fldSimple": self._simple_field,
            W + "bookmarkStart": self._bookmark,
            W + "del": self._deletion,
            W + "moveFrom": self._nothing,
            W + "sdt": self._control,
            MATH + "oMath": self._equation,
            COMPATIBILITY + "AlternateContent": self._alternate,
            **dict.fromkeys(_SKIPPED, self._nothing),
        }

    def write(self, elements: Iterable[Element]) -> None:
        """Wrappers (insertions, content controls, smart tags …) are passed through."""
        for element in elements:
            self._writers.get(element.tag, self.write)(element)

    def boxes(self) -> list[Element]:
        """The text boxes met since last asked."""
        return self._objects.boxes()

    def _alternate(self, element: Element) -> None:
        self.write(chosen(element))

    def _nothing(self, element: Element) -> None:
        pass

    def _bookmark(self, element: Element) -> None:
        if (name := element.get(W + "name", "")) not in ("", "_GoBack"):
            self._out.write_bookmark(THEIRS + name)

    def _deletion(self, element: Element) -> None:
        if text := deleted_words(element):
            self._out.remark("修订：删去的文字没有收入", text)

    def _control(self, element: Element) -> None:
        """A content control; what it says for want of words is nobody's."""
        if is_unfilled(element):
            self._out.remark_unfilled(words(element))
        else:
            self.write(element)

    def _equation(self, element: Element) -> None:
        text = linear(element)
        self._out.write("<w:r>")
        self._out.write_text(text)
        self._out.write("</w:r>")
        self._out.remark("公式只收入了其中的文字，排法请核对", text)

    def _hyperlink(self, element: Element) -> None:
        relation, anchor = self._relations.get(element.get(R + "id", "")), element.get(W + "anchor", "")
        said = f" w:anchor={quoteattr(anchor)}" if anchor else ""
        if relation:
            said = f' r:id="{self._out.link(relation.target)}"{said}'
        self._out.write(f"<w:hyperlink{said}>")
        self.write(element)
        self._out.write("</w:hyperlink>")

    def _simple_field(self, element: Element) -> None:
        self._field("begin")
        self._instruction = element.get(W + "instr", "")
        self._field("separate")
        self.write(element)
        self._field("end")

    def _run(self, element: Element) -> None:
        properties = element.find(W + "rPr")
        style, hidden = value(properties, "rStyle"), switch(properties, "vanish")
        if self._styles.is_hidden(style) if hidden is None else hidden:
            if text := words(element):
                self._out.remark("隐藏的文字没有收入", text, is_unrecognised=True)
            return
        self._out.write("<w:r>" + self._properties(properties, style))
        self._pieces(element, _font(properties))
        self._out.write("</w:r>")

    def _properties(self, properties: Element | None, style: str) -> str:
        bold, vertical = switch(properties, "b"), value(properties, "vertAlign")
        said = self._out.style_reference("rStyle", style)
        if self._styles.is_bold(style) if bold is None else bold:
            said += "<w:b/>"
        if switch(properties, "i"):
            said += "<w:i/>"
        if vertical in ("superscript", "subscript"):
            said += f'<w:vertAlign w:val="{vertical}"/>'
        return f"<w:rPr>{said}</w:rPr>" if said else ""

    def _pieces(self, elements: Iterable[Element], font: str) -> None:
        """The contents of a run."""
        for element in elements:
            tag = element.tag
            if tag == W + "t":
                self._text(element.text or "", font)
            elif tag in _AS_THEY_ARE:
                self._out.write(_AS_THEY_ARE[tag])
            elif tag == W + "br":
                kind = element.get(W + "type", "")
                self._out.write(f'<w:br w:type="{kind}"/>' if kind in ("page", "column") else "<w:br/>")
            elif tag == W + "sym":
                self._out.write_text(self._symbol(element.get(W + "font", ""), element.get(W + "char", "")))
            elif tag in _NOTES:
                self._note(element)
            elif tag == W + "fldChar":
                self._field_mark(element.get(W + "fldCharType", ""))
            elif tag == W + "instrText":
                self._instruction += element.text or ""
            elif tag == W + "ruby":
                self._ruby(element, font)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._pieces(chosen(element), font)
            elif not self._objects.take(element) and tag not in _SKIPPED:
                self._pieces(element, font)

    def _text(self, text: str, font: str) -> None:
        private = {letter for letter in text if ord(letter) in PRIVATE} if font in FONTS else ()
        signs: dict[str, str | int | None] = {
            letter: self._symbol(font, f"{ord(letter):X}") for letter in sorted(private)
        }
        self._out.write_text(text.translate(str.maketrans(signs)))

    def _symbol(self, font: str, code: str) -> str:
        try:
            sign = symbol(font, int(code, 16))
        except ValueError:
            sign = ""
        if not sign:
            self._out.remark(f"字体“{font}”里的符号 {code} 没有对应的文字，没有收入", is_unrecognised=True)
        return sign

    def _note(self, element: Element) -> None:
        kind, name = _NOTES[element.tag]
        text = self._notes[kind].get(element.get(W + "id", ""), "")
        if text:
            self._out.remark(f"{name}不在正文里", text, is_unrecognised=True)

    def _ruby(self, element: Element, font: str) -> None:
        for run in element.iterfind(f"{W}rubyBase/{W}r"):
            self._pieces(run, font)
        if (guide := element.find(W + "rt")) is not None and (text := words(guide)):
            self._out.remark("拼音指南没有收入", text, is_unrecognised=True)

    def _field(self, mark: str) -> None:
        self._out.write("<w:r>")
        self._field_mark(mark)
        self._out.write("</w:r>")

    def _field_mark(self, mark: str) -> None:
        """Mammoth relies on marks being paired, and on an instruction that says no more than where a link leads."""
        if mark == "begin":
            self._open_fields += 1
        elif self._open_fields == 0 or mark not in ("separate", "end"):
            return
        elif mark == "end":
            self._open_fields -= 1
        if self._instruction:
            self._out.write(f"<w:instrText>{escape(_link(self._instruction))}</w:instrText>")
            self._instruction = ""
        self._out.write(f'<w:fldChar w:fldCharType="{mark}"/>')


def _link(instruction: str) -> str:
    """HYPERLINK "address" \\l "place" \\t "window", without the window; nothing for fields of other kinds."""
    found = _HYPERLINK.match(instruction)
    if not found:
        return ""
    options = dict(_OPTION.findall(found[1]))
    address = next(iter(re.findall(r'"([^"]*)"|(\S+)', _OPTION.sub("", found[1]))), ("", ""))
    target, place = address[0] or address[1], options.get("l", "")
    if not target:
        return f'HYPERLINK \\l "{place}"'
    return f'HYPERLINK "{target}#{place}"' if place else f'HYPERLINK "{target}"'


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii", "") or fonts.get(W + "hAnsi", "")


def _notes(package: Package, kind: str) -> dict[str, str]:
    """Their words, by id."""
    return {note.get(W + "id", ""): words(note) for _, root in package.related(kind) for note in root}
