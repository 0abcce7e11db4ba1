"""Warnings after a form was saved: names that became new name records, duplicates elsewhere, and characters that cannot be
printed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from issues.editing.duplicates import find_duplicates
from issues.editing.placement import placement_name
from issues.exporting.printable import Fault, unprintable_fields, unprintable_sentence, unprintable_values
from issues.fields.values import WebAddressField
from issues.models import Entry, NameRecord
from issues.office_urls import model_address
from issues.similar_names import suggestion_text

SHOWN = 3
ANNEXES = "附件"
"""The only rows below an entry."""


def new_names(entry: Entry, record: type[NameRecord], field: str) -> list[str]:
    """Sentences about the names of this field that have no name record yet. Call it before saving."""
    value = getattr(entry, field)
    names = value if isinstance(value, list) else [value]
    known = record._default_manager.by_name() if any(names) else {}
    return [_new(record, name, known) for name in names if name and name not in known]


def _new(record: type[NameRecord], name: str, known: dict[str, int]) -> str:
    directory = record.directory()
    meant = suggestion_text(name, known)
    sentence = f"“{name}”原来不在{directory}里，已新建。"
    return (
        f"{sentence}{meant}如果是，请改用那个名称，再到{directory}里把“{name}”合并过去。"
        if meant
        else sentence
    )


def warn_of_names(request: HttpRequest, sentences: list[str]) -> None:
    for sentence in sentences:
        messages.warning(request, sentence)


def warn_of_duplicates(request: HttpRequest, entry: Entry) -> None:
    [same] = find_duplicates(type(entry), [entry])
    if not same:
        return
    shown = format_html_join("、", '{}的“<a href="{}">{}</a>”', _listed(same[:SHOWN]))
    what = "这个网址" if _is_one_address(entry, same[0]) else "同样的条目"
    left = f"等 {len(same)} 处" if len(same) > SHOWN else ""
    text = "{}已在{}{}。这一条照样保存了；如果重复，请删去一条。"
    messages.warning(request, format_html(text, what, shown, left))


def warn_of_unprintable_entry(request: HttpRequest, entry: Entry) -> None:
    """Names the fields. What was typed is saved all the same; submitting the issue will refuse it."""
    faults = unprintable_fields(entry.to_document())
    _warn_of_unprintable(request, [(_label(entry, name), characters) for name, characters in faults])


def warn_of_unprintable_row(request: HttpRequest, row: Model, names: Iterable[str]) -> None:
    """The same for a row that is no entry: an issue, a section. `names` are those of its form's fields."""
    fields = [field for field in row._meta.concrete_fields if field.name in names]
    texts = ((str(field.verbose_name), _joined(getattr(row, field.name))) for field in fields)
    _warn_of_unprintable(request, unprintable_values(texts))


def _warn_of_unprintable(request: HttpRequest, faults: list[Fault]) -> None:
    if reason := unprintable_sentence(faults):
        messages.warning(request, f"已照样保存，但{reason}，请改写后再送审。")


def _label(entry: Entry, name: str) -> str:
    labels = {field.name: field.verbose_name for field in entry._meta.concrete_fields}
    return str(labels.get(name, ANNEXES))


def _joined(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _listed(entries: list[Entry]) -> Iterator[tuple[str, str, str]]:
    for entry in entries:
        yield placement_name(entry.section), model_address(entry, "change", entry.pk), entry.heading


def _is_one_address(entry: Entry, other: Model) -> bool:
    addresses = [f.name for f in entry._meta.concrete_fields if isinstance(f, WebAddressField)]
    return any(getattr(entry, name) and _bare(entry, name) == _bare(other, name) for name in addresses)


def _bare(row: Any, name: str) -> str:
    return str(getattr(row, name)).partition("://")[2].rstrip("/")
