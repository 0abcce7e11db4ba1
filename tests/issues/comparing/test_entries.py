import re
from dataclasses import fields, replace
from html import unescape

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from hospitals.document import CaseStudy, HospitalNewsLink, PeerExperience
from issues.comparing.entries import marked_entry
from issues.document import Annex, Section
from issues.document.kinds import entry_kind, section_kind_of
from issues.document.outline import outline
from issues.document.partial_date import PartialDate
from papers.document import JournalAbstract, Notice
from policies.document import PolicyItem
from tests import factories, strategies

HOSTILE = '<script>x</script><img src=x onerror="x()">&\'"'
entries = st.one_of(
    strategies.policy_items, strategies.abstracts, strategies.notices, strategies.links,
    st.builds(CaseStudy, **strategies.article),
)  # fmt: skip


def shown(entry):
    """As the reading page and the entry's own page show it."""
    kind = section_kind_of(entry.kind).key
    section = Section(kind=kind, title="栏目", entries=(entry,))
    document = replace(factories.document(), sections=(section,))
    context = {"document": document, "outline": outline(document), "is_draft": True, "entry": entry}
    page = render_to_string("issues/_sections.html", context)
    return page + render_to_string(list(entry_kind(entry.kind).body_templates), context)


def test_every_string_shows_its_marks():
    old = PolicyItem(
        title="旧题",
        issuing_bodies=("甲委", "乙局"),
        document_title="旧文件",
        document_number="旧文号1号",
        issued_on=PartialDate(2025, 9),
        body_html="<p>旧正文</p>",
        source="旧站",
        source_url="https://a.example/old",
    )
    new = PolicyItem(
        uid=old.uid,
        title="新题",
        issuing_bodies=("甲委", "丙厅"),
        document_title="新文件",
        document_number="新文号1号",
        issued_on=PartialDate(2026, 9),
        body_html="<p>新正文</p>",
        source="新站",
        source_url="https://a.example/new",
    )
    page = shown(marked_entry(old, new))
    for values in (
        "<del>旧</del><ins>新</ins>题",
        "甲委、<del>乙局</del>、<ins>丙厅</ins>",
        "文件：《<del>旧</del><ins>新</ins>文件》",
        "<del>旧</del><ins>新</ins>文号1号",
        "<del>2025年9月</del><ins>2026年9月</ins>",
        "<p><del>旧</del><ins>新</ins>正文",
        'href="https://a.example/new"><del>旧</del><ins>新</ins>站',
        "（网址：<del>https://a.example/old</del><ins>https://a.example/new</ins>）",
    ):
        assert values in page
    assert "&lt;" not in page


def test_an_abstract_shows_its_marks():
    old = JournalAbstract(
        title="论文", journal="刊甲", published=PartialDate(2025), authors=("张一", "李二"),
        abstract="目的：甲。\n方法：乙。", doi="10.1000/1", url="https://a.example/1",
    )  # fmt: skip
    new = replace(
        old, journal="刊乙", published=PartialDate(2026), authors=("张一", "王五"),
        abstract="目的：甲。\n新段落在此处。\n方法：丙。", doi="10.1000/2", url="https://a.example/2",
    )  # fmt: skip
    page = shown(marked_entry(old, new))
    for values in (
        "刊<del>甲</del><ins>乙</ins>",
        "<del>2025</del><ins>2026</ins>",
        "张一，<del>李二</del>，<ins>王五</ins>",
        '<a href="https://doi.org/10.1000/2">',
        '<a href="https://a.example/2">https://a.example/2</a>',
        "<p><ins>新段落在此处。</ins>",
        "方法：<del>乙</del><ins>丙</ins>",
    ):
        assert values in page
    assert "&lt;" not in page


def test_a_notice_shows_its_annexes_marked():
    annex = Annex(title="附件1：旧名单", filename="a.xlsx", sha256="0" * 64, size=1)
    gone = Annex(title="附件2：其他", filename="b.xlsx", sha256="1" * 64, size=1)
    old = Notice(text="甲\n乙", annexes=(annex, gone))
    new = Notice(text="甲\n丙", annexes=(replace(annex, title="附件1：新名单", sha256="2" * 64),))
    page = shown(marked_entry(old, new))
    for values in (
        "附件1：<del>旧</del><ins>新</ins>名单",
        "<ins>文件已更换</ins>",
        "<del>附件2：其他</del>",
    ):
        assert values in page
    assert "<p><del>乙</del><ins>丙</ins></p>" in page


def test_a_link_whose_hospital_changed_shows_it():
    old = HospitalNewsLink(hospital="云溪医院", title="甲", url="https://a.example/1")
    page = shown(marked_entry(old, replace(old, hospital="临湖医院")))
    assert "<del>云溪</del><ins>临湖</ins>医院</th>" in page


def test_a_fact_that_changed_is_shown_though_the_text_tells_it():
    old = PeerExperience(title="甲", hospital="云溪医院", body_html="<p>临湖医院做到了。</p>")
    assert "<del>云溪</del><ins>临湖</ins>医院" in shown(marked_entry(old, replace(old, hospital="临湖医院")))


@pytest.mark.parametrize("known", ["old", "new"])
def test_an_entry_without_its_other_half_is_marked_throughout(known):
    entry = PeerExperience(title="甲", body_html="<p>乙</p>")
    tag = {"old": "del", "new": "ins"}[known]
    page = shown(marked_entry(**({"old": None, "new": None} | {known: entry})))
    assert f"<{tag}>甲</{tag}>" in page
    assert f"<{tag}>乙</{tag}>" in page


def test_a_removed_table_keeps_its_wrapping():
    old = PeerExperience(title="甲", body_html="<table><tbody><tr><td>乙</td></tr></tbody></table>")
    page = shown(marked_entry(old, replace(old, body_html="<p>丙</p>")))
    assert page.count("<div") == page.count("</div")


def test_the_source_does_not_end_a_removed_paragraph():
    old = PeerExperience(title="甲", body_html="<p>乙乙乙</p><p>丙丙丙</p>", source="某站")
    page = shown(marked_entry(old, replace(old, body_html="<p>乙乙乙</p>")))
    assert '<del>丙丙丙</del></p><p><span class="source">' in page


def hostile(entry):
    """Every string of it hostile, as no reader of ours would let it in."""
    values = {f.name: getattr(entry, f.name) for f in fields(entry)}
    values = {name: HOSTILE + value for name, value in values.items() if isinstance(value, str)}
    lists = {n: tuple(HOSTILE + v for v in value if isinstance(v, str)) for n, value in values.items()
             if isinstance(value, tuple) and n != "annexes"}  # fmt: skip
    annexes = {
        "annexes": tuple(replace(a, title=HOSTILE, filename=HOSTILE) for a in values.get("annexes", ()))
    }
    return replace(entry, **values, **lists, **(annexes if "annexes" in values else {}))


@settings(max_examples=60)
@given(entries)
def test_hostile_text_stays_text(entry):
    for old, new in ((entry, hostile(entry)), (hostile(entry), entry), (None, hostile(entry))):
        page = shown(marked_entry(old, new))
        assert "<script" not in page
        assert "<img" not in page


@settings(max_examples=60)
@given(entries)
def test_an_entry_against_itself_shows_as_it_is(entry):
    assert shown(marked_entry(entry, entry)) == shown(entry)


@given(strategies.texts | st.just(""), strategies.texts | st.just(""))
def test_marked_text_reads_back_as_both_texts(old, new):
    marked = marked_entry(JournalAbstract(title="甲", journal="乙", abstract=old), JournalAbstract(title="甲", journal="乙", abstract=new)).abstract  # fmt: skip # noqa: E501
    if old == new:
        return
    without = re.sub(r'<(?:del|ins) class="cmp-break">¶</(?:del|ins)>', "", marked)
    assert unescape(re.sub(r"<del>.*?</del>|</?ins>|\n", "", without)) == new.replace("\n", "")
    assert unescape(re.sub(r"<ins>.*?</ins>|</?del>|\n", "", without)) == old.replace("\n", "")
