"""What goes out, and that reading it again changes nothing."""

import gc
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hospitals.models import HospitalNewsLink
from issues.document.errors import Unreadable
from issues.spreadsheets.files import garbage_collection
from issues.spreadsheets.files.cells import guarded, unguarded
from issues.spreadsheets.files.reading import read_table
from papers.models import Journal, JournalAbstract
from policies.models import PolicyDocument
from tests.issues.spreadsheets.sheets import ABSTRACTS, address, preview, xlsx

FORMULAS = ["=1+1", "+86 512", "-", "@SUM(A1)", "'=x", "''-y", "'引用'", "0012", "1234567890123456789"]


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", "\n=1", "平常", ""])
def test_guard_is_taken_away_exactly(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n"} - {""} or not text


@pytest.fixture
def abstracts(db):
    return [
        JournalAbstract.objects.create(
            title=text,
            journal=text,
            abstract=f'{text}\n第二行，“引号”"',
            authors=[text, "顾南枝"],
            published="2026-02",
        )
        for text in FORMULAS
    ]


@pytest.mark.parametrize("number", ["0", "1"])
def test_export_read_again_changes_nothing(at_desk, editor, abstracts, number):
    client = at_desk(editor)
    response = client.post(address(JournalAbstract, "export"), {"format": number, "resource": "0"})
    assert response.status_code == 200
    page = preview(client, JournalAbstract, response.content)
    assert page.context["result"].counts == f"新增 0、更新 0、未变 {len(FORMULAS)}"


def test_export_holds_text_alone_and_nothing_to_compute(at_desk, editor, abstracts):
    response = at_desk(editor).post(address(JournalAbstract, "export"), {"format": "0", "resource": "0"})
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows())
    assert [cell.value for cell in rows[0]] == ABSTRACTS
    shown = [cell for row in rows[1:] for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in shown} == {("s", "@")}
    assert not [cell.value for cell in shown if cell.value[0] in "=+-@\t\r"]
    assert {row[0].value for row in rows[1:]} >= {"'=1+1", "'+86 512", "'-", "'@SUM(A1)", "0012"}


def test_csv_export_is_marked_as_utf8_and_named_in_chinese(at_desk, editor, abstracts):
    response = at_desk(editor).post(address(JournalAbstract, "export"), {"format": "1", "resource": "0"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=utf-8''%E8%AE%BA%E6%96%87%E6%91%98%E8%A6%81-" in response["Content-Disposition"]


def test_export_keeps_to_the_search_of_the_list(at_desk, editor, abstracts):
    response = at_desk(editor).post(
        address(JournalAbstract, "export") + "?q=0012", {"format": "1", "resource": "0"}
    )
    assert response.content.decode("utf-8-sig").count("0012") == 4


def test_export_of_a_text_too_long_for_a_cell_says_which(at_desk, editor):
    JournalAbstract.objects.create(title="长文", journal="刊", abstract="甲" * 40_000)
    response = at_desk(editor).post(address(JournalAbstract, "export"), {"format": "0", "resource": "0"})
    assert "有 40,000 字，一个单元格放不下" in response.content.decode()


@pytest.mark.parametrize("model", [JournalAbstract, Journal, HospitalNewsLink, PolicyDocument])
def test_template_has_the_headings_of_the_admin_and_explains_them(at_desk, editor, model):
    response = at_desk(editor).get(address(model, "import_template"))
    book = load_workbook(BytesIO(response.content))
    heads = [cell.value for cell in book.worksheets[0][1]]
    labels = {str(field.verbose_name) for field in model._meta.fields}
    assert set(heads) <= labels
    assert [row[0].value for row in book["填写说明"].iter_rows(min_row=2)] == heads
    assert book.worksheets[0].max_row == 1


def test_examples_of_the_templates_can_be_imported(at_desk, editor):
    for model in (JournalAbstract, Journal, HospitalNewsLink, PolicyDocument):
        book = load_workbook(BytesIO(at_desk(editor).get(address(model, "import_template")).content))
        shown = [[cell.value for cell in row] for row in book["填写说明"].iter_rows(min_row=2)]
        page = preview(at_desk(editor), model, xlsx([row[0] for row in shown], [row[3] for row in shown]))
        assert page.context["result"].counts == "新增 1、更新 0、未变 0"


def test_garbage_collection_is_paused_during_an_import_and_goes_on_after_it():
    with garbage_collection.paused():
        assert not gc.isenabled()
        with garbage_collection.paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(Unreadable):
        read_table(b"")
    assert gc.isenabled()
