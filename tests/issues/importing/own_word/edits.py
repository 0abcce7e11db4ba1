"""Doing to an exported file what a person does in Word."""

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx

from issues.document import Document
from issues.exporting.word import export_word
from issues.importing.formats import read_file
from issues.importing.recognition import Recognition

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def exported(document: Document, **options: Any) -> bytes:
    contents = {a.sha256: a.content for entry in document.entries for a in getattr(entry, "annexes", ())}
    return export_word(document, read_annex=contents.__getitem__, **options)


def edited(document: Document, edit: Callable[[Any], None]) -> Recognition:
    word = docx.Document(BytesIO(exported(document)))
    edit(word)
    saved = BytesIO()
    word.save(saved)
    return read_file(saved.getvalue(), "改过的.docx")


def styled(word: Any, name: str) -> list[Any]:
    """The body's paragraphs of one of our styles."""
    return [p for p in word.paragraphs if p.style.name == f"动态参考 {name}"]


def entry_elements(word: Any, title: str) -> list[Any]:
    """From the entry's heading to the end of its bookmark."""
    first = next(p._p for p in styled(word, "条目标题") if p.text == title)
    elements = [first]
    while elements[-1].tag != W + "bookmarkEnd":
        elements.append(elements[-1].getnext())
    return elements


def add_after(paragraph: Any, text: str) -> Any:
    """As Enter does: a paragraph of the same style, without the bookmarks."""
    new = deepcopy(paragraph._p)
    for child in list(new):
        if child.tag != W + "pPr":
            new.remove(child)
    paragraph._p.addnext(new)
    added = type(paragraph)(new, paragraph._parent)
    added.add_run(text)
    return added
