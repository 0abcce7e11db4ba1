"""Whether every character of an issue can be printed; asked before the review, so that nothing is approved that cannot be."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from issues import richtext
from issues.document import Document, Part, Section, as_json
from issues.exporting.pdf.fonts.glyphs import named, unprintable
from issues.importing.recognition import Recognition
from issues.importing.source import Remark

_MOST_PLACES, _MOST_SIGNS = 5, 10
_NOT_PRINTED = {"uid", "kind", "topic", "sha256", "filename", "content", "size"}


def unprintable_in(document: Document) -> list[tuple[str, list[str]]]:
    """Places of `document`, as an editor calls them, each with the characters in it that no font draws."""
    found = ((place, unprintable(words)) for place, words in _places(document))
    return [(place, signs) for place, signs in found if signs]


def why_not_printable(document: Document) -> str | None:
    """Names the characters by their entries: “标题”里的 ☑（U+2611）、U+E010."""
    if not (found := unprintable_in(document)):
        return None
    told = "；".join(f"“{place}”里的 {_listed(signs)}" for place, signs in found[:_MOST_PLACES])
    more = f"等 {len(found)} 处" if len(found) > _MOST_PLACES else ""
    return f"有的字符没有字体可以印出：{told}{more}"


def with_print_remarks(recognition: Recognition) -> Recognition:
    """`recognition`, with a remark for every place that could not be printed."""
    added = tuple(
        Remark(line=None, reason=f"“{place}”里有没有字体可以印出的字符，请改写", text=_listed(signs))
        for place, signs in unprintable_in(recognition.document)
    )
    return replace(recognition, remarks=(*recognition.remarks, *added)) if added else recognition


def _listed(signs: list[str]) -> str:
    more = f"等 {len(signs)} 个" if len(signs) > _MOST_SIGNS else ""
    return "、".join(map(named, signs[:_MOST_SIGNS])) + more


def _places(document: Document) -> Iterator[tuple[str, str]]:
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
