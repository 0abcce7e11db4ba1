import json
from dataclasses import replace

import pytest

from issues.document import AnnexTable, Part, Section, as_json
from issues.document.annexes import annex_pages
from issues.document.cleaning import cleaned
from issues.document.errors import InvalidDocument
from issues.document.loading import read, read_stored
from tests import factories


def document(*annexes):
    part = Part(title="汇编", entries=(factories.notice(annexes=annexes),))
    return factories.document(sections=(Section(kind="papers", title="理论优选", parts=(part,)),))


def labels(*titles):
    pages = annex_pages(document(*(factories.generated_annex(title) for title in titles)))
    return [(page.label, page.title) for page in pages]


def test_uploaded_annex_has_the_json_that_it_had_before_tables():
    assert set(as_json(factories.annex())) == {"title", "filename", "sha256", "size"}


def test_table_comes_back_from_the_canonical_json():
    issue = document(factories.annex(), factories.generated_annex())
    assert read_stored(issue.canonical_json) == issue
    assert read(json.loads(issue.canonical_json)) == issue


def test_blank_cells_stay_in_their_columns():
    table = factories.generated_annex().table
    assert cleaned(table) == table
    assert [len(row.cells) for row in table.rows] == [2, 2, 2]


@pytest.mark.parametrize("cells", [["甲"], ["甲", "乙", "丙"], "甲乙", ["甲", 1]])
def test_row_with_other_cells_than_columns_is_refused(cells):
    payload = as_json(document(factories.generated_annex()))
    notice = payload["sections"][0]["parts"][0]["entries"][0]
    notice["annexes"][0]["table"]["groups"][0]["rows"][0]["cells"] = cells
    with pytest.raises(InvalidDocument):
        read(payload)


def test_table_without_columns_is_refused():
    issue = document(replace(factories.generated_annex(), table=AnnexTable()))
    with pytest.raises(InvalidDocument, match="columns"):
        read(as_json(issue))


def test_annexes_are_numbered_and_uploaded_ones_have_no_pages():
    issue = document(factories.annex(), factories.generated_annex("甲"), factories.generated_annex("乙"))
    assert [(page.label, page.annex.title) for page in annex_pages(issue)] == [
        ("附件1", "甲"),
        ("附件2", "乙"),
    ]


def test_number_in_a_title_is_the_number_of_the_annex():
    assert labels("附件2：甲", "乙", "丙") == [("附件2", "甲"), ("附件1", "乙"), ("附件3", "丙")]
    assert labels("附件1 甲", "附件1 乙") == [("附件1", "甲"), ("附件2", "乙")]
    assert labels("附件2026年甲") == [("附件1", "附件2026年甲")]


def test_rows_are_numbered_through_all_groups_and_shares_fill_the_width():
    table = factories.generated_annex().table
    numbers = [number for _, rows in table.numbered for number, _ in rows]
    assert numbers == [1, 2, 3]
    assert len(table.shares) == table.all_columns == 3
    assert 98 <= sum(table.shares) <= 100
