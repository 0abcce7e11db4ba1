"""From the bytes of an exported file to its text, or to a sentence that says what the file is instead."""

import codecs
import re

from issues.document.errors import Unreadable

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 100_000

EXPORT_AGAIN = (
    "请在文献库里选中文献，导出为文本文件：知网、万方、维普选 EndNote、NoteExpress 或 RefWorks，"
    "PubMed 选 PubMed 格式，Web of Science 选纯文本文件；步骤见“怎样导出”。"
)
AS_A_TABLE = "如果是文献的表格，请到“论文摘要”的列表里用“从表格导入”；"
SIGNATURES = (
    (b"%PDF-", "PDF 全文"),
    (b"PK\x03\x04", "Word、Excel 文件或压缩包"),
    (b"\xd0\xcf\x11\xe0", "Word 或 Excel 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"CAJ", "CAJ 全文"),
    (b"KDH ", "CAJ 全文"),
    (b"HN\x00", "CAJ 全文"),
    (b"\xc8\x00\x00\x00", "CAJ 全文"),
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")


def decoded(data: bytes) -> str:
    """Its lines end with "\\n" alone."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请分几次导出")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Unreadable("文件是空的")
    for signature, label in SIGNATURES:
        if data.startswith(signature):
            advice = AS_A_TABLE if "Excel" in label else ""
            raise Unreadable(f"这是{label}，不是导出的文献信息。{advice}{EXPORT_AGAIN}")
    text = LINE_END.sub("\n", _text(data))
    if text.count("\n") > MAX_LINES:
        raise Unreadable(f"文件超过 {MAX_LINES} 行，请分几次导出")
    return text


def _text(data: bytes) -> str:
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _likely(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(f"文件不是文本，或者编码不能识别。{EXPORT_AGAIN}")


def _likely(data: bytes) -> tuple[str, ...]:
    """Only UTF-16 has NUL in it: in one half of every ASCII character, as the ends of lines are."""
    first, second = data[::2].count(0), data[1::2].count(0)
    if first or second:
        return ("utf-16-be",) if first > second else ("utf-16-le",)
    return ("utf-8", "gb18030")
