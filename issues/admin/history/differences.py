"""Two versions of an entry side by side or marked, field by field, as the pages of the admin show them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Field
from django.utils.safestring import SafeString, mark_safe

from issues.comparing.annexes import marked_annexes
from issues.comparing.blocks import mark_html
from issues.comparing.documents import field_changes
from issues.comparing.entries import form_of
from issues.comparing.labels import label
from issues.comparing.lines import mark_names, mark_text
from issues.comparing.marked_strings import MarkedText
from issues.document import Entry
from issues.document.kinds import entry_kind
from issues.document.partial_date import PartialDate
from issues.models import entry_model


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its Chinese name, and its text with marks."""

    label: str
    marked: SafeString
    is_rich: bool


def differences(old: Entry, new: Entry) -> list[Difference]:
    return [
        Difference(
            change.label,
            marked(new, change.name, change.old, change.new),
            form_of(new, change.name) == "rich",
        )
        for change in field_changes(old, new)
    ]


def field_texts(entry: Entry) -> list[Difference]:
    """Every field with its text, without marks."""
    return list(_field_texts(entry))


def _field_texts(entry: Entry) -> Iterator[Difference]:
    for name in (f.name for f in fields(entry)):
        if name != "uid" and (value := getattr(entry, name)):
            is_rich = form_of(entry, name) == "rich"
            yield Difference(label(entry.kind, name), marked(entry, name, value, value), is_rich)


def marked(entry: Entry, name: str, old: Any, new: Any) -> SafeString:
    """Safe HTML: `issues.comparing` escapes text and cleans HTML by the allow-list."""
    match form_of(entry, name):
        case "rich":
            html = mark_html(old or "", new or "")
        case "names":
            html = "、".join(mark_names(old or (), new or ()))
        case "annexes":
            html = "<br>".join(
                annex.title if isinstance(annex.title, MarkedText) else mark_text(annex.title, annex.title)
                for annex in marked_annexes(old or (), new or ())
            )
        case _:
            html = mark_text(_words(entry, name, old), _words(entry, name, new))
    return mark_safe(html)  # noqa: S308


def _words(entry: Entry, name: str, value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.in_chinese
    choices = dict(_column(entry, name).flatchoices)
    return str(choices.get(value, "" if value is None else value))


def _column(entry: Entry, name: str) -> "Field[Any, Any]":
    return entry_model(entry_kind(entry.kind))._meta.get_field(name)  # type: ignore[return-value]  # a column
