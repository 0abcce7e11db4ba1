"""Gives the parts of a Word file as trees of XML, after checking the size of each."""

import posixpath
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from issues.document.errors import Unreadable
from issues.files.archives import open_archive, unfit
from issues.files.file_types import Kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAX_XML, MAX_TAGS, MAX_ATTRIBUTES = 32 * 2**20, 600_000, 250_000
"""Limits of all the parts that one reader parses together: memory stays at a few tens of megabytes."""
MAX_DEPTH = 100
"""Mammoth's recursion ends at about 130."""
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml|package)/")
_OTHERS = ("xl/", "ppt/")
"""Folders of the main part in files of the other Office programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    kind: str
    """The last word of its type: hyperlink, header, styles."""
    target: str
    is_external: bool


class Package:
    def __init__(self, data: bytes) -> None:
        self._archive: ZipFile = open_archive(data, kind=Kind.WORD)
        self._bytes = self._tags = self._attributes = 0
        self._names = set(self._archive.namelist())
        main = [
            relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"
        ]
        self.main = next((name for name in (*main, "word/document.xml") if name in self._names), "")
        if not self.main or self.main.startswith(_OTHERS):
            raise unfit(data, kind=Kind.WORD)

    def with_new_limits(self) -> "Package":
        """The same file for another reader, with nothing counted yet of what may be parsed."""
        package = copy(self)
        package._bytes = package._tags = package._attributes = 0
        return package

    @cached_property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self._names)

    def root(self, name: str) -> Element | None:
        """The tree of a part, None if the file has no such part. Raises `Unreadable`, which names the part."""
        if name not in self._names:
            return None
        data = _STRICT.sub(_transitional, self._archive.read(name))
        self._account(data, name)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable("文件有异常，不能导入。请用 Word 或 WPS 打开，另存为新文件再试") from error
        except (ParseError, ValueError, LookupError) as error:
            raise Unreadable(f"文件的“{name}”部分已损坏（{error}），请用 Word 或 WPS 重新保存") from error
        _check_depth(root, name)
        return root

    def _account(self, data: bytes, name: str) -> None:
        self._bytes += len(data)
        self._tags += data.count(b"<")
        self._attributes += data.count(b"=")
        if self._bytes > MAX_XML or self._tags > MAX_TAGS or self._attributes > MAX_ATTRIBUTES:
            raise Unreadable(f"文件的“{name}”部分太大，请分成几个文件再上传")

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part ("" for the whole file) points to, by relationship id."""
        folder, base = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {} if root is None else dict(_relations(root, folder))

    def related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """Name and tree of the parts of a kind that the document points to."""
        for relation in self.document_relations.values():
            if relation.kind == kind and not relation.is_external:
                root = self.root(relation.target)
                if root is not None:
                    yield relation.target, root

    @cached_property
    def document_relations(self) -> dict[str, Relation]:
        return self.relations(self.main)


def _transitional(match: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + match[1] + b"/2006/"


def _relations(root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for element in root:
        target = element.get("Target", "")
        is_external = element.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        yield element.get("Id", ""), Relation(kind=kind, target=target, is_external=is_external)


def _check_depth(root: Element, name: str) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"文件的“{name}”部分嵌套太深，不能导入")
        level = [child for element in level for child in element]
