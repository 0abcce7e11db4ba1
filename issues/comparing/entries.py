"""Makes an entry that shows its own changes in the templates used for reading."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from issues import richtext
from issues.comparing.annexes import marked_annexes
from issues.comparing.blocks import mark_html
from issues.comparing.css_classes import ADDRESS
from issues.comparing.lines import mark_names, mark_text
from issues.comparing.marked_facts import marked_facts
from issues.comparing.marked_strings import MarkedHtml, MarkedText
from issues.document import Annex, Entry
from issues.document.facts import Fact
from issues.document.partial_date import PartialDate

E = TypeVar("E", bound=Entry)
_SHOWN_BY = {"source_url": "source", "url": "title"}
"""The field next to which the change of an address is shown. The address itself stays plain, for href."""


def marked_entry(old: E | None, new: E | None) -> E:
    """`new` with its text marked against `old`. Without `new` everything is marked as deleted, without `old` as inserted.

    The result has the same type, so that templates show it like any entry. Unchanged values, addresses and values computed
    from fields have no marks; `facts` have.
    """
    shown = new or old
    if shown is None:
        raise ValueError("nothing to compare")
    entry_type: Any = type(shown)
    marked = cast(E, _marked_type(entry_type)(**_values(old, new, shown)))
    object.__setattr__(marked, "unmarked", shown)
    object.__setattr__(
        marked, "marked_facts", marked_facts(old.facts if old else (), new.facts if new else ())
    )
    return marked


def _values(old: Entry | None, new: Entry | None, shown: Entry) -> dict[str, Any]:
    values, entry_type = {}, cast(Any, type(shown))
    for name, form in _forms(entry_type).items():
        was, now = getattr(old, name, None), getattr(new, name, None)
        unchanged = (was or "") == (now or "")
        values[name] = (
            getattr(shown, name) if unchanged or name == "uid" else _marked(form, was, now, shown, name)
        )
    return _with_addresses(values, old, new)


def _marked(form: str, was: Any, now: Any, shown: Entry, name: str) -> Any:
    match form:
        case "line" | "text" | "date":
            return MarkedText(mark_text(_lines(was), _lines(now)))
        case "rich":
            return _rich(was or "", now or "")
        case "names":
            return tuple(map(MarkedText, mark_names(was or (), now or ())))
        case "annexes":
            return marked_annexes(was or (), now or ())
    return getattr(shown, name)


def _lines(value: Any) -> str:
    """The text with "\\n" as the only line end, because templates split it there."""
    return "\n".join(str(value or "").splitlines())


def _rich(was: str, now: str) -> str:
    """Marks a rich text. If the marked HTML is too long for a body, it is the new text alone, with a notice."""
    marked = mark_html(was, now)
    if len(marked) > richtext.MAX_LENGTH:
        return MarkedHtml(f"<p><ins>（正文过长，未作标记，请通读全文）</ins></p>{richtext.clean(now)}")
    return MarkedHtml(marked)


def _with_addresses(values: dict[str, Any], old: Entry | None, new: Entry | None) -> dict[str, Any]:
    if old is None or new is None:
        return values
    for address, shown_by in _SHOWN_BY.items():
        was, now = (getattr(entry, address, None) or "" for entry in (old, new))
        if was != now:
            values[shown_by] = _with_address_change(values[shown_by], was, now)
    return values


def _with_address_change(shown: Any, was: str, now: str) -> MarkedText:
    """Adds the change of an address to the field that shows it. A source without a name shows its address, which is marked."""
    if not shown:
        return MarkedText(mark_text(was, now))
    text = shown if isinstance(shown, MarkedText) else mark_text(shown, shown)
    struck, written = mark_text(was, ""), mark_text("", now)
    return MarkedText(f'{text}<span class="{ADDRESS}">（网址：{struck}{written}）</span>')


def _property(name: str) -> property:
    return property(lambda self: getattr(self.unmarked, name))


@cache
def _marked_type(entry_type: type[Entry]) -> type[Entry]:
    """A subclass whose properties are computed from the unmarked fields, except heading and facts."""
    computed = {
        name
        for base in entry_type.__mro__
        for name, value in vars(base).items()
        if isinstance(value, property) and name not in {"heading", "facts"}
    }
    members: Mapping[str, Any] = {name: _property(name) for name in computed}
    members = {**members, "facts": property(_facts), "__module__": __name__}
    return type(f"Marked{entry_type.__name__}", (entry_type,), members)


def _facts(entry: Any) -> tuple[Fact, ...]:
    return cast("tuple[Fact, ...]", entry.marked_facts)


@cache
def _forms(entry_type: type[Entry]) -> dict[str, str]:
    hints = get_type_hints(entry_type, include_extras=True)
    return {f.name: _form(hints[f.name]) for f in fields(entry_type)}


def _form(hint: Any) -> str:
    """line, text, rich, url, date, names or annexes; "" for a field that is never shown unchanged."""
    if get_origin(hint) is Annotated:
        return str(hint.__metadata__[0])
    if get_origin(hint) in {Union, UnionType}:
        return next(filter(None, map(_form, get_args(hint))), "")
    if get_origin(hint) is tuple:
        return "annexes" if get_args(hint)[0] is Annex else "names"
    return "date" if hint is PartialDate else ""


def form_of(entry: Entry, name: str) -> str:
    """line, text, rich, url, date, names or annexes; "" for a number or a choice."""
    return _forms(cast(Any, type(entry))).get(name, "")
