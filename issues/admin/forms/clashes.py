"""Two people wrote in one form: what each says, field by field, and which of the two is to stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe

from issues.comparing.blocks import mark_html
from issues.comparing.lines import mark_text
from issues.fields.rich_text import RichTextFormField

if TYPE_CHECKING:
    from issues.admin.bases.shared import SharedForm

UNKNOWN = object()
"""What a field held when the page was opened, where nothing remembers it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that the two texts differ in. `mine` and `theirs` are marked against what it was when the page was
    opened, or `mine` against `theirs` where that is not known."""

    name: str
    label: str
    mine: SafeString
    theirs: SafeString
    is_rich: bool
    note: str
    takes_theirs: bool

    @property
    def layout(self) -> str:
        """The class of the two sides: with `lines`, a line break in the text is one on the page."""
        return "richtext" if self.is_rich else "lines"


def clashes(form: "SharedForm", stored: Any) -> list[Clash]:
    opened = form.as_opened(stored)
    return list(_clashes(form, stored, opened))


def _clashes(form: "SharedForm", stored: Any, opened: dict[str, Any]) -> Iterator[Clash]:
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


def typed(form: "SharedForm", name: str) -> Any:
    """As it would be saved; as it was typed where it cannot be."""
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
    """Escaped, or through the allow-list, by `issues.comparing`."""
    return mark_safe(mark_html(old, new) if is_rich else mark_text(old, new))  # noqa: S308
