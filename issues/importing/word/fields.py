"""Follows the fields of a document: an instruction is no text, unless the field has no other result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from issues.importing.word.field_codes import choice_of, equation_of, symbol_of

_HYPERLINK = re.compile(r"\s*HYPERLINK\b(.*)", re.DOTALL)
_OPTION = re.compile(r'\\([a-z])(?:\s+"([^"]*)")?')
_NUMBERS = re.compile(r"\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM)\b", re.IGNORECASE)
_WITHOUT_WORDS = re.compile(
    r"\s*(?:$|=|HYPERLINK|TOC|INDEX|XE|TC|TA|RD|TOA|BIBLIOGRAPHY|PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|SET|ASK|"
    r"FORMTEXT|PRIVATE|ADVANCE|ADDIN|MACROBUTTON|GOTOBUTTON|EMBED|LINK|OCX|CONTROL|INCLUDEPICTURE|SHAPE|SEQ|DATABASE|NEXT|"
    r"NEXTIF|SKIPIF|BARCODE|DISPLAYBARCODE|MERGEFIELD|IF|REF|NOTEREF|STYLEREF|COMPARE|FILLIN)\b",
    re.IGNORECASE,
)
"""Fields that print nothing, or whose printed text is stored as their result."""


@dataclass(slots=True)
class Field:
    form: Element | None = None
    instruction: str = ""
    is_in_result: bool = False
    has_result: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What a field without a stored result prints, and why a person should check it ("" for no reason)."""

    text: str = ""
    doubt: str = ""
    lost: str = ""
    """What could not be read, for a remark."""


class Fields:
    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def coding(self) -> Field | None:
        """The innermost field whose instruction is being read."""
        return next((field for field in reversed(self._open) if not field.is_in_result), None)

    def begin(self, form: Element | None) -> None:
        self._open.append(Field(form))

    def separate(self) -> Field | None:
        if not self._open:
            return None
        self._open[-1].is_in_result = True
        return self._open[-1]

    def end(self) -> Field | None:
        return self._open.pop() if self._open else None

    def note_text(self) -> None:
        for field in self._open:
            field.has_result = field.has_result or field.is_in_result

    def unfinished(self) -> Iterator[str]:
        """Instructions without an end in their paragraph: damaged fields."""
        while self.coding:
            yield self._open.pop().instruction.strip()


def printed_by(field: Field) -> Printed:
    """What a field prints, when it has been read to its end."""
    instruction = field.instruction
    choice = choice_of(field.form)
    if choice is not None and not field.has_result:
        return Printed(choice)
    if field.has_result:
        return Printed()
    if (sign := symbol_of(instruction)) is not None:
        return Printed(sign, lost="" if sign else instruction.strip())
    if (text := equation_of(instruction)) is not None:
        return Printed(text, doubt="带圈字符、合并字符或公式只导入了其中的文字，排法请核对")
    if _NUMBERS.match(instruction):
        return Printed(lost=instruction.strip())
    return Printed(lost="" if _WITHOUT_WORDS.match(instruction) else instruction.strip())


def link(instruction: str) -> str:
    """HYPERLINK "address" \\l "anchor" \\t "window", without the window; nothing for fields of other kinds."""
    match = _HYPERLINK.match(instruction)
    if not match:
        return ""
    options = dict(_OPTION.findall(match[1]))
    address = next(iter(re.findall(r'"([^"]*)"|(\S+)', _OPTION.sub("", match[1]))), ("", ""))
    target, anchor = address[0] or address[1], options.get("l", "")
    if not target:
        return f'HYPERLINK \\l "{anchor}"'
    return f'HYPERLINK "{target}#{anchor}"' if anchor else f'HYPERLINK "{target}"'
