"""Recognises what a file is by its bytes, whatever its name says."""

import re
from collections.abc import Iterable
from enum import Enum

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
PDF = b"%PDF-"
RTF = b"{\\rtf"
PNG, JPEG = b"\x89PNG", b"\xff\xd8"
CAJ = (b"CAJ", b"KDH ", b"HN\x00", b"\xc8\x00\x00\x00")
"""The formats in which CNKI gives full texts."""
MAGIC_BYTES = {
    ".pdf": PDF,
    ".doc": OLE,
    ".docx": ZIP,
    ".xls": OLE,
    ".xlsx": ZIP,
    ".ppt": OLE,
    ".pptx": ZIP,
    ".csv": b"",
    ".txt": b"",
    ".zip": ZIP,
    ".jpg": JPEG,
    ".png": PNG,
}
"""The first bytes of every type of annex; a text begins with any bytes, but contains no NUL."""
_OLE_STREAMS = (
    ("EncryptedPackage", "ENCRYPTED"),
    ("WordDocument", "OLD_WORD"),
    ("Workbook", "OLD_EXCEL"),
    ("Book", "OLD_EXCEL"),
    ("PowerPoint Document", "OLD_POWERPOINT"),
)
_ZIP_NAMES = (
    (b"word/document", "WORD"),
    (b"xl/workbook", "EXCEL"),
    (b"ppt/presentation", "POWERPOINT"),
    (b"Index/Document.iwa", "PAGES"),
    (b"vnd.oasis.opendocument", "OPEN_DOCUMENT"),
)
_TEXTS = (
    (re.escape(RTF), "RTF"),
    (re.escape(PDF), "PDF"),
    (
        rb"(?is)(?:<\?xml[^>]*>)?.{0,1500}?(?:progid=.excel\.sheet|urn:schemas-microsoft-com:office:spreadsheet)",
        "EXCEL_XML",
    ),
    (rb"(?is)(<\?xml[^>]*>)?\s*<\?mso-application|<\?xml[^>]*>\s*<pkg:package", "WORD_XML"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "PACKED"),
    (re.escape(PNG) + b"|" + re.escape(JPEG) + rb"\xff|GIF8", "PICTURE"),
    (rb"\x09[\x00\x02\x04\x08][\x04\x06\x08]\x00", "OLD_EXCEL"),
    (rb"(?i)(<!doctype html|<html|<meta|<head|<body)", "HTML"),
    (rb"(?i)MIME-Version:", "HTML"),
)


class Kind(Enum):
    """The value is what a person calls it."""

    WORD = "Word 文档(*.docx)"
    EXCEL = "Excel 表格(*.xlsx)"
    POWERPOINT = "PowerPoint 演示文稿(*.pptx)"
    PAGES = "苹果 Pages 文稿"
    OPEN_DOCUMENT = "OpenDocument 文档(*.odt)"
    ENCRYPTED = "加了密码的文件"
    OLD_WORD = "旧版的 Word 文档(*.doc)"
    OLD_EXCEL = "旧版的 Excel 表格(*.xls)"
    OLD_POWERPOINT = "旧版的 PowerPoint 演示文稿(*.ppt)"
    RTF = "RTF 文档"
    PDF = "PDF 文件"
    OLD_OFFICE = "旧版的 Office 文件"
    WORD_XML = "Word XML 文档(*.xml)"
    EXCEL_XML = "Excel 2003 的 XML 表格(*.xml)"
    PACKED = "压缩包(rar、7z 等)"
    PICTURE = "图片"
    HTML = "网页文件"
    ZIP = "压缩包"
    EMPTY = "空文件"
    UNKNOWN = "其他文件"


def kind_of(data: bytes) -> Kind:
    """Only explains refusals: a damaged file may look like something else, so nothing may be allowed because of it."""
    if not data:
        return Kind.EMPTY
    if data.startswith(OLE):
        return _first((kind for name, kind in _OLE_STREAMS if _has_stream(data, name)), Kind.OLD_OFFICE)
    if data.startswith(ZIP):
        return _first((kind for name, kind in _ZIP_NAMES if name in data), Kind.ZIP)
    head = data[:2000].removeprefix(b"\xef\xbb\xbf")
    return _first(
        kind for pattern, kind in _TEXTS if re.match(pattern, head if head[:1] == b"\t" else head.lstrip())
    )


def _has_stream(data: bytes, name: str) -> bool:
    """Looks for the name of a stream in the directory of an OLE file, where an entry has 128 bytes and begins with the
    name. A short name may occur in text too, so it has to be at the beginning of an entry."""
    wanted = name.encode("utf-16-le")
    if len(name) > 4:
        return wanted in data
    wanted += b"\0\0"
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 1)
    return at >= 0


def _first(names: Iterable[str], default: Kind = Kind.UNKNOWN) -> Kind:
    return next((Kind[name] for name in names), default)
