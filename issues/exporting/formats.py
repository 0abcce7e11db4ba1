"""The table of export formats, used by the admin's menu and by the command `export_issue`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from issues.document import Document
from issues.document.dumping import dumps
from issues.exporting.pdf import PATIENCE
from issues.files.file_store import read_stored

ReadPdf = Callable[[], bytes]
Write = Callable[..., bytes]
"""(document, *, is_draft, patience, read_pdf); `patience` is the seconds to wait for other PDF jobs; `read_pdf` gives the
PDF that was published, None where there is none."""

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
    is_text: bool = True
    """Whether the file is UTF-8 text; otherwise it is an archive, or printed."""
    is_printed: bool = False
    """Whether it is set with the fonts of this machine, which lack some characters."""
    marks_draft: bool = True
    """Whether a draft says in the file that it is one."""

    def write(self, document: Document, *, is_draft: bool = False, patience: float = PATIENCE) -> bytes:
        """Raises `RenderingFailed`, and FileNotFoundError if the file of an annex is missing."""
        return self._write(document, is_draft=is_draft, patience=patience, read_pdf=None)

    def write_published(self, document: Document, read_pdf: ReadPdf) -> bytes:
        """A published document; its PDF is the stored one, byte for byte."""
        return self._write(document, is_draft=False, patience=PATIENCE, read_pdf=read_pdf)

    def file_name(self, document: Document, *, is_draft: bool = False) -> str:
        """动态参考第12期.docx, as the institute names its files."""
        mark = "（草稿）" if is_draft else ""
        return NO_FILE_NAME.sub("_", f"{document.title[:LONGEST_NAME]}第{document.number}期{mark}.{self.key}")


# Each writer imports its library inside the function: python-docx, lxml and the PDF renderer take a noticeable time
# to load, and most processes never export. The import contract sees these imports as any others.


def _pdf(document: Document, *, is_draft: bool, patience: float, read_pdf: ReadPdf | None) -> bytes:
    if read_pdf:
        return read_pdf()
    from issues.exporting.printing import print_document

    return print_document(document, is_draft=is_draft, patience=patience).pdf


def _word(document: Document, *, is_draft: bool, patience: float, read_pdf: ReadPdf | None) -> bytes:
    from issues.exporting.word import export_word

    pages = _printed_pages(read_pdf) if read_pdf else {}
    return export_word(document, read_annex=read_stored, is_draft=is_draft, printed_pages=pages)


def _printed_pages(read_pdf: ReadPdf) -> dict[str, int]:
    """None where the PDF is missing, which is no reason to refuse the Word file."""
    from issues.exporting.pdf.page_numbers import page_numbers

    try:
        return page_numbers(read_pdf())
    except FileNotFoundError:
        return {}


def _text(document: Document, *, is_draft: bool, **unused: object) -> bytes:
    """UTF-8 with a byte order mark and CRLF: Notepad of Windows 7, which many offices still use, reads UTF-8 without a
    byte order mark as GBK and shows lines that end with LF as a single line."""
    from issues.exporting.text import export_text

    return export_text(document, is_draft=is_draft).replace("\n", "\r\n").encode("utf-8-sig")


def _markdown(document: Document, *, is_draft: bool, **unused: object) -> bytes:
    from issues.exporting.markdown import export_markdown

    return export_markdown(document, is_draft=is_draft).encode()


def _json(document: Document, **unused: object) -> bytes:
    return dumps(document, read_annex=read_stored).encode()


def _html(document: Document, *, is_draft: bool, **unused: object) -> bytes:
    from issues.exporting.html import export_html

    return export_html(document, is_draft=is_draft).encode()


_TABLE = (
    Format("pdf", "PDF", "application/pdf", _pdf, is_text=False, is_printed=True),
    Format("docx", "Word", WORD, _word, is_text=False),
    Format("txt", "纯文本（txt）", "text/plain; charset=utf-8", _text),
    Format("md", "Markdown", "text/markdown; charset=utf-8", _markdown),
    Format("json", "JSON", "application/json", _json, marks_draft=False),
    Format("html", None, "text/html; charset=utf-8", _html),
)
FORMATS = {form.key: form for form in _TABLE}
OFFERED = [form for form in _TABLE if form.label]
