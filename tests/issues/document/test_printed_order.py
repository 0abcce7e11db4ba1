"""One order for the pages, the print, the Word file and the office."""

import re

import pytest

from issues.document import Section
from issues.document.outline import outline
from issues.editing.building import build_document as compose_document
from issues.editing.entry_rows import entry_rows, in_print
from issues.exporting.html import export_html
from tests import factories
from tests.issues.admin.pages import compose

STOOD = (("甲", "云溪医院"), ("乙", "临湖医院"), ("丙", "云溪医院"), ("丁", "青州医院"), ("戊", "临湖医院"))
PRINTED = [("1", "甲"), ("1", "丙"), ("2", "乙"), ("2", "戊"), ("3", "丁")]


@pytest.fixture
def source():
    links = tuple(factories.news_link(title, hospital=hospital) for title, hospital in STOOD)
    sections = (Section(kind="news", title="医院资讯", entries=links), *factories.sections()[:3])
    return factories.document(sections=sections, reviewer="")


@pytest.fixture
def issue(source, editor):
    return factories.issue_of(source, editor)


def test_outline_has_links_in_their_printed_order_and_anchors_where_the_editor_put_them(source):
    (run,) = outline(source)[0].parts[0].runs
    assert [(item.label, item.entry.title) for item in run.entries] == PRINTED
    assert [item.anchor for item in run.entries] == ["s1a1", "s1a3", "s1a2", "s1a5", "s1a4"]


@pytest.mark.django_db
def test_rows_and_document_agree_on_order_and_numbers(issue, source):
    by_section = {}
    for row in entry_rows(issue):
        by_section.setdefault(row.section_id, []).append(row)
    of_rows = {
        each.item.uid: (each.number, each.label) for rows in by_section.values() for each in in_print(rows)
    }
    runs = [run for section in outline(source) for part in section.parts for run in part.runs]
    assert of_rows == {item.entry.uid: (item.number, item.label) for run in runs for item in run.entries}


@pytest.mark.django_db
def test_compose_and_review_show_links_as_they_are_printed(issue, editor, reviewer, client):
    client.force_login(editor)
    lines = client.get(compose(issue)).content.decode().split('<ol class="lines"')[1]
    numbers = re.findall(r'<span class="number">([^<]*)</span>', lines)
    assert numbers[:5] == ["1", "", "2", "", "3"]
    factories.carry(issue, ("submit", editor))
    client.force_login(reviewer)
    shown = client.get(compose(issue).replace("change", "review")).content.decode()
    assert rows_of(shown) == rows_of(export_html(compose_document(issue))) == PRINTED


def rows_of(html: str) -> list[tuple[str, str]]:
    """(number, title) of the news, a number standing for all rows that it spans."""
    numbered, number = [], ""
    for row in re.findall(r"<tr id=.*?</tr>", html, re.DOTALL):
        if "rowgroup" in row:
            number = re.search(r'class="no"[^>]*>([^<]*)<', row)[1]
        if 'class="url"' in row:
            numbered.append((number, re.search(r"<td>([^<]*)</td>", row)[1].strip()))
    return numbered
