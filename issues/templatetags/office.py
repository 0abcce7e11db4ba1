"""What the pages of the admin say of the model that they are about."""

from typing import Any

from django.contrib import admin
from django.template import Library

register = Library()


@register.filter
def index_group(opts: Any) -> str:
    """The heading under which the index lists this model."""
    return str(admin.site.group_of(opts.model))  # type: ignore[attr-defined]


@register.filter
def counted(result_count: int, model_admin: Any) -> str:
    return f"共 {result_count} {getattr(model_admin, 'measure_word', '条')}"


@register.filter
def add_label(model_admin: Any) -> str:
    return getattr(model_admin, "add_label", "") or f"添加{model_admin.opts.verbose_name}"


@register.filter
def at(editing: dict[str, list[str]], what: Any) -> list[str]:
    """Who has this entry or section open."""
    return editing.get(str(what), [])
