from dataclasses import fields

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules

from issues.comparing import labels
from issues.document.kinds import EntryKind, entry_kinds


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "编审发布"

    def ready(self) -> None:
        autodiscover_modules("sections", "checks")
        for kind in entry_kinds():
            _name_fields(kind)


def _name_fields(kind: EntryKind) -> None:
    """A field of a document has the Chinese name of the column of the same name."""
    columns = {field.name: field for field in apps.get_model(kind.model_label)._meta.fields}
    for field in fields(kind.document_type):
        if field.name in columns:
            labels.register(kind.key, field.name, str(columns[field.name].verbose_name))
