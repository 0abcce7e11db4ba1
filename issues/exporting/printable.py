"""Checks before the review that every character of an issue can be printed, so that no unprintable issue is approved."""

from collections.abc import Iterator
from typing import Any

from issues import richtext
from issues.document import Document, Part, Section, as_json
from issues.exporting.pdf.fonts.glyphs import named, unprintable

_MAX_HEADINGS, _MAX_CHARACTERS = 5, 10
_NOT_PRINTED = {"uid", "kind", "topic", "sha256", "filename", "content", "size"}


def unprintable_in(document: Document) -> list[tuple[str, list[str]]]:
    """Headings of `document` with the characters below them that no font contains."""
    checked = ((heading, unprintable(text)) for heading, text in _texts(document))
    return [(heading, characters) for heading, characters in checked if characters]


def why_not_printable(document: Document) -> str | None:
    """Names the characters by their entries: “标题”里的 ☑（U+2611）、U+E010; None for a printable document."""
    if not (faults := unprintable_in(document)):
        return None
    shown = "；".join(
        f"“{heading}”里的 {listed(characters)}" for heading, characters in faults[:_MAX_HEADINGS]
    )
    more = f"等 {len(faults)} 处" if len(faults) > _MAX_HEADINGS else ""
    return f"有的字符没有字体可以印出：{shown}{more}"


def listed(characters: list[str]) -> str:
    """☑（U+2611）、U+E010: the first ten, and how many there are."""
    more = f"等 {len(characters)} 个" if len(characters) > _MAX_CHARACTERS else ""
    return "、".join(map(named, characters[:_MAX_CHARACTERS])) + more


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """(heading, all text below it) for the masthead, each section and part, and each entry."""
    head = (document.title, *document.publishers, document.contact.name, document.contact.phone)
    yield "刊头", "".join((*head, document.editor, document.reviewer))
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
