from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Value
from django.template import Context, Template
from django.test.utils import isolate_apps

from issues.fields.rich_text import RichTextField, RichTextFormField, RichTextWidget
from issues.richtext import MAX_LENGTH

DIRTY = '<div onclick="x">甲<b>乙</b><script>丙</script></div>'
CLEAN = "<p>甲<strong>乙</strong></p>"

with isolate_apps("issues"):

    class Note(models.Model):
        """Stands in for our entries, so that this file tests the field alone."""

        body = RichTextField("正文")

        class Meta:
            app_label = "issues"

        def __str__(self) -> str:
            return self.body


@pytest.fixture
def notes(transactional_db: None, django_db_serialized_rollback: None) -> Iterator[Any]:
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    yield Note._base_manager
    with connection.schema_editor() as editor:
        editor.delete_model(Note)


def stored(notes: Any) -> list[str]:
    return list(notes.values_list("body", flat=True))


def test_field_saves_clean_and_shows_what_it_saved(notes: Any) -> None:
    note = notes.create(body=DIRTY)
    assert (note.body, stored(notes)) == (CLEAN, [CLEAN])


def test_field_cleans_bulk_writes(notes: Any) -> None:
    notes.bulk_create([Note(body=DIRTY), Note(body="x")])
    assert stored(notes) == [CLEAN, "<p>x</p>"]
    notes.update(body=DIRTY + "丁")
    assert stored(notes) == [CLEAN + "<p>丁</p>"] * 2
    rows = list(notes.all())
    for note in rows:
        note.body = DIRTY
    notes.bulk_update(rows, ["body"])
    assert stored(notes) == [CLEAN] * 2


def test_field_leaves_lookups_alone(notes: Any) -> None:
    notes.create(body=DIRTY)
    assert notes.filter(body__contains="甲<strong>").count() == 1


def test_field_hands_an_old_row_to_forms_clean(notes: Any) -> None:
    notes.create(body="x")
    notes.update(body=Value(DIRTY, output_field=models.TextField()))
    assert stored(notes) == [DIRTY]
    assert forms.model_to_dict(notes.get())["body"] == CLEAN


def test_field_refuses_blank_markup_and_too_much_of_it() -> None:
    with pytest.raises(ValidationError, match="请填写这一项"):
        Note(body="<p>&nbsp;</p>").clean_fields()
    with pytest.raises(ValidationError, match="正文过长"):
        Note(body="甲" * (MAX_LENGTH + 1)).clean_fields()


def test_field_keeps_the_editor_out_of_migrations() -> None:
    _, path, args, kwargs = RichTextField("正文", blank=True).deconstruct()
    assert (path, args, kwargs) == (
        "issues.fields.rich_text.RichTextField",
        [],
        {"verbose_name": "正文", "blank": True},
    )


def test_admin_form_uses_the_editor() -> None:
    body = admin.ModelAdmin(Note, admin.AdminSite()).formfield_for_dbfield(
        Note._meta.get_field("body"), request=None
    )
    assert isinstance(body, RichTextFormField)
    assert isinstance(body.widget, RichTextWidget)


def test_form_field_cleans_before_the_editor_and_after() -> None:
    class NoteForm(forms.Form):
        body = RichTextFormField()

    assert NoteForm(initial={"body": DIRTY})["body"].value() == CLEAN
    assert NoteForm({"body": DIRTY})["body"].value() == CLEAN
    form = NoteForm({"body": DIRTY})
    assert form.is_valid()
    assert form.cleaned_data["body"] == CLEAN
    assert NoteForm({"body": "甲" * (MAX_LENGTH + 1)}).errors["body"][0].startswith("正文过长")
    assert NoteForm({"body": "<p><br></p>"}).errors.keys() == {"body"}


@pytest.mark.parametrize("typed", ["甲" * (MAX_LENGTH + 1), "&" * (MAX_LENGTH // 2)])
def test_form_field_shows_refused_text_as_typed(typed: str) -> None:
    class NoteForm(forms.Form):
        body = RichTextFormField()

    form = NoteForm({"body": typed})
    assert form["body"].value() == typed
    assert "正文过长" in form.as_p()


def test_richtext_filter_renders_clean_markup_and_nothing_for_none() -> None:
    template = Template("{% load richtext %}[{{ body|richtext }}]")
    assert template.render(Context({"body": DIRTY})) == f"[{CLEAN}]"
    assert template.render(Context({"body": None})) == "[]"
