"""Annexes in the media store, each under its own fingerprint: kept once, never replaced, so that a published
Document's annex stays what was signed."""

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

MAX_SIZE = 20 * 1024 * 1024
SUFFIXES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".csv", ".txt", ".zip", ".jpg", ".png")


def keep(content: bytes) -> str:
    """Store the content; gives its SHA-256 (hex)."""
    sha256 = fingerprint(content)
    keep_whole(_name(sha256), content)
    return sha256


def keep_whole(name: str, content: bytes) -> None:
    """Store under this name whole or not at all; what a full disk or a kill once cut off there is replaced."""
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if file.read() == content:
                return
        default_storage.delete(name)
    try:
        default_storage.save(name, ContentFile(content))
    except OSError:
        default_storage.delete(name)
        raise


def is_kept(sha256: str) -> bool:
    return default_storage.exists(_name(sha256))


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def open_kept(sha256: str) -> "File[bytes]":
    """FileNotFoundError where nothing is kept under this fingerprint."""
    return default_storage.open(_name(sha256))


def refusal(filename: str, size: int) -> str | None:
    """Why this file cannot be an annex, in Chinese, or None."""
    if size > MAX_SIZE:
        return f"附件“{filename}”超过 {MAX_SIZE // 1024 // 1024} MB"
    if PurePath(filename).suffix.lower() not in SUFFIXES:
        return f"附件“{filename}”的类型不能上传；可用：{'、'.join(suffix[1:] for suffix in SUFFIXES)}"
    return None


def _name(sha256: str) -> str:
    return f"annexes/{sha256}"
