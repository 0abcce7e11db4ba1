"""Converts values from the form in which they are printed to that of the interchange format."""

import re
from typing import Any, get_args, get_origin, get_type_hints

from issues.document import Entry, Text
from issues.document.partial_date import PartialDate

_DAY = re.compile(r"(\d{1,4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")


def as_date(text: str) -> str:
    """2025年9月 as 2025-09; what is no such date is returned unchanged."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return text
    year, *rest = (part for part in match.groups() if part)
    return "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in rest)])


def is_text(document_type: type[Entry], name: str) -> bool:
    """Whether the field holds lines, not one line."""
    return bool(get_type_hints(document_type, include_extras=True)[name] == Text)


def as_field(document_type: type[Entry], name: str, values: list[str]) -> Any:
    """`values` in the type of the field: a list, or joined as a text, a number or a date."""
    hint = get_type_hints(document_type)[name]
    if get_origin(hint) is tuple:
        return values
    text = "".join(values)
    if int in get_args(hint) and text.isascii() and text.isdigit():
        return int(text)
    return as_date(text) if PartialDate in get_args(hint) else text
