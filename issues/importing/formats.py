"""Reads a file with an issue, whatever its kind, as a Recognition."""

from dataclasses import replace

from issues.document import Document, loading
from issues.document.errors import Unreadable
from issues.importing.dropped_html import remarks_on_bodies
from issues.importing.own_word import read_own_word
from issues.importing.recognising import recognise
from issues.importing.recognition import Given, Recognition
from issues.importing.text import read_text
from issues.importing.word import read_old_word, read_package, read_word
from issues.importing.word.package import Package

SUFFIXES = (".docx", ".doc", ".txt", ".md", ".json")
NOTHING_GIVEN = Given()


def read_file(data: bytes, filename: str, *, given: Given = NOTHING_GIVEN) -> Recognition:
    """The kind follows from the suffix of the name. Raises `Unreadable` (Chinese) where the file cannot be read, is
    no issue, or has no number or date and none is given."""
    suffix = "." + filename.rpartition(".")[2].lower()
    match suffix:
        case ".json":
            document = _as_given(loading.loads(data), given)
            return Recognition(document=document, remarks=remarks_on_bodies(data))
        case ".docx":
            return _read_docx(Package(data), given)
        case ".doc":
            return recognise(read_word(read_old_word(data)), given=given)
        case ".txt" | ".md":
            return recognise(read_text(data), given=given)
    raise Unreadable(f"不认识“{suffix}”这种文件，请用 {'、'.join(SUFFIXES)}")


def _read_docx(package: Package, given: Given) -> Recognition:
    recognition = read_own_word(package, given=given)
    return recognition or recognise(read_package(package.with_new_limits()), given=given)


def _as_given(document: Document, given: Given) -> Document:
    return replace(document, number=given.number or document.number, date=given.date or document.date)
