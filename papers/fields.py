"""A DOI as a model field: bare, and refused where people or tables give something else.

Rows made of a Document are not asked: a back issue says what was printed.
"""

from typing import Any

from django.core.exceptions import ValidationError

from issues.fields.plain import LineField, LineFormField
from papers.doi import MALFORMED, bare, is_doi


def validate_doi(text: str) -> None:
    if not is_doi(text):
        raise ValidationError(MALFORMED, code="doi")


class DoiFormField(LineFormField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or "写作 10.1234/abcd；前面的 https://doi.org/ 或 doi: 会去掉。"

    def to_python(self, value: Any) -> Any:
        return bare(super().to_python(value) or "")


class DoiField(LineField):
    default_validators = [validate_doi]  # noqa: RUF012 - as Django declares it

    form_class = DoiFormField
