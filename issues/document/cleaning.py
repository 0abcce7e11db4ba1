"""Cleans values on their way out of the database: a row may be older than a rule, or changed by other programs.

`cleaned` is called when a Document is built from rows; `read_stored` uses the same functions for stored JSON.
Nothing is refused: the page must open so that an editor can correct the value. Free of Django.
"""

import html
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from issues import richtext
from issues.document import plain_text
from issues.richtext.web_address import is_fit, trimmed

T = TypeVar("T")
Check = Callable[[Any], Any]


def line(value: object) -> str:
    return plain_text.as_line(str(value))


def text(value: object) -> str:
    return plain_text.as_text(str(value))


def cells(value: object) -> tuple[str, ...]:
    return tuple(map(text, cast("Iterable[object]", value)))


def rich(value: object) -> str:
    """Canonical rich text; a body that is too long is replaced by a sentence that says this."""
    try:
        return richtext.clean(str(value))
    except richtext.TooLarge as error:
        return f"<p>{html.escape(str(error), quote=False)}这里没有列出，请在条目里删减。</p>"


def web_address(value: object) -> str:
    """ "" for an address that readers cannot open."""
    address = trimmed(str(value))
    return address if is_fit(address) else ""


_CHECKS: dict[object, Check] = {"line": line, "text": text, "rich": rich, "url": web_address, "cells": cells}


def cleaned(node: T) -> T:
    """A document, or any part of one, with cleaned values; the same object if all values are clean."""
    changed = {}
    for name, check in _checks(cast(type, type(node))):
        value = getattr(node, name)
        if (checked := check(value)) != value:
            changed[name] = checked
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


@cache
def _checks(node_type: type) -> tuple[tuple[str, Check], ...]:
    """The fields that contain text, each with its cleaning function."""
    hints = get_type_hints(node_type, include_extras=True)
    checks = ((f.name, _check_of(hints[f.name])) for f in fields(node_type))
    return tuple((name, check) for name, check in checks if check)


def _check_of(hint: Any) -> Check | None:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType or NoneType in arguments:
        return _optional(_check_of(next(a for a in arguments if a is not NoneType)))
    if origin is tuple:
        return _each(_check_of(arguments[0]))
    if origin is Annotated:
        return _CHECKS.get(arguments[1])
    return cleaned if is_dataclass(hint) else None


def _optional(check: Check | None) -> Check | None:
    """Cleans a value that may be None; an empty result becomes None."""
    return check and (lambda value: None if value is None else check(value) or None)


def _each(check: Check | None) -> Check | None:
    return check and (lambda values: tuple(checked for value in values if (checked := check(value))))


def web_addresses(node: Any) -> list[tuple[str, str]]:
    """The optional address fields of an entry that are not empty, with their values."""
    values = (
        (f.name, getattr(node, f.name))
        for f in fields(node)
        if f.default is None and f.name in _urls(cast(type, type(node)))
    )
    return [(name, value) for name, value in values if value]


@cache
def _urls(node_type: type) -> frozenset[str]:
    hints = get_type_hints(node_type, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _is_address(hint))


def _is_address(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return bool(get_args(hint)[1] == "url")
    return any(map(_is_address, get_args(hint))) if get_origin(hint) is not None else False
