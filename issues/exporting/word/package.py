"""Fills the parts of the file other than its text, and writes the same bytes for the same document."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from issues.document import FORMAT, Document
from issues.document import word_form as form
from issues.document.annexes import annexes_of
from issues.document.dumping import ReadAnnex
from issues.document.partial_date import format_day
from issues.document.word_properties import divided
from issues.exporting.word import defaults, styles
from issues.exporting.word.context import Context
from issues.exporting.word.xml import W

NEEDED_PARTS = {
    "styles",
    "settings",
    "fontTable",
    "numbering",
    "core-properties",
    "extended-properties",
    "officeDocument",
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that people define."""
FIRST_PROPERTY = 2
"""Smaller ids are the format's own."""
CORE_LIMIT = 255
MAX_ENCLOSED = 24 * 2**20
"""Bytes of all annexes; what is beyond is named, not attached."""
PIECE = 8 * 2**20
"""Bytes of one custom XML part: a part past 16 MB is refused on the way back."""


def empty() -> Word:
    """Returns a package with the needed parts of python-docx's template and an empty body."""
    word = docx.Document()
    for rels in (word.part.rels, word.part.package.rels):
        for name, relation in list(rels.items()):
            if relation.reltype.rpartition("/")[2] not in NEEDED_PARTS:
                del rels[name]
    for child in list(word.element.body):
        word.element.body.remove(child)
    return word


def fill(word: Word, context: Context, read_annex: ReadAnnex) -> None:
    """Adds styles, numbering, fonts, properties, and the data stored next to the text."""
    _replace(word.styles.element, styles.style_elements(), except_tag="docDefaults")
    _replace(word.part.numbering_part.element, context.numbering.elements())
    defaults.fill(word)
    _properties(word, context.document)
    carried = json.dumps(context.carried, separators=(",", ":"), sort_keys=True)
    _custom_properties(word, {form.MARK: FORMAT, **dict(divided(carried))})
    parts = [_xml("issue", carried, format=FORMAT), *_attached(context.document, read_annex)]
    for number, xml in enumerate(parts, 1):
        _custom_xml(word, number, xml)


def to_bytes(word: Word) -> bytes:
    """Writes the file without the current time, so that the bytes depend on the document alone."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(name))
    return packed.getvalue()


def _replace(root: Any, children: Iterator[Any] | Any, except_tag: str = "") -> None:
    for child in list(root):
        if child.tag != W + except_tag:
            root.remove(child)
    root.extend(children)


def _properties(word: Word, document: Document) -> None:
    core, day = word.core_properties, datetime.combine(document.date, time())
    core.title = f"{document.title} 第{document.number}期"[:CORE_LIMIT]
    core.subject = format_day(document.date)
    core.author = "；".join(document.publishers)[:CORE_LIMIT]
    titles = [section.title for section in document.sections if not section.is_empty]
    core.keywords = "，".join(["医院管理", *titles])[:CORE_LIMIT]
    core.comments, core.last_modified_by, core.language, core.revision = "", "", "zh-CN", 1
    core.created = core.modified = day


def _custom_properties(word: Word, values: dict[str, str]) -> None:
    written = "".join(
        f'<property fmtid="{CUSTOM}" pid="{number}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), FIRST_PROPERTY)
    )
    spaces = f'xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"'
    xml = f"{DECLARATION}<Properties {spaces}>{written}</Properties>"
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, xml.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _attached(document: Document, read_annex: ReadAnnex) -> Iterator[bytes]:
    """Each file once, in pieces, as long as there is room."""
    left = MAX_ENCLOSED
    for sha256, size in {annex.sha256: annex.size for annex in annexes_of(document)}.items():
        if size > left:
            continue
        left -= size
        content = read_annex(sha256) or b""
        for place in range(0, max(len(content), 1), PIECE):
            piece = base64.b64encode(content[place : place + PIECE]).decode()
            yield _xml("annex", piece, sha256=sha256, piece=str(place // PIECE))


def _xml(tag: str, text: str, **attributes: str) -> bytes:
    root = etree.Element(f"{{{form.NAMESPACE}}}{tag}", attributes, nsmap={None: form.NAMESPACE})
    root.text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _custom_xml(word: Word, number: int, xml: bytes) -> None:
    package = word.part.package
    item = Part(PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, xml, package)
    uid = str(uuid5(NAMESPACE_URL, f"{form.NAMESPACE}:{number}")).upper()
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{form.NAMESPACE}"/></ds:schemaRefs>'
    store = (
        f'<ds:datastoreItem ds:itemID="{{{uid}}}" xmlns:ds="{OFFICE}/customXml">{schemas}</ds:datastoreItem>'
    )
    uri = PackURI(f"/customXml/itemProps{number}.xml")
    kind = CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES
    properties = Part(uri, kind, (DECLARATION + store).encode(), package)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
