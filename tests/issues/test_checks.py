"""System checks: a missing subsetter, and each part that an app can leave out of a kind of section or entry."""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.core.checks import run_checks

from hospitals.models import CaseStudy, PeerExperience
from issues import checks
from issues.document import kinds
from issues.document.word_form import Article, FactField
from issues.importing.recognising import readers


def messages(id: str) -> list[str]:
    return [message.msg for message in run_checks() if message.id == id]


@pytest.fixture
def change(monkeypatch):
    """Registers the section kind `cases`, or its entry kind, with changed attributes."""

    def change(*, entry=None, **changes):
        kind = kinds.section_kind("cases")
        if entry:
            changes["entry_kinds"] = (replace(kind.entry_kinds[0], **entry),)
        monkeypatch.setitem(kinds._kinds, "cases", replace(kind, **changes))

    return change


def test_no_warning_where_the_subsetter_is_at_hand():
    assert not messages("issues.W001")


def test_a_missing_subsetter_is_named(monkeypatch):
    monkeypatch.setattr(checks, "subsetter_is_fast", lambda: False)
    (message,) = (message for message in run_checks() if message.id == "issues.W001")
    assert "libharfbuzz-subset0" in message.hint


def test_every_kind_is_complete():
    assert checks.kinds_are_complete(None) == []


def test_a_section_kind_without_a_reader_is_named(monkeypatch, change):
    monkeypatch.delitem(readers._readers, "cases")
    (message,) = messages("issues.E101")
    assert "“cases”" in message
    change(has_reader=False)
    assert not messages("issues.E101")


def test_a_kind_whose_table_holds_another_document_type_is_named(change):
    change(entry={"model_label": "hospitals.PeerExperience"})
    (message,) = messages("issues.E102")
    assert "“case_study”" in message
    assert PeerExperience._meta.label in message


def test_a_kind_without_a_table_is_named(change):
    change(entry={"model_label": "hospitals.NoSuchModel"})
    assert "hospitals.NoSuchModel" in messages("issues.E102")[0]


def test_an_entry_table_that_is_not_in_the_admin_is_named(monkeypatch):
    monkeypatch.delitem(admin.site._registry, CaseStudy)
    (message,) = messages("issues.E103")
    assert "hospitals.CaseStudy" in message


def test_spreadsheets_without_their_admin_or_permission_are_named(change):
    change(entry={"takes_tables": True})
    (message,) = messages("issues.E104")
    assert "“case_study”" in message


def test_a_word_layout_whose_field_does_not_exist_is_named(change):
    change(entry={"word": Article(facts=(FactField(name="speaker", label="讲话人"),))})
    (message,) = messages("issues.E105")
    assert "speaker" in message


def test_a_kind_without_a_template_is_named(monkeypatch):
    monkeypatch.setattr(kinds.EntryKind, "template", property(lambda kind: f"entries/_{kind.key}_gone.html"))
    assert "entries/_case_study_gone.html" in " ".join(messages("issues.E106"))


def test_an_unknown_kind_of_entry_is_named():
    with pytest.raises(LookupError, match="speech"):
        kinds.entry_kind("speech")
