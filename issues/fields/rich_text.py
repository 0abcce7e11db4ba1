"""The rich text field: the only module that depends on the editor.

CKEditor 4.22.1, which django-ckeditor bundles, is no longer supported. So its input and output always pass
`issues.richtext.clean`; only text that is refused as too large is shown again as typed. To change the editor, replace
RichTextWidget: models and migrations refer to RichTextField only, which therefore does not inherit from
django-ckeditor's field.
"""

import json
from typing import Any, ClassVar

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.forms import Script

from issues.fields.editor import editor_config
from issues.richtext import TooLarge, clean, readable


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]
    class Media:
        css: ClassVar = {"all": ["admin/richtext.css"]}
        js: ClassVar = [  # in this order
            "ckeditor/ckeditor/ckeditor.js",
            Script("admin/editor/start.js", type="module"),
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Replaces the configuration that CKEditorWidget reads from the settings with ours."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["config"] = json.dumps(editor_config())
        return context


class RichTextFormField(forms.CharField):
    widget = RichTextWidget

    def prepare_value(self, value: Any) -> Any:
        """The text that the editor loads: cleaned before editing too, because the row may be older than a rule.

        Text that was refused as too large is returned as typed, so that the user can shorten it.
        """
        try:
            return clean(value) if isinstance(value, str) else value
        except TooLarge:
            return value

    def to_python(self, value: Any) -> Any:
        return _cleaned(super().to_python(value))


class RichTextField(models.TextField):  # type: ignore[type-arg]
    """HTML in the canonical form of `issues.richtext.clean`, however it is saved."""

    def formfield(self, **kwargs: Any) -> Any:
        # The admin passes its plain textarea for every TextField; here the widget is part of the field.
        return super().formfield(**{**kwargs, "form_class": RichTextFormField, "widget": RichTextWidget})

    def to_python(self, value: Any) -> Any:
        return _cleaned(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        # Not get_prep_value, which also sees the right side of a lookup: filter(body__contains="词").
        return super().get_db_prep_save(clean(value) if isinstance(value, str) else value, connection)

    def value_from_object(self, obj: models.Model) -> Any:
        """The value for forms and serializers."""
        value = super().value_from_object(obj)
        return readable(value) if isinstance(value, str) else value


def _cleaned(value: Any) -> Any:
    try:
        return clean(value) if isinstance(value, str) else value
    except TooLarge as error:
        raise ValidationError(str(error), code="too_large") from error
