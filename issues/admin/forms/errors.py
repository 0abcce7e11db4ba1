"""Collects the errors of a form by field: the list at the top of the page links to the fields, and each field repeats its
own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


@dataclass(frozen=True, slots=True)
class Wrong:
    """`anchor` is the id of the field, "" for an error of no single field."""

    label: str
    anchor: str
    reasons: tuple[str, ...]


def wrong_on_page(context: dict[str, Any]) -> list[Wrong]:
    """The errors of a change form and of its inlines."""
    wrong = wrong_in([context["adminform"].form])
    for inline in context["inline_admin_formsets"]:
        name = str(inline.opts.verbose_name_plural)
        if reasons := tuple(map(str, inline.formset.non_form_errors())):
            wrong.append(Wrong(name, "", reasons))
        wrong += wrong_in(inline.formset.forms, where=str(inline.opts.verbose_name))
    return wrong


def wrong_in(pages: Iterable[forms.BaseForm], *, where: str = "") -> list[Wrong]:
    """`where` is the name of the inline that these forms are rows of."""
    return [
        wrong
        for number, form in enumerate(pages, 1)
        for wrong in _wrong(form, f"{where}第 {number} 行，" if where else "")
    ]


def _wrong(form: forms.BaseForm, before: str) -> Iterator[Wrong]:
    """Sorts the errors by their order on the page: some checks run later than others."""
    order = ["__all__", *form.fields]
    for name, errors in sorted(form.errors.items(), key=lambda item: order.index(item[0])):
        field = form.fields.get(name)
        if field is None:
            yield Wrong(before.removesuffix("，"), "", tuple(map(str, errors)))
            continue
        bound = form[name]
        for error in errors.as_data():
            _say_in_our_words(error, field, str(bound.label))
        yield Wrong(f"{before}{bound.label}", bound.id_for_label or bound.auto_id, tuple(map(str, errors)))


def _say_in_our_words(error: ValidationError, field: forms.Field, label: str) -> None:
    """Django's own messages do not name the field, so they are replaced; our own messages are unchanged."""
    if error.code is None or not _is_stock(error, field):
        return
    match error.code:
        case "required":
            verb = "选择" if isinstance(field, CHOSEN) else "填写"
            error.message = f"请{verb}{label}。"
        case "invalid_choice":
            error.message = f"请从列表里选择{label}。"
        case "unique":
            error.message = f"已经有相同的{label}，请换一个。"
        case "max_length":
            error.message = f"{label}太长：最多 %(limit_value)d 字，现在有 %(show_value)d 字。"
        case "min_value":
            error.message = f"{label}不能小于 %(limit_value)s。"
        case "max_value":
            error.message = f"{label}不能大于 %(limit_value)s。"
        case "invalid" if isinstance(field, forms.IntegerField):
            error.message = f"{label}请填写数字。"
        case "invalid" if isinstance(field, forms.EmailField):
            error.message = f"{label}的写法不对，应如 name@example.com。"
        case "invalid" if isinstance(field, forms.DateField):
            error.message = f"{label}不是日期，请按 2026-03-20 的样子填写。"


def _is_stock(error: ValidationError, field: forms.Field) -> bool:
    if error.code == "unique":
        return "model_name" in (error.params or {})  # as Django's own sentence has it
    if error.code in ("max_length", "min_value", "max_value"):
        return "limit_value" in (error.params or {}) and error.code not in field.error_messages
    for kind in type(field).__mro__:
        own = kind.__dict__.get("default_error_messages", {})
        if error.code in own:
            return kind.__module__.startswith("django.") and str(error.message) == str(own[error.code])
    return error.code == "invalid" and isinstance(
        field, forms.EmailField
    )  # it is a validator that refuses it
