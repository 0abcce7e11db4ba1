"""Model and form fields for partial dates, lists of names and web addresses."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from issues.document import MAX_LINE
from issues.document.partial_date import PartialDate
from issues.document.plain_text import as_line
from issues.fields.pasting import as_date, as_names
from issues.fields.plain import LineField, LineFormField, TextFormField
from issues.richtext.web_address import completed, trimmed, why_unfit


class PartialDateFormField(LineFormField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("placeholder", "2025、2025-09 或 2025-09-28")
        self.widget.attrs.pop("maxlength", None)  # 2025年09月28日 is longer than what is stored
        self.help_text = (
            self.help_text
            or "如 2025-09-28、2025年9月28日、2025.9.28；只知道年月的，写到月，只知道年的，写到年。"
        )

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        return _partial_date(as_date(super().to_python(str(value) if value else "") or ""))

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value or ""))  # they measure text

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != as_date((data or "").strip())


class DateFormField(forms.DateField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(as_date(value) if isinstance(value, str) else value)


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """YYYY, YYYY-MM or YYYY-MM-DD, stored as that text, so that the database sorts it rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *args: Any) -> PartialDate | None:
        """None for an invalid date: the page must open so that an editor can correct it."""
        try:
            return _partial_date(value)
        except ValidationError:
            return None

    def to_python(self, value: Any) -> PartialDate | None:
        return _partial_date(value)

    def get_prep_value(self, value: Any) -> str:
        return str(value) if value else ""

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


def _partial_date(value: Any) -> PartialDate | None:
    if not value or isinstance(value, PartialDate):
        return value or None
    try:
        return PartialDate.parse(str(value).strip())
    except ValueError as error:
        raise ValidationError(str(error)) from None


class NamesFormField(TextFormField):
    """One name a line; what is pasted may also be separated by 、 or ；."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 60, "class": "names"})
        super().__init__(**kwargs)
        self.help_text = f"{self.help_text}也可用“、”“；”隔开。"

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        names = as_names(super().to_python(value) or "")
        for name in names:
            if len(name) > MAX_LINE:
                raise ValidationError(f"“{name[:20]}……”超过 {MAX_LINE} 字。", code="max_length")
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != list(initial or [])


class NamesField(models.TextField):  # type: ignore[type-arg]
    """A list of names, stored one a line, so that a plain text search finds them."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *args: Any) -> list[str]:
        return value.split("\n") if value else []

    def to_python(self, value: Any) -> list[str]:
        return _names(value)

    def get_prep_value(self, value: Any) -> str:
        return "\n".join(_names(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NamesFormField, **kwargs})


def _names(value: Any) -> list[str]:
    """Each on a line of its own."""
    lines = value.split("\n") if isinstance(value, str) else value or []
    return [name for name in map(as_line, lines) if name]


def validate_web_address(address: str) -> None:
    if reason := why_unfit(address):
        raise ValidationError(f"{reason}。", code="web_address")


class WebAddressFormField(LineFormField):
    """Adds a missing https://. An address with invisible characters is refused and shown again without them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or "以 http:// 或 https:// 开头；只写了域名的会补上 https://。"

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and as_line(trimmed(value)) != trimmed(value):
            raise ValidationError("网址里有看不见的字符，已去掉，请核对后再保存。", code="web_address")
        return super().clean(value)

    def to_python(self, value: Any) -> Any:
        return completed(super().to_python(value) or "")


class WebAddressField(LineField):
    """An http or https address that readers can open. `URLField` would refuse some real addresses."""

    default_validators = [validate_web_address]  # noqa: RUF012 - as Django declares it
    form_class = WebAddressFormField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = MAX_LINE
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
