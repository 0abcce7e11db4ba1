"""Typed readers of environment variables. Their errors name the variable."""

import os
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def required(name: str, why: str) -> str:
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"请设置环境变量 {name}：{why}")


def flag(name: str, *, default: bool) -> bool:
    value = text(name, str(default)).lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 1 或 0，现为“{value}”")
    return value in TRUE


def number(name: str, *, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，现为“{value}”")
    return int(value)


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """A comma-separated list."""
    values = [word.strip() for word in text(name).split(",") if word.strip()]
    return values or list(default)
