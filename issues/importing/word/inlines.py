"""Rewrites the inside of a paragraph with the elements that Mammoth understands."""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from issues.importing.word.fields import Field, Fields, link, printed_by
from issues.importing.word.formulas import MATH, linear
from issues.importing.word.objects import Objects
from issues.importing.word.package import Package, R, W
from issues.importing.word.simplified import BOOKMARK_PREFIX, Simplified
from issues.importing.word.styles import Styles, number, switch, value
from issues.importing.word.wording import COMPATIBILITY, chosen, deleted_words, is_unfilled, words
from issues.richtext.foreign.symbols import FONTS, PRIVATE, as_unicode, symbol

_AS_THEY_ARE = {
    W + "tab": "<w:tab/>",
    W + "ptab": "<w:tab/>",
    W + "cr": "<w:br/>",
    W + "noBreakHyphen": "<w:t>-</w:t>",  # of a telephone number or an address: the sign is an ordinary one
    W + "softHyphen": "",  # a possible line break, no visible character
}
_NOTES = {
    W + "footnoteReference": ("footnotes", "脚注"),
    W + "endnoteReference": ("endnotes", "尾注"),
    W + "commentReference": ("comments", "批注"),
}
LEAST_POSITION = 3
"""Half-points; text that is raised or lowered by less is only aligned."""
_SKIPPED = (W + "rPr", W + "pPr", W + "delText", W + "delInstrText", W + "sdtPr", W + "sdtEndPr")


class Inlines:
    def __init__(self, package: Package, styles: Styles, out: Simplified) -> None:
        self._out, self._styles = out, styles
        self._relations = package.document_relations
        self._objects = Objects(package, out)
        self._notes = {kind: _notes(package, kind) for kind, _ in _NOTES.values()}
        self._fields = Fields()
        self._common_position = ""
        self._capitals = False
        self._struck: list[str] = []
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

    def write_paragraph(self, paragraph: Element) -> None:
        self._common_position = _common_position(paragraph)
        self.write(paragraph)
        if self._struck:
            self._out.remark("文字带有删除线，删除线没有保留，请核对是否应删去", "".join(self._struck))
            self._struck = []
        for instruction in self._fields.unfinished():
            if instruction:
                self._out.remark("这里的域没有写完，没有导入", instruction, is_unrecognised=True)

    def boxes(self) -> list[Element]:
        """The text boxes read since the last call."""
        return self._objects.boxes()

    def _alternate(self, element: Element) -> None:
        self.write(chosen(element))

    def _nothing(self, element: Element) -> None:
        pass

    def _bookmark(self, element: Element) -> None:
        if (name := element.get(W + "name", "")) not in ("", "_GoBack"):
            self._out.write_bookmark(BOOKMARK_PREFIX + name)

    def _deletion(self, element: Element) -> None:
        if text := deleted_words(element):
            self._out.remark("修订：删去的文字没有导入", text)

    def _control(self, element: Element) -> None:
        """Writes the words of a content control, but not its prompt."""
        if is_unfilled(element):
            self._out.remark_unfilled(words(element))
        else:
            self.write(element)

    def _equation(self, element: Element) -> None:
        text = linear(element)
        self._out.write("<w:r>")
        self._write_text(text)
        self._out.write("</w:r>")
        self._out.remark("公式只导入了文字，请核对", text)

    def _hyperlink(self, element: Element) -> None:
        relation, anchor = self._relations.get(element.get(R + "id", "")), element.get(W + "anchor", "")
        attributes = f" w:anchor={quoteattr(anchor)}" if anchor else ""
        if relation:
            attributes = f' r:id="{self._out.link(relation.target)}"{attributes}'
        self._out.write(f"<w:hyperlink{attributes}>")
        self.write(element)
        self._out.write("</w:hyperlink>")

    def _simple_field(self, element: Element) -> None:
        self._fields.begin(None)
        if coding := self._fields.coding:
            coding.instruction += element.get(W + "instr", "")
        self._field("separate")
        self.write(element)
        self._field("end")

    def _run(self, element: Element) -> None:
        properties = element.find(W + "rPr")
        style, hidden = value(properties, "rStyle"), switch(properties, "vanish")
        if self._styles.is_hidden(style) if hidden is None else hidden:
            if text := words(element):
                self._out.remark("隐藏的文字没有导入", text, is_unrecognised=True)
            return
        self._out.write("<w:r>" + self._properties(properties, style))
        self._capitals = self._is_set(properties, style, "caps") or self._is_set(
            properties, style, "smallCaps"
        )
        if (self._is_set(properties, style, "strike") or self._is_set(properties, style, "dstrike")) and (
            text := words(element)
        ):
            self._struck.append(text)
        self._pieces(element, _font(properties))
        self._out.write("</w:r>")

    def _is_set(self, properties: Element | None, style: str, name: str) -> bool:
        own = switch(properties, name)
        return self._styles.is_set(style, name) if own is None else own

    def _height(self, properties: Element | None, style: str) -> str:
        """superscript or subscript, also where it is done by a position; else ""."""
        named = value(properties, "vertAlign") or self._styles.inherited(style, "vertAlign")
        if named:
            return named if named in ("superscript", "subscript") else ""
        position = value(properties, "position") or self._styles.inherited(style, "position")
        by = 0 if position == self._common_position else number(position) or 0
        if abs(by) < LEAST_POSITION:
            return ""
        return "superscript" if by > 0 else "subscript"

    def _properties(self, properties: Element | None, style: str) -> str:
        bold, vertical = switch(properties, "b"), self._height(properties, style)
        written = self._out.style_reference("rStyle", style)
        if self._styles.is_bold(style) if bold is None else bold:
            written += "<w:b/>"
        if self._is_set(properties, style, "i"):
            written += "<w:i/>"
        if vertical:
            written += f'<w:vertAlign w:val="{vertical}"/>'
        return f"<w:rPr>{written}</w:rPr>" if written else ""

    def _pieces(self, elements: Iterable[Element], font: str) -> None:
        """The contents of a run."""
        for element in elements:
            tag = element.tag
            if tag == W + "t":
                self._text(element.text or "", font)
            elif self._fields.coding and tag in (*_AS_THEY_ARE, W + "br"):
                self._write_text(" ")
            elif tag in _AS_THEY_ARE:
                self._out.write(_AS_THEY_ARE[tag])
            elif tag == W + "br":
                kind = element.get(W + "type", "")
                self._out.write(f'<w:br w:type="{kind}"/>' if kind in ("page", "column") else "<w:br/>")
            elif tag == W + "sym":
                self._write_text(self._symbol(element.get(W + "font", ""), element.get(W + "char", "")))
            elif tag in _NOTES:
                self._note(element)
            elif tag == W + "fldChar":
                self._field_character(element.get(W + "fldCharType", ""), element.find(W + "ffData"))
            elif tag == W + "instrText":
                if coding := self._fields.coding:
                    coding.instruction += element.text or ""
            elif tag == W + "ruby":
                self._ruby(element, font)
            elif tag == COMPATIBILITY + "AlternateContent":
                self._pieces(chosen(element), font)
            elif not self._objects.take(element) and tag not in _SKIPPED:
                self._pieces(element, font)

    def _text(self, text: str, font: str) -> None:
        if self._capitals:
            text = text.upper()
        if font in FONTS:
            text = self._in_signs(text, font)
        self._write_text(text)

    def _in_signs(self, text: str, font: str) -> str:
        signs: dict[str, str | int | None] = {
            letter: self._symbol(font, f"{ord(letter):X}")
            for letter in sorted(set(text))
            if ord(letter) in PRIVATE
        }
        written = text.translate(str.maketrans(signs))
        plain = as_unicode(written, font) if any(letter.isalnum() for letter in written) else written
        if plain != written:
            self._out.remark(f"字体“{font}”的字母 {written.strip()} 已换成符号，请核对", plain)
        return plain

    def _symbol(self, font: str, code: str) -> str:
        try:
            sign = symbol(font, int(code, 16))
        except ValueError:
            sign = ""
        if not sign:
            self._out.remark(f"字体“{font}”里的符号 {code} 没有对应的文字，没有导入", is_unrecognised=True)
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
            self._out.remark("拼音指南没有导入", text, is_unrecognised=True)

    def _field(self, mark: str) -> None:
        self._out.write("<w:r>")
        self._field_character(mark, None)
        self._out.write("</w:r>")

    def _field_character(self, mark: str, form: Element | None) -> None:
        """Reads the begin, separator or end of a field. Of fields Mammoth gets links alone, always in pairs."""
        if mark == "begin":
            self._fields.begin(form)
        elif mark == "separate":
            self._begin_result(self._fields.separate())
        elif mark == "end":
            self._end_field(self._fields.end())

    def _begin_result(self, field: Field | None) -> None:
        if field is None or self._fields.coding or not (target := link(field.instruction)):
            return
        field.is_link = True
        self._out.write('<w:fldChar w:fldCharType="begin"/>')
        self._out.write(f"<w:instrText>{escape(target)}</w:instrText>")
        self._out.write('<w:fldChar w:fldCharType="separate"/>')

    def _end_field(self, field: Field | None) -> None:
        if field is None:
            return
        if field.is_link:
            self._out.write('<w:fldChar w:fldCharType="end"/>')
        printed = printed_by(field)
        self._write_text(printed.text)
        if printed.doubt:
            self._out.remark(printed.doubt, printed.text)
        if printed.lost and (coding := self._fields.coding):
            coding.instruction += printed.lost
        elif printed.lost:
            self._out.remark("这里的域没有保存结果，没有导入，请核对", printed.lost, is_unrecognised=True)

    def _write_text(self, text: str) -> None:
        """Writes text into the run, or into the instruction of the field that holds it."""
        if not text:
            return
        if coding := self._fields.coding:
            coding.instruction += text
            return
        self._fields.note_text()
        self._out.write_text(text)


def _common_position(paragraph: Element) -> str:
    """The position that all words of `paragraph` share, so that none is raised; "" where they differ."""
    heights = {
        value(run.find(W + "rPr"), "position")
        for run in paragraph.iter(W + "r")
        if any((text.text or "").strip() for text in run.iterfind(W + "t"))
    }
    return heights.pop() if len(heights) == 1 else ""


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(W + "rFonts")
    return "" if fonts is None else fonts.get(W + "ascii", "") or fonts.get(W + "hAnsi", "")


def _notes(package: Package, kind: str) -> dict[str, str]:
    """Their words, by id."""
    return {note.get(W + "id", ""): words(note) for _, root in package.related(kind) for note in root}
