"""Model and form fields for plain text; every value passes `issues.document.plain_text`."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from issues.document.plain_text import as_line, as_text, why_unfit


class PlainFormField(forms.CharField):
    """Refuses text with faults and shows it again without them, so that it is valid when saved a second time."""

    tidy: Callable[[str], str] = staticmethod(as_line)

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and (reason := why_unfit(value)):
            raise ValidationError(reason, code="unfit")
        return super().clean(value)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.tidy(text) if isinstance(text, str) and self.strip else text

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)
        return self.tidy(shown) if isinstance(shown, str) else shown


class LineFormField(PlainFormField):
    """One line."""


class TextFormField(PlainFormField):
    """Paragraphs."""

    tidy = staticmethod(as_text)


class _Plain(models.Field):  # type: ignore[type-arg]
    """Cleans the value in `pre_save`, for `save` and `bulk_create`, and in `get_db_prep_save`, for `update`."""

    tidy: Callable[[str], str]
    form_class: type[forms.CharField]
    is_text_when_saved = True

    def to_python(self, value: Any) -> Any:
        return self._tidied(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if (tidied := self._tidied(value)) is not value:
            setattr(model_instance, self.attname, tidied)
        return tidied

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        # Not get_prep_value, which also sees the right side of a lookup.
        return super().get_db_prep_save(self._tidied(value), connection)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **kwargs})

    def _tidied(self, value: Any) -> Any:
        return type(self).tidy(value) if isinstance(value, str) else value


class LineField(_Plain, models.CharField):  # type: ignore[type-arg]
    """One line. In migrations this is the Django field that it is based on."""

    tidy = staticmethod(as_line)
    form_class = LineFormField

    def deconstruct(self) -> Any:
        return _as_django(super().deconstruct(), self, LineField)


class PlainTextField(_Plain, models.TextField):  # type: ignore[type-arg]
    """Paragraphs, each ending with a newline. In migrations this is a TextField."""

    tidy = staticmethod(as_text)
    form_class = TextFormField

    def deconstruct(self) -> Any:
        return _as_django(super().deconstruct(), self, PlainTextField)


def _as_django(deconstructed: Any, field: Any, own: type) -> Any:
    """Deconstructs to the Django field: cleaning does not change the table."""
    name, path, args, kwargs = deconstructed
    base = "CharField" if own is LineField else "TextField"
    return name, f"django.db.models.{base}" if type(field) is own else path, args, kwargs
