"""Converts files of Word 97 to 2003 with LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from issues.document.errors import Unreadable
from issues.files.archives import MAX_FILE, unfit
from issues.files.file_types import Kind, kind_of

TIMEOUT = 60
"""Seconds."""
MAX_MEMORY = 1024 * 2**20
"""Bytes for each process of LibreOffice; an ordinary conversion takes 160 MB."""
_WITH_LIMIT = 'ulimit -d "$0" 2>/dev/null; exec "$@"'
"""The shell limits itself, and with it the program that replaces it; a stricter limit stays."""
_PROGRAMS = ("soffice", "libreoffice")
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL")
_FAILED = (
    "旧版的 Word 文档(*.doc)没有转换成功，文件可能太大或已损坏；"
    "请用 Word 或 WPS 打开，另存为“Word 文档(*.docx)”再上传"
)


def read_old_word(data: bytes) -> bytes:
    """Converts the document to .docx, for `read_word`. Without LibreOffice, raises `Unreadable` with advice."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"文件太大，超过 {MAX_FILE // 2**20} MB")
    if kind_of(data) is Kind.WORD:
        return data
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if kind_of(data) is not Kind.OLD_WORD or program is None:
        raise unfit(data, kind=Kind.WORD)
    with TemporaryDirectory() as folder:
        return _converted(data, Path(folder), program)


def _converted(data: bytes, folder: Path, program: str) -> bytes:
    """Uses a new profile, so that neither a desktop's settings nor another conversion gets in the way."""
    (folder / "old.doc").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    _run([*command, "--outdir", str(folder / "out"), str(folder / "old.doc")], folder)
    try:
        return (folder / "out/old.docx").read_bytes()
    except OSError as error:
        raise Unreadable(_FAILED) from error


def _run(command: list[str], folder: Path) -> None:
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | {
        "HOME": str(folder)
    }
    process = subprocess.Popen(  # noqa: S603
        ["/bin/sh", "-c", _WITH_LIMIT, str(MAX_MEMORY // 1024), *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)  # LibreOffice does its work in a child process
        process.wait()
        raise Unreadable("转换旧版 Word 文档超时，请另存为“Word 文档(*.docx)”再上传") from error
