"""Checks that every character can be printed, from the form of an entry on, so that no unprintable issue is approved.

Each way in and out says the same sentence: forms, previews of imports, 送审, previews, exports and commands.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from issues import richtext
from issues.document import Document, Entry, Part, Section, as_json
from issues.exporting.pdf.fonts.glyphs import named, unprintable

_MAX_HEADINGS, _MAX_CHARACTERS = 5, 10
_NOT_PRINTED = {"uid", "kind", "topic", "sha256", "filename", "content", "size"}


Fault = tuple[str, list[str]]
"""Where characters stand (the heading of an entry, the name of a field) that no font contains, and the characters."""


def unprintable_in(document: Document) -> list[Fault]:
    """Headings of `document` with the characters below them that no font contains."""
    return _faults(_texts(document))


def unprintable_fields(entry: Entry) -> list[Fault]:
    """The fields of an entry, or of a part of a Document, with their characters that no font contains."""
    values = as_json(entry).items()
    return _faults((name, "".join(_words({name: value}))) for name, value in values)


def unprintable_values(values: Iterable[tuple[str, str]]) -> list[Fault]:
    """The same for plain text by the names of its fields."""
    return _faults(values)


def why_not_printable(document: Document, missing: Iterable[str] = ()) -> str | None:
    """Names the characters by their entries; None for a printable document. `missing`: the characters that were in fact
    not drawn, which are named alone should no entry have them."""
    return unprintable_sentence(unprintable_in(document)) or unprintable_sentence([("全文", list(missing))])


def unprintable_sentence(faults: Iterable[Fault]) -> str | None:
    """The one sentence about them: 有的字符没有字体可以印出：“标题”里的 ☑（U+2611）、U+E010. It has no full stop."""
    if not (faults := [fault for fault in faults if fault[1]]):
        return None
    shown = "；".join(f"“{where}”里的 {listed(characters)}" for where, characters in faults[:_MAX_HEADINGS])
    more = f"等 {len(faults)} 处" if len(faults) > _MAX_HEADINGS else ""
    return f"有的字符没有字体可以印出：{shown}{more}"


def listed(characters: list[str]) -> str:
    """☑（U+2611）、U+E010: the first ten, and how many there are."""
    more = f"等 {len(characters)} 个" if len(characters) > _MAX_CHARACTERS else ""
    return "、".join(map(named, characters[:_MAX_CHARACTERS])) + more


def _faults(texts: Iterable[tuple[str, str]]) -> list[Fault]:
    checked = ((where, unprintable(text)) for where, text in texts)
    return [(where, characters) for where, characters in checked if characters]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """(heading, all text below it) for the masthead, each section and part, and each entry."""
    head = (document.title, *document.publishers, document.contact.name, document.contact.phone)
    yield "刊头", "".join((*head, document.editor, document.reviewer, document.imprint.description))
    for section in document.sections:
        groups: tuple[Section | Part, ...] = (section, *section.parts)
        yield from ((group.title, group.title + (group.intro or "")) for group in groups)
    for entry, heading in document.headings():
        yield heading, "".join(_words(as_json(entry)))


def _words(node: Any) -> Iterator[str]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            yield from _words(value)
        elif isinstance(value, str) and key not in _NOT_PRINTED:
            yield richtext.plain_text(value) if key == "body_html" else value
