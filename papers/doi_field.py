"""A DOI as a model field: bare, and refused where people or tables give something else.

Rows made of a Document are not asked: a back issue says what was printed.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from papers.doi import MALFORMED, bare, is_doi


def validate_doi(text: str) -> None:
    if not is_doi(text):
        raise ValidationError(MALFORMED, code="doi")


class DoiFormField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or "写作 10.1234/abcd；前面的 https://doi.org/ 或 doi: 会去掉。"

    def to_python(self, value: Any) -> Any:
        return bare(super().to_python(value) or "")


class DoiField(models.CharField):  # type: ignore[type-arg]
    default_validators = [validate_doi]  # noqa: RUF012 - as Django declares it

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": DoiFormField, **kwargs})
