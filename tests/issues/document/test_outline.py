from dataclasses import replace

import pytest

from issues.document import Part, Section
from issues.document.kinds import section_kinds
from issues.document.outline import guide, numeral, outline
from tests import factories


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (90, "九十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_numerals(number, chinese):
    assert numeral(number) == chinese


def test_outline_numbers_sections_parts_and_entries():
    sections = outline(factories.document())
    titles = [f"{s.label}{s.title}" for s in sections]
    assert titles == [f"{numeral(n)}、{kind.heading}" for n, kind in enumerate(section_kinds(), 1)]
    assert titles[:2] == ["一、政策热点", "二、他山之石"]
    assert [part.label for part in sections[2].parts] == ["（一）", "（二）"]
    assert [item.label for item in sections[0].parts[0].runs[0].entries] == ["1.", "2."]
    assert [item.label for item in sections[4].parts[0].runs[0].entries] == [""]


def test_outline_leaves_out_what_is_empty_without_a_gap():
    document = factories.document()
    hollow = tuple(
        replace(s, entries=(), parts=()) if s.kind == "experiences" else s for s in document.sections
    )
    sections = outline(replace(document, sections=hollow))
    headings = [kind.heading for kind in section_kinds() if kind.key != "experiences"]
    assert [f"{s.label}{s.title}" for s in sections] == [
        f"{numeral(n)}、{heading}" for n, heading in enumerate(headings, 1)
    ]


def test_anchors_are_unique():
    anchors = [
        anchor
        for section in outline(factories.document())
        for part in section.parts
        for anchor in ({section.anchor, part.anchor}, *({i.anchor} for run in part.runs for i in run.entries))
    ]
    flat = [a for group in anchors for a in group]
    assert len(flat) - len(set(flat)) == 1  # section three stands once with each of its two parts


def test_guide_follows_from_the_entries():
    assert guide(factories.document()) == [
        {
            "section": "政策热点",
            "headings": ["江州省印发《关于规范门诊预约的通知》", "怀岭市印发《病案首页质量规范》"],
        },
        {"section": "他山之石", "headings": ["望澜市第一医院推行日间手术"]},
        {"section": "理论优选", "headings": ["论文摘要选登", "2025年政策汇总"]},
        {"section": "医院资讯", "headings": ["国内部分医院网站资讯选摘"]},
        {"section": "典型案例", "headings": ["清淮医院缩短候诊时间"]},
    ]


def test_more_than_99_sub_headings_are_numbered():
    parts = tuple(Part(title=f"小标题{n}", entries=(factories.abstract(n),)) for n in range(1, 121))
    document = factories.document(sections=(Section(kind="papers", title="理论优选", parts=parts),))
    assert [part.label for part in outline(document)[0].parts][98:102] == [
        "（九十九）",
        "（一百）",
        "（一百零一）",
        "（一百零二）",
    ]
