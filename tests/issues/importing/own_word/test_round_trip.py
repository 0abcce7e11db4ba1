"""What goes out as a Word file comes back as it was.

As many examples as the profile says: `HYPOTHESIS_PROFILE=thorough` asks for 1,000 (see tests/conftest.py).
"""

from hypothesis import given

from issues.document import Document
from issues.exporting.word import export_word
from issues.importing.formats import read_file
from tests.strategies import documents


def contents(document: Document) -> dict[str, bytes]:
    annexes = [annex for entry in document.entries for annex in getattr(entry, "annexes", ())]
    return {annex.sha256: annex.content for annex in annexes}


@given(documents)
def test_a_word_file_comes_back_whole(document):
    data = export_word(document, read_annex=contents(document).__getitem__)
    recognition = read_file(data, "第9期.docx")
    assert recognition.document == document
    assert contents(recognition.document) == contents(document)
    assert not recognition.unrecognised
