"""The forms in which an issue goes out: one table for the admin's menu and the command alike.

What writes a form is imported when it is asked for: the printing press and Word take their time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.document import Document
from issues.exporting.pdf import PATIENCE
from issues.files.file_store import read_stored
from issues.models import Edition

Write = Callable[..., bytes]
"""(document, *, is_draft, patience); `patience`: seconds to wait behind other jobs of printing."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NAME = 60
"""Of the title within the name of a file."""
NO_FILE_NAME = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Format:
    """`key` is the suffix of its files too; `label` is None where the menu does not offer it."""

    key: str
    label: str | None
    content_type: str
    _write: Write

    def write(self, document: Document, *, is_draft: bool = False, patience: float = PATIENCE) -> bytes:
        """Raises `RenderingFailed`, and FileNotFoundError where the file of an annex is gone."""
        return self._write(document, is_draft=is_draft, patience=patience)

    def of_edition(self, edition: Edition) -> bytes:
        """The PDF is the one that was published, byte for byte."""
        if self.key == "pdf":
            with edition.pdf.open() as file:
                return bytes(file.read())
        return self.write(edition.document)

    def file_name(self, document: Document, *, is_draft: bool = False) -> str:
        """动态参考第12期.docx, as the institute names its files."""
        mark = "（草稿）" if is_draft else ""
        return NO_FILE_NAME.sub("_", f"{document.title[:LONGEST_NAME]}第{document.number}期{mark}.{self.key}")


def _pdf(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.printing import print_document

    return print_document(document, is_draft=is_draft, patience=patience).pdf


def _word(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.word import export_word

    return export_word(document, read_annex=read_stored, is_draft=is_draft)


def _text(document: Document, *, is_draft: bool, patience: float) -> bytes:
    """With a byte order mark and CRLF: the Notepad of Windows 7, which many offices still open it with, takes UTF-8
    without a mark for GBK, and shows what ends its lines with LF alone as one line."""
    from issues.exporting.text import export_text

    return export_text(document, is_draft=is_draft).replace("\n", "\r\n").encode("utf-8-sig")


def _markdown(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.markdown import export_markdown

    return export_markdown(document, is_draft=is_draft).encode()


def _json(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.document.dumping import dumps

    return dumps(document, read_annex=read_stored).encode()


def _html(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.html import export_html

    return export_html(document, is_draft=is_draft).encode()


_TABLE = (
    Format("pdf", "PDF", "application/pdf", _pdf),
    Format("docx", "Word", WORD, _word),
    Format("txt", "纯文本（txt）", "text/plain; charset=utf-8", _text),
    Format("md", "Markdown", "text/markdown; charset=utf-8", _markdown),
    Format("json", "JSON", "application/json", _json),
    Format("html", None, "text/html; charset=utf-8", _html),
)
FORMATS = {form.key: form for form in _TABLE}
OFFERED = [form for form in _TABLE if form.label]
