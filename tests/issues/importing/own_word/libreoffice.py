"""What LibreOffice makes of an exported file, without LibreOffice: what it drops, renames and writes in another way."""

import re
from io import BytesIO
from urllib.parse import quote, unquote
from zipfile import ZipFile

from lxml import etree

from tests.issues.importing.own_word.edits import W

PLAIN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
SCRIPTS = re.compile(r"[0-9A-Za-z]+|[^0-9A-Za-z]+")


def through_opendocument(data: bytes) -> bytes:
    """.docx to .odt and back: no custom XML, no styles of tables, other style ids, runs cut where the script changes."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            if not name.startswith("customXml/"):
                target.writestr(name, _rewritten(name, source.read(name)))
    return packed.getvalue()


def _rewritten(name: str, content: bytes) -> bytes:
    if not name.startswith("word/") or not name.endswith((".xml", ".rels")):
        return content
    root = etree.fromstring(content)
    if name.endswith(".rels"):
        _rewrite_relations(root)
    else:
        _rename_styles(root)
        for element in [*root.iter(f"{W}tblStyle"), *root.xpath("//*[@*[.='table']][local-name()='style']")]:
            element.getparent().remove(element)
        for run in list(root.iter(f"{W}r")):
            _cut(run)
    return etree.tostring(root)


def _rewrite_relations(root):
    for relation in list(root):
        if relation.get("Type").endswith("/customXml"):
            root.remove(relation)
        elif relation.get("Type").endswith("/hyperlink"):
            address = PLAIN_PERCENT.sub("%25", relation.get("Target"))
            is_chinese = any(not sign.isascii() for sign in unquote(address))
            relation.set("Target", unquote(address) if is_chinese else quote(address, safe=":/?&=#%@;,+~()"))


def _rename_styles(root):
    for element in root.iter(etree.Element):
        for key in (f"{W}styleId", f"{W}val"):
            if (element.get(key) or "").startswith("Digest"):
                element.set(key, element.get(key).replace("Digest", "Style"))


def _cut(run):
    """国家2025年 becomes three runs."""
    texts = run.findall(f"{W}t")
    if len(texts) != 1 or run[-1] is not texts[0]:
        return
    first, *rest = SCRIPTS.findall(texts[0].text)
    texts[0].text = first
    for words in reversed(rest):
        properties = run.find(f"{W}rPr")
        new = etree.Element(f"{W}r")
        if properties is not None:
            new.append(etree.fromstring(etree.tostring(properties)))
        text = etree.SubElement(new, f"{W}t")
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(new)
