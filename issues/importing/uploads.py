"""Reads files that a person uploads in the admin or gives to the command. Whatever is in a file, the result is a
Recognition or an error with one Chinese sentence."""

import logging
from dataclasses import replace

from issues.document import entry_json, plain_text
from issues.document.errors import Unreadable
from issues.importing.formats import NOTHING_GIVEN, SUFFIXES, read_file
from issues.importing.recognition import Given, Recognition
from issues.importing.source import Remark

log = logging.getLogger(__name__)

MAX_SIZE = 20 * 1024 * 1024


def read_upload(data: bytes, filename: str, *, given: Given = NOTHING_GIVEN) -> Recognition:
    """Raises `Unreadable`, also where a reader fails unexpectedly."""
    if not data:
        raise Unreadable("文件是空的")
    try:
        return _with_lost_characters(read_file(data, filename, given=given))
    except Unreadable:
        raise
    except Exception:
        log.exception("the reader failed on a file of %d bytes named %r", len(data), filename)
        raise Unreadable(
            "文件打不开：可能已损坏，或扩展名与内容不符。请用 Word 或 WPS 打开，另存后再试"
        ) from None


def _with_lost_characters(recognition: Recognition) -> Recognition:
    """Adds remarks on characters that were lost before the upload, which a person has to correct."""
    lost = [
        Remark(line=None, reason=f"这里{plain_text.oddities(text_of_entry)[0]}", text=heading)
        for entry, heading in recognition.document.headings()
        if any(sign in (text_of_entry := entry_json(entry)) for sign in plain_text.LOST)
    ]
    return replace(recognition, remarks=(*recognition.remarks, *lost)) if lost else recognition


def oversize(size: int) -> str | None:
    """Why a file of this many bytes is refused, in Chinese, or None."""
    return (
        f"文件有 {size / 1024 / 1024:.1f} MB，超过 {MAX_SIZE // 1024 // 1024} MB" if size > MAX_SIZE else None
    )


def upload_hint() -> str:
    """Says which files can be uploaded, for the form."""
    return f"可用：{'、'.join(suffix[1:] for suffix in SUFFIXES)}；不超过 {MAX_SIZE // 1024 // 1024} MB。"
