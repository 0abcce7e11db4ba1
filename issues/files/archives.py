"""Opens files that are ZIP archives of XML parts (Word, Excel) so that a hostile one does no harm.

Everything is inflated once before anything is parsed: the sizes in the headers are not trusted.
"""

import re
import zlib
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from issues.document.errors import Unreadable
from issues.files.file_types import ZIP, Kind, kind_of

MAX_FILE = 50 * 2**20
MAX_ENTRIES = 2_000
MAX_PART = 16 * 2**20
"""Of one XML part, inflated."""
MAX_INFLATED = 160 * 2**20
"""Of all parts together, pictures too."""
CHUNK = 2**18
LOCAL_HEADER = 30
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_OPENED_WITH = {Kind.EXCEL: "Excel 或 WPS 表格", Kind.POWERPOINT: "PowerPoint 或 WPS 演示"}
_OLDER = {
    Kind.WORD: {Kind.OLD_WORD, Kind.WORD_XML, Kind.RTF, Kind.HTML, Kind.OPEN_DOCUMENT, Kind.OLD_OFFICE},
    Kind.EXCEL: {Kind.OLD_EXCEL, Kind.EXCEL_XML, Kind.HTML, Kind.OPEN_DOCUMENT, Kind.OLD_OFFICE},
}
"""Kinds that the program can open and save in the wanted format."""
_TOO_LARGE = "文件太大，展开后超出了可以导入的范围"
_DAMAGED = "文件已损坏或不完整，打不开；请用 Word、Excel 或 WPS 打开，重新保存再上传"
_UNSOUND = "文件有异常，不能导入。请用 Word、Excel 或 WPS 打开，另存为新文件再试"


def open_archive(data: bytes, *, kind: Kind, max_part: int = MAX_PART) -> ZipFile:
    """Raises `Unreadable` where the archive cannot be read completely and without harm, or is of another kind."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"文件太大，超过 {MAX_FILE // 2**20} MB")
    if not data.startswith(ZIP):
        raise unfit(data, kind=kind)
    try:
        archive = ZipFile(BytesIO(data))
        check_archive(archive, max_part=max_part)
    except (
        BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_DAMAGED) from error
    return archive


def check_archive(archive: ZipFile, *, max_part: int) -> None:
    """Raises `Unreadable` where it is too large or unsafe, and the errors of `zipfile` where it is damaged."""
    _check_directory(archive.infolist())
    _check_contents(archive, max_part)


def unfit(data: bytes, *, kind: Kind) -> Unreadable:
    """The error that names the actual kind of the file and what to do about it."""
    actual, program = kind_of(data), _OPENED_WITH.get(kind, "Word 或 WPS")
    if actual is Kind.EMPTY:
        return Unreadable("文件是空的")
    if actual is Kind.ENCRYPTED:
        return Unreadable(f"文件加了密码，请先用 {program} 打开，去掉密码再上传")
    if actual in (kind, Kind.UNKNOWN):
        return Unreadable(f"这不是 {kind.value}，或者文件已损坏")
    named = f"这不是 {kind.value}，而是{actual.value}"
    if actual in _OLDER.get(kind, ()):
        return Unreadable(f"{named}；请用 {program} 打开，另存为“{kind.value}”再上传")
    if actual is Kind.PACKED or actual is Kind.ZIP:
        return Unreadable(f"{named}；请先解压，再选择里面的文件")
    return Unreadable(f"{named}；请选择 {kind.value}，或把内容复制到新的 {kind.value} 里再上传")


def _check_directory(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Unreadable(_TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("文件加了密码，请去掉密码再上传")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise BadZipFile("a method of compression that no office program writes")
    if len({entry.filename for entry in entries}) < len(entries) or _overlap(entries):
        raise Unreadable(_UNSOUND)
    for entry in entries:
        if ".." in entry.filename.split("/") or re.match(r"/|\\|\w:", entry.filename):
            raise Unreadable(_UNSOUND)


def _overlap(entries: list[ZipInfo]) -> bool:
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        first.header_offset + LOCAL_HEADER + len(first.filename) + first.compress_size > second.header_offset
        for first, second in pairwise(ordered)
    )


def _check_contents(archive: ZipFile, max_part: int) -> None:
    left = MAX_INFLATED
    for entry in archive.infolist():
        left -= _inflated(archive, entry, left, max_part)


def _inflated(archive: ZipFile, entry: ZipInfo, left: int, max_part: int) -> int:
    """The number of bytes it really has."""
    is_xml, size, before = bool(_XML.search(entry.filename)), 0, b""
    most = min(left, max_part) if is_xml else left
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise Unreadable(_TOO_LARGE)
            if is_xml and any(doctype in before + chunk for doctype in _DOCTYPES):
                raise Unreadable(_UNSOUND)
            before = chunk[-len(_DOCTYPES[1]) :]
    return size
