import pytest

from issues.document import Document, Entry, Part, Section
from issues.document.facts import Fact, known_facts
from issues.document.outline import outline
from issues.document.partial_date import PartialDate
from tests.issues.reading.factories import case_study, document, notice, peer_experience, policy_item


def unstated_facts(entry: Entry, kind: str) -> list[str]:
    return _unstated_facts(document(sections=(Section(kind=kind, title="栏目", entries=(entry,)),)))


def _unstated_facts(source: Document) -> list[str]:
    (section,) = outline(source)
    return [f"{fact.label}：{fact.text}" for fact in section.parts[0].runs[0].entries[0].unstated_facts]


def test_known_leaves_out_what_is_unknown():
    assert known_facts(("发布机构", ()), ("文号", None), ("期刊", "")) == ()
    assert known_facts(("作者", ("甲", "乙"))) == (Fact("作者", ("甲", "乙")),)


def test_policy_shows_what_neither_its_title_nor_its_text_says():
    entry = policy_item("一项新通知", body_html="<p>要求优化流程。</p>")
    assert unstated_facts(entry, "policies") == [
        "发布机构：青州卫健委",
        "文件：《关于优化门诊流程的通知》",
        "文号：青卫医〔2025〕7号",
        "发文日期：2025年8月21日",
    ]


def test_policy_does_not_repeat_what_its_text_says():
    body = "<p>8月21日，<strong>青州卫健</strong>委印发《关于优化门诊流程的通知》（青卫医[2025]7号）。</p>"
    assert unstated_facts(policy_item("新通知", body_html=body), "policies") == []


def test_several_bodies_are_shown_together_where_one_is_not_named():
    entry = policy_item("青州卫健委新规", issuing_bodies=("青州卫健委", "青州医保局"))
    assert "发布机构：青州卫健委、青州医保局" in unstated_facts(entry, "policies")


def test_title_within_a_title_is_recognised_with_either_marks():
    entry = policy_item("印发《关于转发〈办法〉的通知》", document_title="关于转发《办法》的通知")
    assert not [line for line in unstated_facts(entry, "policies") if line.startswith("文件")]


@pytest.mark.parametrize(
    ("day", "body", "is_stated"),
    [
        (PartialDate(2025, 8, 21), "8月21日印发", True),
        (PartialDate(2025, 8, 21), "2025年8月21日印发", True),
        (PartialDate(2025, 8, 1), "8月1日印发", True),
        (PartialDate(2025, 8, 1), "8月11日印发", False),
        (PartialDate(2025, 1, 1), "11月1日印发", False),
        (PartialDate(2024, 8, 21), "8月21日印发", False),
        (PartialDate(2025, 8, 21), "2024年8月21日印发", False),
        (PartialDate(2025, 8), "8月印发", True),
        (PartialDate(2025), "2025年印发", True),
        (PartialDate(2025), "近日印发", False),
    ],
)
def test_day_without_its_year_is_one_of_the_issues_year(day, body, is_stated):
    entry = policy_item("新规", issued_on=day, body_html=f"<p>{body}</p>")
    stated = not [line for line in unstated_facts(entry, "policies") if line.startswith("发文日期")]
    assert stated == is_stated


@pytest.mark.parametrize(("entry", "kind"), [(peer_experience, "experiences"), (case_study, "cases")])
def test_hospital_is_shown_only_where_the_text_is_silent(entry, kind):
    assert unstated_facts(entry("一种新做法", body_html="<p>本院推行。</p>"), kind) in (
        ["医院：云溪医院"],
        ["医院：临湖医院"],
    )
    assert unstated_facts(entry("云溪医院与临湖医院的做法"), kind) == []


def test_part_heading_tells_the_year_of_its_notice():
    def of(title: str) -> list[str]:
        part = Part(title=title, entries=(notice("目录见附件。"),))
        return _unstated_facts(document(sections=(Section(kind="papers", title="理论优选", parts=(part,)),)))

    assert of("2025年政策汇总") == []
    assert of("政策汇总") == ["年份：2025年"]
