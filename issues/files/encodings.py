"""Decodes text files, whatever program saved them."""

import codecs
import re
from collections.abc import Sequence

from issues.document import plain_text
from issues.document.errors import Unreadable
from issues.richtext.characters import without_junk

MAX_BYTES = 4_000_000
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL_ENCODINGS = ("utf-8", "gb18030")
MAX_CHARACTERS = 1_000_000
MAX_MARKS = 20_000
"""The most lines, cells and Markdown marks, each."""
BINARY = re.compile(r"[\x00-\x06\x0e-\x1a]")


def decode(data: bytes, encodings: Sequence[str] = USUAL_ENCODINGS) -> str | None:
    """Decodes by the byte order mark (UTF-8, UTF-16), else by the first of `encodings` that fits; None if none does."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)]
    for encoding in marked or encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_characters(data: bytes) -> str:
    """The text of `data`, where lines end with a newline and tabs stay. Raises `Unreadable` on what is too large,
    binary or in another encoding."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件太大（最多 {MAX_BYTES // 1_000_000} MB），请确认选的是一期的文字")
    text = _text(data)
    _refuse_too_much(text)
    controls = len(BINARY.findall(text))
    if controls > 2 + len(text) // 500:
        raise Unreadable("文件不是文字：里面有大量控制字符，请用 Word 或记事本另存为 .docx 或 .txt")
    return "\t".join(without_junk(piece) for piece in _with_plain_ends(text).split("\t"))


def oddities(data: bytes) -> list[str]:
    """Lists what is wrong with the characters of a file that `read_characters` accepts, each as a Chinese clause."""
    return plain_text.oddities(_with_plain_ends(_text(data)))


def _refuse_too_much(text: str) -> None:
    """Checks the size before the text becomes objects, which take a hundred times the memory."""
    if len(text) > MAX_CHARACTERS or any(
        text.count(mark) > MAX_MARKS for mark in ("\n", "\r", "\t", "|", "<", "*")
    ):
        raise Unreadable("文件太长，不像一期《动态参考》，请确认选对了文件")


def _text(data: bytes) -> str:
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\x00" in data[:1000] and not is_utf_16:
        raise Unreadable("文件不是文字，请用 Word 或记事本另存为 .docx 或 .txt")
    if (text := decode(data)) is None:
        raise Unreadable("不能识别文件的编码，请另存为 UTF-8 编码的文字文件")
    return text


def _with_plain_ends(text: str) -> str:
    """Replaces page breaks and the line ends of every system by newlines."""
    return re.sub(r"\r\n|[\r\f\v\x85\u2028\u2029]", "\n", text)
