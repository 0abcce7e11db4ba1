"""The table of export formats, used by the admin's menu and by the command `export_issue`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.document import Document
from issues.document.dumping import dumps
from issues.exporting.pdf import PATIENCE
from issues.files.file_store import read_stored

Write = Callable[..., bytes]
"""(document, *, is_draft, patience); `patience` is the seconds to wait for other PDF jobs."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NAME = 60
"""Characters of the title in a file name."""
NO_FILE_NAME = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Format:
    """`key` is also the file suffix; `label` is None for a format that the menu does not offer."""

    key: str
    label: str | None
    content_type: str
    _write: Write

    def write(self, document: Document, *, is_draft: bool = False, patience: float = PATIENCE) -> bytes:
        """Raises `RenderingFailed`, and FileNotFoundError if the file of an annex is missing."""
        return self._write(document, is_draft=is_draft, patience=patience)

    def write_published(self, document: Document, read_pdf: Callable[[], bytes]) -> bytes:
        """A published document; its PDF is the stored one, byte for byte."""
        return read_pdf() if self.key == "pdf" else self.write(document)

    def file_name(self, document: Document, *, is_draft: bool = False) -> str:
        """动态参考第12期.docx, as the institute names its files."""
        mark = "（草稿）" if is_draft else ""
        return NO_FILE_NAME.sub("_", f"{document.title[:LONGEST_NAME]}第{document.number}期{mark}.{self.key}")


# Each writer imports its library inside the function: python-docx, lxml and the PDF renderer take a noticeable time
# to load, and most processes never export. The import contract sees these imports as any others.


def _pdf(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.printing import print_document

    return print_document(document, is_draft=is_draft, patience=patience).pdf


def _word(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.word import export_word

    return export_word(document, read_annex=read_stored, is_draft=is_draft)


def _text(document: Document, *, is_draft: bool, patience: float) -> bytes:
    """UTF-8 with a byte order mark and CRLF: Notepad of Windows 7, which many offices still use, reads UTF-8 without a
    byte order mark as GBK and shows lines that end with LF as a single line."""
    from issues.exporting.text import export_text

    return export_text(document, is_draft=is_draft).replace("\n", "\r\n").encode("utf-8-sig")


def _markdown(document: Document, *, is_draft: bool, patience: float) -> bytes:
    from issues.exporting.markdown import export_markdown

    return export_markdown(document, is_draft=is_draft).encode()


def _json(document: Document, *, is_draft: bool, patience: float) -> bytes:
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
