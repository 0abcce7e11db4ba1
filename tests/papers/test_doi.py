"""DOIs by every way in: kept bare, or refused with a reason; a back issue keeps what it printed."""

import json

import pytest
from django.forms import modelform_factory

from issues.document import loading
from issues.document.dumping import dumps
from issues.editing.building import build_document
from issues.editing.storing import store
from papers import doi
from papers.document import JournalAbstract as Abstract
from papers.models import JournalAbstract
from papers.references.reading import read_references
from tests import factories
from tests.issues.spreadsheets.sheets import ABSTRACTS, address, confirm, faults, preview, xlsx
from tests.papers.reference_import.test_pages import ris

WHOLE = "10.1234/a.b(2026)01"
PRINTED = (
    WHOLE,
    f" {WHOLE} ",
    f"doi:{WHOLE}",
    f"DOI：{WHOLE}",
    f"doi {WHOLE}",
    f"https://doi.org/{WHOLE}",
    f"http://dx.doi.org/{WHOLE}",
    f"doi.org/{WHOLE}",
    f"doi:https://doi.org/{WHOLE}",
    f"https://link.cnki.net/doi/{WHOLE}",
)
NONE = (
    "abc",
    "10.12/a",
    "10.1234",
    "10.1234/",
    "10.1234/a b",
    "11.1234/a",
    "https://a.example/10.1234/a",
    "doi",
)
Form = modelform_factory(JournalAbstract, fields=["doi"])


@pytest.mark.parametrize("shown", PRINTED)
def test_doi_is_kept_bare_in_a_form(shown):
    assert Form({"doi": shown}).save(commit=False).doi == WHOLE


@pytest.mark.parametrize("shown", NONE)
def test_what_is_no_doi_is_refused_in_a_form(shown):
    assert Form({"doi": shown}).errors == {"doi": [doi.MALFORMED]}


def test_registrant_may_have_a_part_of_its_own():
    assert doi.is_doi("10.1000.10/123")


def test_no_doi_at_all_is_well(at_desk, editor):
    assert Form({"doi": ""}).is_valid()
    page = preview(at_desk(editor), JournalAbstract, xlsx([*ABSTRACTS[:2], "DOI"], ["题", "刊", ""]))
    assert page.context["result"].is_sound


@pytest.mark.parametrize("shown", PRINTED)
def test_doi_is_kept_bare_from_a_table(at_desk, editor, shown):
    page = preview(at_desk(editor), JournalAbstract, xlsx([*ABSTRACTS[:2], "DOI"], ["题", "刊", shown]))
    assert page.context["new_rows"][0].cells == ("题", "刊", WHOLE)


@pytest.mark.parametrize("shown", NONE)
def test_what_is_no_doi_is_a_fault_of_its_cell(at_desk, editor, shown):
    page = preview(at_desk(editor), JournalAbstract, xlsx([*ABSTRACTS[:2], "DOI"], ["题", "刊", shown]))
    assert faults(page) == [(2, "DOI", doi.MALFORMED)]


def test_what_is_no_doi_is_noted_next_to_a_reference():
    text = ris("一").replace("ER", "DO  - abc\nER")
    (reference,) = read_references(text.encode()).abstracts
    assert reference.abstract.doi is None
    assert reference.notes == ("DOI没有导入（" + doi.MALFORMED.rstrip("。") + "）：abc",)


@pytest.fixture
def back_issue(db):
    entry = Abstract(title="题", journal="刊", doi="见纸刊")
    shown = json.loads(dumps(factories.document(), read_annex=lambda sha256: b""))
    part = shown["sections"][2]["parts"][0]
    part["entries"] = [{"kind": "journal_abstract", "title": "题", "journal": "刊", "doi": entry.doi}]
    return store(loading.loads(json.dumps(shown).encode()))


def test_back_issue_keeps_what_it_printed_for_a_doi(back_issue):
    [entry] = [entry for entry in build_document(back_issue).entries if isinstance(entry, Abstract)]
    assert entry.doi == "见纸刊"


def test_export_with_the_doi_of_a_back_issue_is_read_again_whole(at_desk, editor, back_issue):
    client = at_desk(editor)
    table = client.post(address(JournalAbstract, "export"), {"format": "0", "resource": "0"}).content
    assert preview(client, JournalAbstract, table).context["result"].counts == "新增 0、更新 0、未变 1"


def test_what_else_a_row_with_such_a_doi_changes_is_stored(at_desk, editor, back_issue):
    client = at_desk(editor)
    page = preview(
        client, JournalAbstract, xlsx([*ABSTRACTS[:2], "论文摘要", "DOI"], ["题", "刊", "新的摘要", "见纸刊"])
    )
    confirm(client, JournalAbstract, page)
    stored = JournalAbstract.objects.get()
    assert (stored.abstract, stored.doi) == ("新的摘要", "见纸刊")
