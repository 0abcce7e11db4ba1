"""From the kinds of entries to their tables. The kinds themselves know nothing of Django."""

from typing import TYPE_CHECKING, cast

from django.apps import apps

from issues.document.kinds import EntryKind

if TYPE_CHECKING:
    from issues.models.entry import Entry


def entry_model(kind: EntryKind) -> "type[Entry]":
    return cast("type[Entry]", apps.get_model(kind.model_label))
