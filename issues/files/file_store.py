"""Stores annexes under their SHA-256 in the media store: each once, and never replaced, so that the annex of a
published Document stays what was signed."""

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from issues.files.annex_checks import LOCKED, why_damaged
from issues.files.file_types import MAGIC_BYTES, Kind, kind_of

MAX_SIZE = 20 * 1024 * 1024
NAMELESS = (Kind.UNKNOWN, Kind.EMPTY)


def store(content: bytes) -> str:
    """Store the content; returns its SHA-256 (hex)."""
    sha256 = sha256_of(content)
    store_atomically(_name(sha256), content)
    return sha256


def store_atomically(name: str, content: bytes) -> None:
    """Store under this name completely or not at all, in one step, so that nobody reads a half-written file. A stored
    file with other content (one that was cut off or changed) is replaced."""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return
    temporary = f"{name}.{uuid4().hex}"
    try:
        default_storage.save(temporary, ContentFile(content))
        os.replace(default_storage.path(temporary), default_storage.path(name))
    except OSError:
        default_storage.delete(temporary)
        raise


def is_stored(sha256: str) -> bool:
    return default_storage.exists(_name(sha256))


def sha256_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def open_stored(sha256: str) -> "File[bytes]":
    """Raises FileNotFoundError where no file with this SHA-256 is stored."""
    return default_storage.open(_name(sha256))


def read_stored(sha256: str) -> bytes:
    """Raises FileNotFoundError also where the stored file was changed: what was signed is then missing."""
    with open_stored(sha256) as file:
        content = bytes(file.read())
    if sha256_of(content) != sha256:
        raise FileNotFoundError(f"{sha256} is not what was stored")
    return content


def why_refused(filename: str, size: int, read: Callable[[], bytes]) -> str | None:
    """Why this file cannot be an annex, in Chinese, or None. `read` returns its content; it is called only if needed."""
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
    """Remembers the result of each file, because an import checks its annexes at every step."""
    results = _results(suffix, sha256_of(content))
    if not results:
        results.append(_check(suffix, content))
    return results[0]


@lru_cache(maxsize=1024)
def _results(_suffix: str, _sha256: str) -> list[str | None]:
    """A list to store the result in: the content itself would be too large for a key of the cache."""
    return []


def _check(suffix: str, content: bytes) -> str | None:
    head = MAGIC_BYTES[suffix]
    if not content.startswith(head) or (not head and b"\0" in content):
        kind = kind_of(content)
        if kind is Kind.ENCRYPTED:
            return LOCKED
        instead = "" if kind in NAMELESS else f"，而是{kind.value}"
        return f"的内容不是 {suffix[1:].upper()} 文件{instead}"
    return why_damaged(suffix, content)


def kinds() -> str:
    return "、".join(suffix[1:] for suffix in MAGIC_BYTES)


def upload_hint() -> str:
    """Says what can be uploaded, for the form."""
    return f"可用：{kinds()}；每个不超过 {MAX_SIZE // 1024 // 1024} MB。"


def _name(sha256: str) -> str:
    return f"annexes/{sha256}"
