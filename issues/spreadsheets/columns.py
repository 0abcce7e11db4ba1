"""A column of a spreadsheet: its headings, and how its cells are read and shown according to the model field."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.html import escape
from import_export.fields import Field

from issues.document import cleaning, values
from issues.document.partial_date import PartialDate
from issues.fields.pasting import as_date, as_names
from issues.fields.plain import LineField
from issues.fields.rich_text import RichTextField
from issues.fields.values import NamesField, PartialDateField, WebAddressField
from issues.richtext import plain_text
from issues.richtext.web_address import completed
from issues.spreadsheets.files.cells import MAX_CELL, Unclear

Reader = Callable[[str], Any]
TRUTHS = {"是": True, "√": True, "✓": True, "y": True, "yes": True, "true": True, "1": True}
TRUTHS |= {"": False, "否": False, "×": False, "n": False, "no": False, "false": False, "0": False}
NAMES_BETWEEN = "；"


class Column(Field):  # type: ignore[misc]
    """A column whose heading is the field's label in the admin. `variants` are other headings that people use, `weak` those
    that count only if a spreadsheet has none of the others. `tidy` corrects the text of a cell as the admin's form does;
    `example` and `note` are for the template."""

    def __init__(
        self,
        attribute: str,
        *variants: str,
        weak: tuple[str, ...] = (),
        is_required: bool = False,
        tidy: Callable[[str], str] = str.strip,
        example: str = "",
        note: str = "",
    ) -> None:
        super().__init__(attribute=attribute)
        self.variants = variants
        self.weak = weak
        self.is_required = is_required
        self.tidy = tidy
        self.example = example
        self.note = note

    def of(self, model: type[models.Model]) -> "Column":
        """Returns a copy of this column that reads and shows the field of the model."""
        field: Any = model._meta.get_field(self.attribute)
        bound = Column(
            self.attribute,
            *self.variants,
            weak=self.weak,
            is_required=self.is_required,
            tidy=self.tidy,
            example=self.example,
            note=self.note,
        )
        bound.column_name = str(field.verbose_name)
        bound.read = _reader(field)
        bound.clean_stored = _check(field)
        bound.is_date = isinstance(field, PartialDateField)
        bound.is_address = isinstance(field, WebAddressField)
        bound.choices = dict(field.choices or ())
        bound.is_rich = isinstance(field, RichTextField)
        return bound

    read: Reader
    clean_stored: Callable[[Any], Any]
    """Cleans a stored value for the export."""
    is_date: bool = False
    is_address: bool = False
    choices: dict[Any, Any]
    is_rich: bool
    """Cells hold text without formatting. `TableResource.take` does not change a stored body that has the same text."""

    def clean(self, row: Any, **kwargs: Any) -> Any:
        """Returns the value of the cell. Raises ValueError or ValidationError (Chinese) if the cell is not valid."""
        text = row[self.column_name]
        if isinstance(text, Unclear) and (self.is_date or not text.only_as_date):
            raise ValueError(text.reason)
        if len(text) > MAX_CELL:
            raise ValueError(f"有 {len(text):,} 字，一个单元格最多 {MAX_CELL:,} 字")
        text = self.tidy(text.strip())
        if self.is_required and not text:
            raise ValueError("不能为空")
        return self.read(text)

    def export(self, instance: Any, **kwargs: Any) -> str:
        return self.shown(self.clean_stored(getattr(instance, self.attribute)))

    def shown(self, value: Any) -> str:
        """Returns the value as the text of a cell. Reading it gives the value again, or the text of a rich text."""
        if self.is_rich:
            return plain_text(value or "")
        if isinstance(value, list):
            return NAMES_BETWEEN.join(value)
        if isinstance(value, bool):
            return "是" if value else "否"
        return str(self.choices.get(value, value) or "") if self.choices else str(value or "")


def _check(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, WebAddressField):
        return cleaning.web_address
    if isinstance(field, NamesField):
        return lambda names: [cleaning.line(name) for name in names]
    if isinstance(field, RichTextField):
        return cleaning.rich
    if isinstance(field, models.TextField):
        return cleaning.text
    return cleaning.line if isinstance(field, LineField) and not field.choices else lambda value: value


def _reader(field: Any) -> Reader:
    if isinstance(field, PartialDateField):
        return _partial_date
    if isinstance(field, NamesField):
        return _names
    if isinstance(field, models.BooleanField):
        return _truth
    if field.choices:
        return _choice(field.choices)
    if isinstance(field, WebAddressField):
        return _web_address
    if isinstance(field, RichTextField):
        return paragraphs
    if isinstance(field, models.TextField):
        return values.text
    return _line(field)


def _line(field: Any) -> Reader:
    limit = field.max_length
    checks = [check for check in field.validators if not isinstance(check, MaxLengthValidator)]

    def read(text: str) -> str:
        line = values.line(text)
        if len(line) > limit:
            raise ValueError(f"超过 {limit} 字")
        for check in checks if line else ():
            check(line)
        return line

    return read


def paragraphs(text: str) -> str:
    """Makes a paragraph of each line. Markup in the text is escaped."""
    lines = (line.strip() for line in values.text(text).split("\n"))
    return values.rich("".join(f"<p>{escape(line)}</p>" for line in lines if line))


def _web_address(text: str) -> str:
    return values.web_address(completed(text))


@lru_cache(maxsize=4096)  # ten thousand rows have a few hundred dates
def _partial_date(text: str) -> PartialDate | None:
    if text.isascii() and text.isdigit() and len(text) == 5:
        raise ValueError(f"“{text}”像是 Excel 的日期序号；请把这一列设为日期格式，或写作 2025-09-28")
    return values.partial_date(as_date(text)) if text else None


def _names(text: str) -> list[str]:
    return [values.line(name) for name in as_names(text)]


def _truth(text: str) -> bool:
    if (truth := TRUTHS.get(text.lower())) is None:
        raise ValueError(f"“{text}”应为“是”或“否”")
    return truth


def _choice(choices: Sequence[Any]) -> Reader:
    by_label = {"": ""} | {str(label): value for value, label in choices}

    def read(text: str) -> str:
        if (chosen := by_label.get(text)) is None:
            raise ValueError(f"“{text}”应为{'、'.join(name for name in by_label if name)}之一")
        return str(chosen)

    return read
