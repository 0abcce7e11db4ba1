"""Decodes an exported file, or refuses it with a sentence that names what the file is instead."""

import re

from issues.document.errors import Unreadable
from issues.files import file_types
from issues.files.encodings import USUAL_ENCODINGS, decode

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 100_000

EXPORT_AGAIN = (
    "请在文献库里选中文献，导出为文本文件：知网、万方、维普选 EndNote、NoteExpress 或 RefWorks，"
    "PubMed 选 PubMed 格式，Web of Science 选纯文本文件；步骤见“怎样导出”。"
)
AS_A_TABLE = "如果是文献的表格，请到“论文摘要”的列表里用“从表格导入”；"
ZIP_ENTRY = file_types.ZIP + b"\x03\x04"
"""Longer than the signature of other archives: a text may begin with PK."""
BINARY_FILES = (
    (file_types.PDF, "PDF 全文"),
    (ZIP_ENTRY, "Word、Excel 文件或压缩包"),
    (file_types.OLE, "Word 或 Excel 文件"),
    (file_types.RTF, "RTF 文件"),
    (file_types.CAJ, "CAJ 全文"),
)
LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def decoded(data: bytes) -> str:
    """The text, whose lines end with "\\n" alone. Raises `Unreadable`."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请分几次导出")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Unreadable("文件是空的")
    for magic_bytes, label in BINARY_FILES:
        if data.startswith(magic_bytes):
            advice = AS_A_TABLE if "Excel" in label else ""
            raise Unreadable(f"这是{label}，不是导出的文献信息。{advice}{EXPORT_AGAIN}")
    text = LINE_END.sub("\n", _text(data))
    if text.count("\n") > MAX_LINES:
        raise Unreadable(f"文件超过 {MAX_LINES} 行，请分几次导出")
    return text


def _text(data: bytes) -> str:
    text = decode(data, _likely(data))
    if text is None or "\x00" in text:
        raise Unreadable(f"文件不是文本，或者编码不能识别。{EXPORT_AGAIN}")
    return text


def _likely(data: bytes) -> tuple[str, ...]:
    """The encodings of a text without a byte order mark. Only UTF-16 has NUL bytes: one in every ASCII character."""
    first, second = data[::2].count(0), data[1::2].count(0)
    if first or second:
        return ("utf-16-be",) if first > second else ("utf-16-le",)
    return USUAL_ENCODINGS
