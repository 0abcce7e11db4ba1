"""The structure tree of a PDF, as the software of someone who listens to it meets it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf

HEX = "<([0-9A-Fa-f]+)>"


@dataclass
class Element:
    role: str
    text: str = ""
    """Its own marked content, in order."""
    kids: list[Element] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    annotations: list[Any] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    """The pages of its own content, from 1."""

    def all(self, *roles: str) -> list[Element]:
        return [element for element in self._descendants() if element.role in roles]

    def _descendants(self) -> Iterator[Element]:
        for kid in self.kids:
            yield kid
            yield from kid._descendants()

    @property
    def whole_text(self) -> str:
        return self.text + "".join(kid.whole_text for kid in self.kids)


class Reader:
    def __init__(self, pdf: Pdf) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._texts = {
            (number, mcid): text
            for number, page in enumerate(pdf.pages, 1)
            for mcid, text in marked_texts(page).items()
        }

    def read(self, found: Dictionary) -> Element:
        element = Element(str(found.S)[1:])
        if "/A" in found:
            element.attributes = {name[1:]: value for name, value in found.A.items()}
        if "/ID" in found:
            element.attributes["ID"] = str(found.ID)
        for kid in found.get("/K", []):
            self._add(element, kid, found.get("/Pg"))
        return element

    def _add(self, element: Element, kid: Any, page: Any) -> None:
        if isinstance(kid, Dictionary) and "/S" in kid:
            element.kids.append(self.read(kid))
        elif isinstance(kid, Dictionary) and kid.Type == "/OBJR":
            element.annotations.append(kid.Obj)
        else:
            is_elsewhere = isinstance(kid, Dictionary)
            number = self._pages[(kid.Pg if is_elsewhere else page).objgen]
            element.text += self._texts[number, int(kid.MCID if is_elsewhere else kid)]
            element.pages.append(number)


def structure(pdf: Pdf) -> Element:
    (root,) = pdf.Root.StructTreeRoot.K
    return Reader(pdf).read(root)


def marked_texts(page: pikepdf.Page) -> dict[int | str, str]:
    """The text by the number of its marked content; that of artifacts under their type."""
    letters = {name: letters_of(font) for name, font in page.Resources.Font.items()}
    texts: defaultdict[int | str, str] = defaultdict(str)
    keys: list[int | str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            keys.append(_key(operands, keys))
            texts[keys[-1]] += ""
        elif str(operator) == "BMC":
            keys.append("Artifact")
        elif str(operator) == "EMC":
            keys.pop()
        elif str(operator) == "Tf":
            font = letters[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            texts[keys[-1]] += "".join(font.get(code, "□") for code in _codes(operands[0]))
    return texts


def _key(operands: Any, keys: list[int | str]) -> int | str:
    if str(operands[0]) == "/Artifact":
        return str(operands[1].Type)[1:]
    number = operands[1].get("/MCID")
    return keys[-1] if number is None else int(number)


def _codes(shown: Any) -> Iterator[int]:
    for part in shown if isinstance(shown, Array) else [shown]:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            yield from (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))


def letters_of(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall("beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(rf"{HEX}\s*{HEX}", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
