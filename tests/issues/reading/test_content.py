"""The page and the print hold every character of the issue, and nothing in it becomes markup."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from issues.document import Document, Section, as_json
from issues.document.partial_date import PartialDate
from issues.exporting.html import export_html
from issues.exporting.printing import print_html
from issues.reading.rendering import preview_html
from tests.factories import annex
from tests.issues.reading import factories
from tests.issues.reading.factories import document, realistic_document
from tests.rendered import flat

RENDERERS = [preview_html, print_html, export_html]
NOT_TEXT = {
    "kind",
    "uid",
    "format",
    "topic",
    "filename",
    "sha256",
    "size",
    "number",
    "date",
    "issued_on",
    "published",
    "year",
}


def strings(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, child in node.items():
            if name not in NOT_TEXT:
                yield from strings(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from strings(child, key)
    elif isinstance(node, str):
        yield from (
            (html.unescape(t) for t in re.split("<[^>]*>", node)) if key == "body_html" else node.splitlines()
        )


def shown(page: str) -> str:
    """The words of the page, and the addresses that its links lead to."""
    links = " ".join(re.findall(r'href="([^"]*)"', page))
    return squeezed(html.unescape(re.sub("<[^>]*>", "", page) + links))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def missing(source: Document, page: str) -> list[str]:
    page_text = shown(page)
    return [text for text in strings(as_json(source)) if squeezed(text) not in page_text]


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("source", [document(), realistic_document()], ids=["every kind", "long"])
def test_page_holds_every_character(render, source):
    assert missing(source, render(source)) == []


@pytest.mark.parametrize("render", RENDERERS)
def test_page_holds_dates_and_numbers(render):
    page = shown(render(document(37)))
    for text in ("第37期", "2025年9月28日", "8月21日", "2025-07"):
        assert text in page


@pytest.mark.parametrize("render", RENDERERS)
def test_guide_leads_to_what_it_names(render):
    page = render(document())
    anchors = re.findall(r'href="#(s[^"]+)"', page)
    assert len(anchors) == 12
    for anchor in anchors:
        assert page.count(f'id="{anchor}"') == 1


@pytest.mark.parametrize("render", RENDERERS)
def test_ids_are_unique_and_headings_in_order(render):
    page = render(document())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


line = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)


@given(title=line, hospital=line, source=line, words=line, text=line, url=line)
@settings(max_examples=60, deadline=None)
def test_any_characters_come_through_as_text(title, hospital, source, words, text, url):
    address = f"https://example.org/{url}"
    sample = document(
        title=title,
        publishers=(hospital,),
        sections=(
            Section(
                kind="policies",
                title=words,
                intro=text,
                entries=(
                    factories.policy_item(
                        title,
                        issuing_bodies=(hospital,),
                        document_number=words,
                        source=source,
                        source_url=address,
                    ),
                ),
            ),
            Section(
                kind="papers",
                title=text,
                entries=(
                    factories.journal_abstract(
                        title, journal=hospital, authors=(words,), abstract=text, doi=source, url=address
                    ),
                    factories.notice(text),
                ),
            ),
            Section(
                kind="news", title=title, entries=(factories.news_link(words, hospital=title, url=address),)
            ),
        ),
    )
    for render in RENDERERS:
        assert missing(sample, render(sample)) == []


SCRIPT = "<script>alert('x')</script>\"' onload=1 &amp; {{ x }} {% y %}"


@pytest.mark.parametrize("render", RENDERERS)
def test_markup_in_a_field_stays_text(render):
    entries = (
        factories.policy_item(SCRIPT, source=SCRIPT, document_number=SCRIPT, issuing_bodies=(SCRIPT,)),
    )
    links = (factories.news_link(SCRIPT, hospital=SCRIPT, url='https://h.example/"><script>'),)
    source = document(
        title=SCRIPT,
        editor=SCRIPT,
        publishers=(SCRIPT,),
        sections=(
            Section(kind="policies", title=SCRIPT, intro=SCRIPT, entries=entries),
            Section(
                kind="papers",
                title=SCRIPT,
                entries=(factories.notice(SCRIPT), factories.journal_abstract(SCRIPT)),
            ),
            Section(kind="news", title=SCRIPT, entries=links),
        ),
    )
    page = render(source)
    assert "<script" not in page
    assert escape(SCRIPT) in page
    assert missing(source, page) == []


def test_source_stands_at_the_end_of_the_last_paragraph():
    entry = factories.policy_item(
        body_html="<p>一。</p><p>二。</p>", source="甲网站", source_url="https://a.example/1"
    )
    page = print_html(factories.small_document(entries=(entry,)))
    note = '<span class="source">（来源于<a href="https://a.example/1">甲网站</a>）</span>'
    assert f"<p>二。{note}</p>" in page


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"source": "甲网站", "source_url": None}, '<span class="source">（来源于甲网站）</span>'),
        ({"source": None, "source_url": "https://a.example/1"}, ">https://a.example/1</a>）"),
    ],
)
def test_source_is_shown_as_far_as_it_is_known(fields, note):
    assert note in print_html(factories.small_document(entries=(factories.policy_item(**fields),)))
    bare = factories.policy_item(source=None, source_url=None)
    assert "来源于" not in print_html(factories.small_document(entries=(bare,)))


def test_source_follows_a_body_that_ends_in_a_table():
    body = "<p>如下：</p><table><tbody><tr><td>甲</td></tr></tbody></table>"
    page = print_html(
        factories.small_document(entries=(factories.policy_item(body_html=body, source_url=None),))
    )
    assert '</table></div><p><span class="source">（来源于青州卫健委网站）</span></p>' in page


def test_entries_in_parts_stand_below_their_heading():
    part = factories.Part(title="省内", entries=(factories.peer_experience(),))
    page = preview_html(document(sections=(Section(kind="experiences", title="他山之石", parts=(part,)),)))
    assert '<h3 class="part" id="s1p1">（一）省内</h3>' in page
    assert "<h4>云溪医院推行" in page


def test_hospital_with_several_links_is_named_once():
    page = print_html(document())
    assert page.count('<th scope="rowgroup" rowspan="2">云溪医院</th>') == 1
    assert page.count('rowspan="1">临湖医院') == 1


@pytest.mark.parametrize(
    ("filename", "printed"),
    [("目录.csv", "csv"), ("附件1 政策目录.csv", "csv"), ("汇总表.csv", "汇总表.csv"), ("汇总表", "汇总表")],
)
def test_annex_is_named_once_and_print_says_where_it_is(filename, printed):
    notice = factories.notice(annexes=(annex(filename=filename),))
    source = document(sections=(Section(kind="papers", title="理论优选", entries=(notice,)),))
    suffix = "csv" if "." in filename else filename
    assert f"附件1：政策目录（{printed}，5字节，见本PDF所附文件）" in shown(print_html(source))
    assert f"附件1：政策目录（{suffix}，5字节）" in shown(preview_html(source))


def test_draft_is_marked_and_links_to_nothing_unpublished():
    source = document()
    page = preview_html(source)
    assert "草稿预览" in page
    for path in ("/entries/", "/annexes/", "/pdf/", 's1a1/"'):
        assert path not in page
    assert '<html lang="zh-CN" class="draft">' in flat(print_html(source, is_draft=True))
    assert "draft" not in print_html(source)


def test_entry_without_a_date_shows_none():
    entry = factories.journal_abstract(published=None)
    page = print_html(document(sections=(Section(kind="papers", title="理论优选", entries=(entry,)),)))
    assert '<td class="date"></td>' in page
    assert "None" not in page


def test_print_names_itself_in_its_head():
    sections = (Section(kind="policies", title="政策热点", entries=(factories.policy_item(),)),)
    page = flat(print_html(document(sections=sections)))
    assert "<title>动态参考 第9期</title>" in page
    assert '<meta name="dcterms.publisher" content="云溪大学医院管理研究院；临湖医院管理研究所">' in page
    assert '<meta name="dcterms.identifier" content="动态参考第9期">' in page
    assert '<meta name="dcterms.created" content="2025-09-28">' in page
    assert '<meta name="keywords" content="医院管理,动态参考,政策热点">' in page


def test_exported_file_needs_nothing_next_to_it(settings):
    settings.SITE_URL = "https://digest.example"
    page = export_html(document())
    assert "<link" not in page
    assert ".masthead" in page
    assert 'href="https://digest.example/issues/9/annexes/' in page


def test_partial_dates_are_shown_as_far_as_they_are_known():
    entry = factories.policy_item("新规", issued_on=PartialDate(2024, 3), body_html="<p>略。</p>")
    assert "发文日期：2024年3月<" in print_html(factories.small_document(entries=(entry,)))
