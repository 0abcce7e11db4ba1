"""The characters of a text file, whatever program saved it."""

import codecs
import re

from issues.document import plain_text
from issues.document.errors import Unreadable
from issues.richtext.characters import without_junk

MAX_BYTES = 4_000_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MAX_CHARACTERS = 1_000_000
MAX_MARKS = 20_000
"""Lines, cells and marks, each."""
BINARY = re.compile(r"[\x00-\x06\x0e-\x1a]")
CONTROLS = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x1b\x1f"


def read_characters(data: bytes) -> str:
    """`data` as UTF-8 (with or without BOM), UTF-16 (with BOM) or GB18030; lines end with a newline, and tabs are
    kept. Raises `Unreadable` on what is too large, binary or in another encoding."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件太大（最多 {MAX_BYTES // 1_000_000} MB），请确认选的是一期的文字")
    text = _decoded(data)
    _refuse_too_much(text)
    controls = len(BINARY.findall(text))
    if controls > 2 + len(text) // 500:
        raise Unreadable("文件不是文字：里面有大量控制字符，请用 Word 或记事本另存为 .docx 或 .txt")
    return "\t".join(without_junk(piece) for piece in _with_plain_ends(text).split("\t"))


def oddities(data: bytes) -> list[str]:
    """What is wrong with the characters of a file that `read_characters` takes, each as a clause in Chinese."""
    return plain_text.oddities(_with_plain_ends(_decoded(data)))


def _refuse_too_much(text: str) -> None:
    """Before it becomes objects, which take a hundred times the room."""
    if len(text) > MAX_CHARACTERS or any(
        text.count(mark) > MAX_MARKS for mark in ("\n", "\r", "\t", "|", "<", "*")
    ):
        raise Unreadable("文件太长，不像一期《动态参考》，请确认选对了文件")


def _decoded(data: bytes) -> str:
    if data.startswith(UTF_16):
        encodings = ["utf-16"]
    elif b"\x00" in data[:1000]:
        raise Unreadable("文件不是文字，请用 Word 或记事本另存为 .docx 或 .txt")
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("不能识别文件的编码，请另存为 UTF-8 编码的文字文件")


def _with_plain_ends(text: str) -> str:
    """A page break ends a line, and a line may end as on any system."""
    return re.sub(r"\r\n|[\r\f\v\x85\u2028\u2029]", "\n", text)
