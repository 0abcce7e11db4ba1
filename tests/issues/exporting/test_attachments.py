from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from issues.document import loading
from issues.exporting.attachments import attachments_of
from issues.files.file_store import store
from issues.management.commands.demo import SAMPLE
from tests import factories

DEMO = loading.loads(SAMPLE.read_bytes())


def attached(document):
    for entry in document.entries:
        for annex in getattr(entry, "annexes", ()):
            store(annex.content)
    return {file.filename: file for file in attachments_of(document)}


def test_annexes_document_and_tables_travel_inside():
    files = attached(DEMO)
    assert [
        (name, file.relationship) for name, file in files.items() if name.endswith((".json", "要.xlsx"))
    ] == [
        (f"{DEMO.title}第{DEMO.number}期.json", "Source"),
        ("论文摘要.xlsx", "Data"),
    ]
    assert [file.relationship for file in files.values()].count("Supplement") == 1


def test_json_is_the_document_that_was_signed():
    (source,) = (file for file in attached(DEMO).values() if file.relationship == "Source")
    assert source.data == DEMO.canonical_json.encode()
    assert loading.loads(source.data) == DEMO


def test_workbook_holds_every_abstract_as_text():
    book = load_workbook(BytesIO(attached(DEMO)["论文摘要.xlsx"].data))
    head, *rows = book.active.iter_rows(values_only=True)
    abstracts = [entry for entry in DEMO.entries if entry.kind == "journal_abstract"]
    assert head == ("论文名称", "发表期刊", "发表时间", "作者", "论文摘要", "DOI", "网址")
    assert [row[0] for row in rows] == [entry.title for entry in abstracts]
    assert [row[2] for row in rows] == [str(entry.published) for entry in abstracts]
    assert [row[3] or "" for row in rows] == ["；".join(entry.authors) for entry in abstracts]


def test_bytes_depend_on_the_document_alone():
    assert attached(DEMO) == attached(DEMO)


def test_issue_without_abstracts_has_no_workbook_of_them():
    document = replace(factories.document(), sections=())
    assert [file.relationship for file in attachments_of(document)] == ["Source"]
