"""Two people changed the same row: shows both values of each field, so that the user can choose which one to store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe

from issues.comparing.blocks import mark_html
from issues.comparing.lines import mark_text
from issues.fields.rich_text import RichTextFormField


class ComparableForm(Protocol):
    """The attributes of `issues.admin.bases.shared.SharedForm` that comparing needs."""

    fields: Any
    cleaned_data: dict[str, Any]
    not_compared: ClassVar[frozenset[str]]

    def __getitem__(self, name: str, /) -> Any: ...
    def words(self, name: str, value: Any) -> str: ...
    def stored_value(self, row: Any, name: str) -> Any: ...
    def as_opened(self, row: Any) -> Mapping[str, Any]: ...
    def rows_below(self, row: Any) -> Iterable[tuple[str, str, str, str]]: ...


@dataclass(frozen=True, slots=True)
class Clash:
    """A field with different values. `mine` and `theirs` are marked against the value at the time the page was opened;
    where that is not known, `mine` is marked against `theirs`."""

    name: str
    label: str
    mine: SafeString
    theirs: SafeString
    is_rich: bool
    note: str
    takes_theirs: bool

    @property
    def layout(self) -> str:
        """The CSS class of both values; `lines` preserves the line breaks of the text."""
        return "richtext" if self.is_rich else "lines"


def clashes(form: ComparableForm, stored: Any) -> list[Clash]:
    opened = form.as_opened(stored)
    return list(_clashes(form, stored, opened))


def _clashes(form: ComparableForm, stored: Any, opened: Mapping[str, Any]) -> Iterator[Clash]:
    for name, field in form.fields.items():
        if name in form.not_compared:
            continue
        is_rich = isinstance(field, RichTextFormField)
        mine, theirs = form.words(name, typed(form, name)), form.words(name, form.stored_value(stored, name))
        if mine == theirs:
            continue
        was = form.words(name, opened[name]) if name in opened else None
        note, takes_theirs = _judged(mine, theirs, was)
        base = theirs if was is None else was
        yield Clash(
            name,
            str(form[name].label),
            _marked(base, mine, is_rich),
            _marked(base, theirs, is_rich),
            is_rich,
            note,
            takes_theirs,
        )
    for name, label, mine, theirs in form.rows_below(stored):
        if mine != theirs:
            yield Clash(
                name, label, _marked(theirs, mine, False), _marked(theirs, theirs, False), False, "", False
            )


def typed(form: ComparableForm, name: str) -> Any:
    """The value as it would be saved, or as it was typed if it is invalid."""
    if name in form.cleaned_data:
        return form.cleaned_data[name]
    bound = form[name]
    try:
        return bound.field.clean(bound.data)
    except ValidationError:
        return bound.data


def _judged(mine: str, theirs: str, was: str | None) -> tuple[str, bool]:
    if was is None:
        return "", False
    if mine == was:
        return "只有同事改了这一项", True
    return ("只有您改了这一项" if theirs == was else "两人都改了这一项"), False


def _marked(old: str, new: str, is_rich: bool) -> SafeString:
    """Safe HTML: escaped, or cleaned by the allow-list in `issues.comparing`."""
    return mark_safe(mark_html(old, new) if is_rich else mark_text(old, new))  # noqa: S308
