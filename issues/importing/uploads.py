"""The door for files that a person brings, through the admin or the command: whatever is in them, the answer is a
Recognition or one Chinese sentence."""

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
    """Raises `Unreadable`, also where a reader fails in a way that nobody foresaw."""
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
    """A character that was lost before the file came here is in the document: a person has to put it right."""
    lost = [
        Remark(line=None, reason=f"这里{plain_text.oddities(said)[0]}", text=heading)
        for entry, heading in recognition.document.headings()
        if any(sign in (said := entry_json(entry)) for sign in plain_text.LOST)
    ]
    return replace(recognition, remarks=(*recognition.remarks, *lost)) if lost else recognition


def oversize(size: int) -> str | None:
    """Why a file of this many bytes is not taken from a browser, in Chinese, or None."""
    return (
        f"文件有 {size / 1024 / 1024:.1f} MB，超过 {MAX_SIZE // 1024 // 1024} MB" if size > MAX_SIZE else None
    )


def upload_hint() -> str:
    """What can be brought, for the form."""
    return f"可用：{'、'.join(suffix[1:] for suffix in SUFFIXES)}；不超过 {MAX_SIZE // 1024 // 1024} MB。"
