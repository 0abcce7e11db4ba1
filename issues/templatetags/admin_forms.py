"""The CSS classes and cells of Django's admin forms, for our copies of its templates."""

from collections.abc import Iterator
from typing import Any

from django.template import Library

from issues.templatetags.office import labelled_cell

register = Library()


@register.filter
def row_class(line: Any) -> str:
    """The classes of a row of a fieldset."""
    return " ".join(_row_classes(line))


def _row_classes(line: Any) -> Iterator[str]:
    yield "form-row"
    if len(line.fields) == 1 and line.errors():
        yield "errors"
    if not line.has_visible_field:
        yield "hidden"
    for field in line:
        yield from _field_class(field)


@register.filter
def box_class(field: Any, is_alone: bool) -> str:
    """The CSS classes of the container of a field. A field may have a row of its own."""
    shared = [] if is_alone else _shared_box_classes(field)
    return " ".join(["flex-container", *shared, *(["checkbox-row"] if field.is_checkbox else [])])


def _shared_box_classes(field: Any) -> Iterator[str]:
    yield "fieldBox"
    yield from _field_class(field)
    if not field.is_readonly and field.errors():
        yield "errors"
    if _of(field, "is_hidden"):
        yield "hidden"


def _field_class(field: Any) -> Iterator[str]:
    if name := _of(field, "name"):
        yield f"field-{name}"


def _of(field: Any, name: str) -> Any:
    """The field: Django's admin gives a bound field, or a dict for a read-only one."""
    return field.field[name] if field.is_readonly else getattr(field.field, name)


@register.filter
def deletion_cell(form: Any, formset: Any) -> str:
    """The checkbox that deletes a row, or "": on a narrow page the empty cell is then hidden."""
    is_deletable = formset.formset.can_delete and formset.has_delete_permission and form.original
    return labelled_cell(form.deletion_field().field) if is_deletable else ""
