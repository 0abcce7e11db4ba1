"""Checks that the content of an annex is what its name says: pictures are decoded, PDFs opened, archives unpacked.

What a library written in C has to parse is parsed in a separate process, within limits of time and memory.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from issues.document.errors import Unreadable
from issues.files.archives import MAX_INFLATED, check_archive, open_archive
from issues.files.file_types import ZIP, Kind, kind_of

PROBE = Path(__file__).with_name("annex_probe.py")
SECONDS = 30
MEMORY = 1024 * 2**20
"""Bytes of data for the process; a picture of 200 million points is decoded in less."""
KINDS = {
    ".docx": Kind.WORD,
    ".xlsx": Kind.EXCEL,
    ".pptx": Kind.POWERPOINT,
    ".doc": Kind.OLD_WORD,
    ".xls": Kind.OLD_EXCEL,
    ".ppt": Kind.OLD_POWERPOINT,
}
_DAMAGED = "已损坏或不完整，打不开"
LOCKED = "加了密码，读者打不开；请去掉密码再上传"
_WITH_LIMITS = 'ulimit -d "$0" 2>/dev/null; ulimit -t 30; exec "$@"'


def why_damaged(suffix: str, content: bytes) -> str | None:
    """What is wrong with it, as the end of a Chinese sentence that begins with its name; None where nothing is."""
    if suffix in KINDS:
        return _why_not_office_file(KINDS[suffix], suffix, content)
    if suffix == ".zip":
        return _why_not_archive(content)
    if suffix in (".pdf", ".jpg", ".png"):
        return _probe(suffix, content)
    return None


def _why_not_office_file(kind: Kind, suffix: str, content: bytes) -> str | None:
    actual = kind_of(content)
    if actual is Kind.ENCRYPTED:
        return LOCKED
    if actual is Kind.ZIP and (damage := _why_not_archive(content)):
        return damage
    if actual is not kind:
        instead = "" if actual in (Kind.UNKNOWN, Kind.ZIP) else f"，而是{actual.value}"
        return f"的内容不是 {suffix[1:].upper()} 文件{instead}"
    if not content.startswith(ZIP):
        return None
    try:
        open_archive(content, kind=kind, max_part=MAX_INFLATED).close()
    except Unreadable as error:
        return f"不能用：{error.reason}"
    return None


def _why_not_archive(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                return LOCKED
            check_archive(archive, max_part=MAX_INFLATED)
    except Unreadable as error:
        return f"不能用：{error.reason}"
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return _DAMAGED
    return None


def _probe(suffix: str, content: bytes) -> str | None:
    command = [sys.executable, "-I", str(PROBE), suffix]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and the suffix is one of three
            ["/bin/sh", "-c", _WITH_LIMITS, str(MEMORY // 1024), *command],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "太复杂，检查不完；请另存一次再上传"
    if done.returncode:
        return _DAMAGED
    return {b"locked": LOCKED, b"large": "的尺寸太大，请缩小再上传"}.get(done.stdout.strip())
