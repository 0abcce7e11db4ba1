"""The one way in for a whole issue: a file of whatever kind becomes a Recognition."""

from dataclasses import replace

from issues.document import Document, loading
from issues.document.errors import Unreadable
from issues.importing.dropped_html import remarks_on_bodies
from issues.importing.own_word import read_own_word
from issues.importing.recognising import recognise
from issues.importing.recognition import Given, Recognition
from issues.importing.text import read_text
from issues.importing.word import read_old_word, read_word

SUFFIXES = (".docx", ".doc", ".txt", ".md", ".json")
NOTHING_GIVEN = Given()


def read_file(data: bytes, filename: str, *, given: Given = NOTHING_GIVEN) -> Recognition:
    """The kind follows from the name's suffix. Raises `Unreadable` (Chinese) where the file cannot be read, is
    no issue, or says no number or date and none is given."""
    suffix = "." + filename.rpartition(".")[2].lower()
    match suffix:
        case ".json":
            document = _as_given(loading.loads(data), given)
            return Recognition(document=document, remarks=remarks_on_bodies(data))
        case ".docx":
            return read_own_word(data, given=given) or recognise(read_word(data), given=given)
        case ".doc":
            return recognise(read_word(read_old_word(data)), given=given)
        case ".txt" | ".md":
            return recognise(read_text(data), given=given)
    raise Unreadable(f"不认识“{suffix}”这种文件，请用 {'、'.join(SUFFIXES)}")


def _as_given(document: Document, given: Given) -> Document:
    return replace(document, number=given.number or document.number, date=given.date or document.date)
