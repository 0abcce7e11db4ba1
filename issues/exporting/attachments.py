"""The files inside a printed issue: its annexes, the Document that it was printed from, and its tables as workbooks."""

from collections.abc import Iterator
from typing import Any

from issues.document import Document, as_json
from issues.document.annexes import annexes_of
from issues.document.kinds import EntryKind, entry_kinds
from issues.exporting.pdf import Attachment
from issues.exporting.pdf.messages import DATA, SOURCE
from issues.exporting.workbook import workbook
from issues.files.file_store import read_stored


def attachments_of(document: Document) -> Iterator[Attachment]:
    """Raises FileNotFoundError where an annex is not what the document names."""
    for annex in annexes_of(document):
        yield Attachment(annex.filename, read_stored(annex.sha256), annex.title)
    name = f"{document.title}第{document.number}期.json"
    yield Attachment(name, document.canonical_json.encode(), "本期内容（JSON）", SOURCE)
    for kind in entry_kinds():
        if kind.data_columns and (rows := _rows(document, kind)):
            data = workbook(kind.label, [[heading for _, heading in kind.data_columns], *rows])
            yield Attachment(f"{kind.label}.xlsx", data, f"本期{kind.label}（Excel）", DATA)


def _rows(document: Document, kind: EntryKind) -> list[list[str]]:
    entries = [as_json(entry) for entry in document.entries if entry.kind == kind.key]
    return [[_text(entry[name]) for name, _ in kind.data_columns] for entry in entries]


def _text(value: Any) -> str:
    return "；".join(value) if isinstance(value, list) else str(value or "")
