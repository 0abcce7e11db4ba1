"""A known document, set as back issues are, is found again in the text and in the Word file."""

import dataclasses

import pytest

from issues import richtext
from issues.document import loading
from issues.importing.formats import read_file
from issues.management.commands.demo import SAMPLE
from tests.issues.importing.page_texts import as_text, as_word

DOCUMENT = loading.loads(SAMPLE.read_bytes())
UNTOLD = {"uid", "source_url", "url", "document_number", "annexes", "body_html"}
"""What those settings do not print, or print without its mark-up."""


@pytest.fixture(scope="module", params=["txt", "docx"])
def recognition(request):
    data = as_text(DOCUMENT).encode("gb18030") if request.param == "txt" else as_word(DOCUMENT)
    return read_file(data, f"第12期.{request.param}")


def test_masthead_and_colophon_are_found_again(recognition):
    document = recognition.document
    for name in ("number", "date", "title", "publishers", "contact", "editor", "reviewer"):
        assert getattr(document, name) == getattr(DOCUMENT, name)


def test_sections_and_parts_are_found_again(recognition):
    assert [outline(section) for section in recognition.document.sections] == [
        outline(section) for section in DOCUMENT.sections
    ]


def outline(section):
    return section.kind, section.title, section.intro, [(part.title, part.intro) for part in section.parts]


@pytest.mark.parametrize("kind", sorted({entry.kind for entry in DOCUMENT.entries}))
def test_entries_are_found_again(recognition, kind):
    assert [shown(entry) for entry in recognition.document.entries if entry.kind == kind] == [
        shown(entry) for entry in DOCUMENT.entries if entry.kind == kind
    ]


def shown(entry):
    names = [field.name for field in dataclasses.fields(entry) if field.name not in UNTOLD]
    words = "".join(richtext.plain_text(getattr(entry, "body_html", "")).split())
    return {name: getattr(entry, name) for name in names} | {"words": words}


def test_nothing_is_left_over(recognition):
    assert recognition.unrecognised == ()
