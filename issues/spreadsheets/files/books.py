"""Reads the parts of a workbook: its sheets, shared strings and number formats, but no colours and the like.

We do not use openpyxl for this: its style model refuses files that Excel opens (an empty fill, a style without a name), and
it does not know the names of Strict Open XML. lxml is safe here, because `issues.files.archives` has checked the parts.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from issues.document.errors import Unreadable
from issues.richtext.superscripts import subscript, superscript
from issues.spreadsheets.files.cells import unescaped
from issues.spreadsheets.files.number_formats import NumberFormat, builtin_format, number_format

HEIGHTS = {"superscript": superscript, "subscript": subscript}
_BINARY = "这是二进制的 Excel 工作簿(*.xlsb)，请用 Excel 或 WPS 打开，另存为“Excel 工作簿(*.xlsx)”再上传"


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    is_shown: bool
    part: str


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of its type; the rest differs in Strict Open XML."""

    kind: str
    target: str
    is_outside: bool


class Book:
    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.parts = {name.lower(): name for name in archive.namelist()}
        self.part = self._first("", "officeDocument") or "xl/workbook.xml"
        if self.part.endswith(".bin"):
            raise Unreadable(_BINARY)
        self.root = self.tree(self.part)
        self.namespace = etree.QName(self.root).namespace
        properties = self.root.find("{*}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if is_1904 else WINDOWS_EPOCH

    @property
    def sheets(self) -> list[Sheet]:
        related = self.relations(self.part)
        listed = []
        for sheet in self.root.iterfind("{*}sheets/{*}sheet"):
            link = related.get(related_id(sheet))
            if link and link.kind == "worksheet" and link.target.lower() in self.parts:
                listed.append(
                    Sheet(sheet.get("name", ""), sheet.get("state", "visible") == "visible", link.target)
                )
        return listed

    @cached_property
    def texts(self) -> list[str]:
        part = self._first(self.part, "sharedStrings")
        if not part:
            return []
        with self.opened(part) as source:
            return [text_of(item) for item in elements(source, f"{{{self.namespace}}}si")]

    @cached_property
    def formats(self) -> list[NumberFormat]:
        """The number formats, by the style number of a cell."""
        part = self._first(self.part, "styles")
        if not part:
            return []
        root = self.tree(part)
        written = {f.get("numFmtId"): f.get("formatCode") for f in root.iterfind("{*}numFmts/{*}numFmt")}
        numbers = [style.get("numFmtId") or "0" for style in root.iterfind("{*}cellXfs/{*}xf")]
        known = {n: number_format(written.get(n) or builtin_format(int(n))) for n in set(numbers)}
        return [known[n] for n in numbers]

    def opened(self, part: str) -> IO[bytes]:
        return self.archive.open(self.parts[part.lower()])

    def tree(self, part: str) -> Any:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        with self.opened(part) as source:
            return etree.parse(source, parser).getroot()

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() not in self.parts:
            return {}
        return {
            link.get("Id", ""): Relation(
                link.get("Type", "").rsplit("/", 1)[-1], target, link.get("TargetMode") == "External"
            )
            for link in self.tree(path).iterfind("{*}Relationship")
            for target in [_resolved(folder, link)]
        }

    def _first(self, part: str, kind: str) -> str:
        targets = (link.target for link in self.relations(part).values() if link.kind == kind)
        return next((target for target in targets if target.lower() in self.parts), "")


def related_id(element: Any) -> str:
    """The r:id of an element, whichever namespace the prefix stands for."""
    return next((str(value) for name, value in element.items() if etree.QName(name).localname == "id"), "")


def elements(source: IO[bytes], *tags: str) -> Iterator[Any]:
    """Each element is freed before the next is read, so that a long sheet takes no more memory than a short one."""
    parsing = etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    for _, element in parsing:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def text_of(item: Any) -> str:
    """The text of a string without formatting (except superscripts and subscripts) and without its phonetic guide."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return unescaped(item[0].text or "")
    return unescaped("".join(_runs(item)))


def _runs(item: Any) -> Iterator[str]:
    for part in item:
        name = etree.QName(part).localname
        if name == "t":
            yield part.text or ""
        elif name == "r":
            height = part.find("{*}rPr/{*}vertAlign")
            read = HEIGHTS.get(height.get("val", ""), str) if height is not None else str
            yield read("".join(text.text or "" for text in part.iterfind("{*}t")))


def _resolved(folder: str, link: Any) -> str:
    target = link.get("Target", "")
    if link.get("TargetMode") == "External":
        return str(target)
    path = target.replace("\\", "/")
    return posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path))
