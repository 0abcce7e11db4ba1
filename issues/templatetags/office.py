"""What the admin pages say about their model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.forms import BoundField
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst

from issues.editing import placement
from issues.editing.entry_rows import EntryRow
from issues.models import Section
from issues.office_urls import entry_anchor

register = Library()
CELL = re.compile(r"^\s*<t[dh]\b")


@register.filter
def index_group(opts: Any) -> str:
    """The heading under which the index lists this model."""
    return str(admin.site.group_of(opts.model))  # type: ignore[attr-defined]


@register.filter
def labelled(cells: Iterable[str], headers: list[dict[str, Any]]) -> Iterator[str]:
    """The cells of a list as Django makes them, each with the name of its column as `data-label`."""
    for cell, header in zip(cells, headers, strict=False):
        has_name = "action-checkbox" not in str(header.get("class_attrib", ""))
        label = format_html(' data-label="{}"', capfirst(header["text"])) if has_name else ""
        yield mark_safe(CELL.sub(rf"\g<0>{label}", cell, count=1))  # noqa: S308 - Django's cell, our attribute


@register.filter
def counted(result_count: int, model_admin: Any) -> str:
    return f"共 {result_count} {getattr(model_admin, 'measure_word', '条')}"


@dataclass(frozen=True, slots=True)
class Nothing:
    """The text of an empty list: what is missing and how to add it, or the address of the list without filters."""

    what: str
    how: str = ""
    clear: str = ""


@register.filter
def nothing(changelist: Any) -> Nothing:
    model_admin = changelist.model_admin
    if changelist.query or changelist.has_active_filters:
        what = model_admin.nothing_in(changelist.params) if not changelist.query else ""
        return Nothing(what or "没有找到。请换个词，或者放宽筛选。", clear="?")
    how = model_admin.how_to_add if changelist.may_add else ""
    return Nothing(f"还没有{changelist.opts.verbose_name}。", model_admin.nothing_yet or how)


@register.filter
def add_label(model_admin: Any) -> str:
    return getattr(model_admin, "add_label", "") or f"添加{model_admin.opts.verbose_name}"


@register.filter
def standing(section: Section | None) -> str:
    return placement.placement_name(section)


@register.filter
def at(editing: dict[str, list[str]], what: Any) -> list[str]:
    """The people who have this entry or section open."""
    return editing.get(str(what), [])


NAMED = 8


@register.filter
def unwritten_links(rows: list[EntryRow]) -> SafeString:
    """The first entries, each with its missing fields and a link to its line."""
    named = [
        format_html(
            '<a href="#{}">{}</a>（缺{}）',
            entry_anchor(row.uid),
            Truncator(row.title).chars(30),
            "、".join(row.missing),
        )
        for row in rows[:NAMED]
    ]
    return format_html("{}{}", SafeString("、").join(named), "等" if rows[NAMED:] else "")


@register.filter
def labelled_cell(field: BoundField) -> SafeString:
    """The input of a table's cell, with a label for users who do not see the heading of its column."""
    return field.as_widget() if field.is_hidden else field.as_widget(attrs={"aria-label": str(field.label)})


@register.filter
def as_read(field: Any) -> Any:
    """A read-only field. Several names are joined as in Chinese."""
    name = field.field["field"]
    value = getattr(field.form.instance, name, None) if isinstance(name, str) else None
    return "；".join(map(str, value)) if isinstance(value, list | tuple) and value else field.contents()
