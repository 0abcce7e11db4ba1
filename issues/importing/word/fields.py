"""The fields of a document as they open and close: what stands in an instruction is no text, unless nothing else says it."""

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
"""Fields that print nothing of their own, or keep what they print as their result."""


@dataclass(slots=True)
class Field:
    form: Element | None = None
    instruction: str = ""
    is_in_result: bool = False
    has_result: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What a field prints that keeps no result: `text`, and why a person should look at it ("": it need not)."""

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
        """The instructions that have begun and do not end in their paragraph: fields that somebody has damaged."""
        while self.coding:
            yield self._open.pop().instruction.strip()


def printed_by(field: Field) -> Printed:
    """Of a field that has come to its end."""
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
