"""Annexes in the media store, each under its own fingerprint: kept once, never replaced, so that a published
Document's annex stays what was signed."""

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from issues.files.annex_checks import LOCKED, why_unsound
from issues.files.file_types import Kind, kind_of

MAX_SIZE = 20 * 1024 * 1024
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
MAGIC_BYTES = {
    ".pdf": b"%PDF-",
    ".doc": _OLE,
    ".docx": _ZIP,
    ".xls": _OLE,
    ".xlsx": _ZIP,
    ".ppt": _OLE,
    ".pptx": _ZIP,
    ".csv": b"",
    ".txt": b"",
    ".zip": _ZIP,
    ".jpg": b"\xff\xd8",
    ".png": b"\x89PNG",
}
"""What a file of each kind begins with; text begins with anything, but contains no NUL."""
NAMELESS = (Kind.UNKNOWN, Kind.EMPTY)


def store(content: bytes) -> str:
    """Store the content; gives its SHA-256 (hex)."""
    sha256 = sha256_of(content)
    store_atomically(_name(sha256), content)
    return sha256


def store_atomically(name: str, content: bytes) -> None:
    """Store under this name whole or not at all, in one step: nobody meets what another is still writing. Whatever
    was cut off or changed there is replaced."""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return
    beside = f"{name}.{uuid4().hex}"
    try:
        default_storage.save(beside, ContentFile(content))
        os.replace(default_storage.path(beside), default_storage.path(name))
    except OSError:
        default_storage.delete(beside)
        raise


def is_stored(sha256: str) -> bool:
    return default_storage.exists(_name(sha256))


def sha256_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def open_stored(sha256: str) -> "File[bytes]":
    """FileNotFoundError where nothing is kept under this fingerprint."""
    return default_storage.open(_name(sha256))


def read_stored(sha256: str) -> bytes:
    """FileNotFoundError also where the file holds something else by now: what was signed is gone."""
    with open_stored(sha256) as file:
        content = bytes(file.read())
    if sha256_of(content) != sha256:
        raise FileNotFoundError(f"{sha256} is not what was kept")
    return content


def why_refused(filename: str, size: int, read: Callable[[], bytes]) -> str | None:
    """Why this file cannot be an annex, in Chinese, or None. `read` gives its content, and is not asked in vain."""
    suffix = PurePath(filename).suffix.lower()
    if size > MAX_SIZE:
        return f"附件“{filename}”超过 {MAX_SIZE // 1024 // 1024} MB，请压缩或拆分后再上传"
    if suffix not in MAGIC_BYTES:
        return f"附件“{filename}”的类型不能上传；可用：{kinds()}"
    if not size:
        return f"附件“{filename}”是空的"
    reason = _why_unfit(suffix, read())
    return f"附件“{filename}”{reason}" if reason else None


def _why_unfit(suffix: str, content: bytes) -> str | None:
    """What was found sound or not stays so: an import looks at its annexes at every step."""
    known = _verdict(suffix, sha256_of(content))
    if not known:
        known.append(_looked_at(suffix, content))
    return known[0]


@lru_cache(maxsize=1024)
def _verdict(_suffix: str, _sha256: str) -> list[str | None]:
    return []


def _looked_at(suffix: str, content: bytes) -> str | None:
    head = MAGIC_BYTES[suffix]
    if not content.startswith(head) or (not head and b"\0" in content):
        found = kind_of(content)
        if found is Kind.ENCRYPTED:
            return LOCKED
        instead = "" if found in NAMELESS else f"，而是{found.value}"
        return f"的内容不是 {suffix[1:].upper()} 文件{instead}"
    return why_unsound(suffix, content)


def kinds() -> str:
    return "、".join(suffix[1:] for suffix in MAGIC_BYTES)


def upload_hint() -> str:
    """What can be uploaded, for the form."""
    return f"可用：{kinds()}；每个不超过 {MAX_SIZE // 1024 // 1024} MB。"


def _name(sha256: str) -> str:
    return f"annexes/{sha256}"
