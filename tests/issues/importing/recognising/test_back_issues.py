"""Invented back issues, each with habits of its own: what is in them comes out in the right field."""

import json
import os
import re
from pathlib import Path

import pytest

from issues.document import as_json
from issues.importing.formats import read_file

FOLDER = Path(__file__).parents[1] / "back_issues"
SAMPLES = os.environ.get("DIGEST_SAMPLES")


def read(name: str):
    return read_file((FOLDER / name).read_bytes(), name)


def section(recognition, kind):
    return next(section for section in recognition.document.sections if section.kind == kind)


def shown(entry, *names):
    return tuple(as_json(getattr(entry, name)) for name in names)


def test_masthead_in_full_width_and_chinese_digits():
    document = read("parenthesised.txt").document
    assert (document.title, document.number, str(document.date)) == ("动态参考", 3, "2026-03-28")
    assert document.publishers == ("江州省医院管理研究院", "江州医科大学管理研究所")
    assert (document.contact.name, document.contact.phone) == ("林知远", "0512-55501234")
    assert (document.editor, document.reviewer) == ("", "")


def test_running_number_is_kept_next_to_the_number():
    assert [remark.text for remark in read("parenthesised.txt").unrecognised] == ["（总第118期）"]


def test_policies_say_who_what_when_and_where_from():
    first, second = section(read("parenthesised.txt"), "policies").entries
    assert shown(first, "issuing_bodies", "document_title", "document_number", "issued_on", "source") == (
        ["江州省卫生健康委", "省医保局", "省药监局"],
        "关于推进〈智慧门诊建设指南〉落地的实施意见",
        "江卫医发〔2026〕12号",
        "2026-03-20",
        "江州省卫生健康委官网",
    )
    assert first.body_html.count("<p>") == 4
    assert shown(second, "issuing_bodies", "issued_on", "source", "source_url") == (
        ["国家疾控局综合司"],
        None,
        "国家疾控局网站",
        "https://www.ndcpa.example/2026/03/a12.html",
    )


def test_date_without_a_year_takes_the_last_such_month():
    assert str(section(read("paged.txt"), "policies").entries[0].issued_on) == "2026-12-29"


@pytest.mark.parametrize(
    ("name", "hospitals"),
    [
        ("parenthesised.txt", ["云岭大学附属第二医院", "北港市中心血站"]),
        (
            "reordered.txt",
            ["江州华西医院", "平医三院", "中国江州医学科学院心血管病研究所", "海州市第一人民医院"],
        ),
        ("paged.txt", ["云岭医科大学附属第三医院", "海州市人民医院"]),
        ("headings.md", ["云岭市中医医院", "海州大学附属肿瘤医院"]),
    ],
)
def test_experiences_know_their_hospital(name, hospitals):
    assert [entry.hospital for entry in section(read(name), "experiences").entries] == hospitals


def test_title_on_a_line_of_its_own_is_no_part_of_the_body():
    entry = section(read("reordered.txt"), "experiences").entries[1]
    assert entry.title == "平医三院多学科门诊做实做细"
    assert entry.body_html.startswith("<p>平医三院把多学科门诊开到周末")


def test_title_cut_by_a_page_is_whole_and_lists_inside_stay_inside():
    first, second = section(read("paged.txt"), "experiences").entries
    assert first.title == "云岭医科大学附属第三医院“三色预警”筑牢用药安全防线"
    assert "3. 绿色处方每周抽查，抽查比例不低于5%，并将结果反馈科室。</p>" in first.body_html
    assert second.title == "海州市人民医院做优入院准备中心"


def test_list_of_an_entry_that_begins_a_paragraph_stays_in_the_entry():
    policies = section(read("reordered.txt"), "policies").entries
    assert [entry.document_number for entry in policies] == ["海医保规〔2026〕7号", None]
    assert "<p>（一）评估机构</p><p>评估机构由" in policies[0].body_html


def test_sections_renamed_and_in_another_order_are_read_by_their_kind():
    sections = read("reordered.txt").document.sections
    assert [(section.kind, section.title) for section in sections] == [
        ("experiences", "同行经验"),
        ("policies", "政策速递"),
        ("news", "医院资讯"),
        ("papers", "理论文献"),
        ("cases", "个案选登"),
    ]


def test_abstracts_follow_the_heads_of_their_columns():
    first, second = section(read("parenthesised.txt"), "papers").parts[0].entries
    assert shown(first, "title", "journal", "published", "authors", "doi") == (
        "门诊连续性服务的评价指标研究",
        "江州医院管理",
        "2026-02",
        ["甄明", "高原"],
        "10.1234/jz.2026.02.001",
    )
    assert second.abstract == "目的：测算成本。\n方法：收集数据。\n结论：互认可行。"


def test_abstracts_are_whole_again_over_page_breaks():
    abstracts = section(read("paged.txt"), "papers").parts[0].entries
    assert [str(entry.published) for entry in abstracts] == ["2026-12-05", "2026-11", "2026"]
    assert "平均住院日与床位使用率。结论" in abstracts[0].abstract
    assert abstracts[1].abstract == "目的：测算成本效益。\n结论：每投入1元节约3.4元。"


def test_notices_have_topic_and_year():
    submission = section(read("parenthesised.txt"), "papers").parts[1].entries[0]
    compendium = section(read("paged.txt"), "papers").parts[1].entries[0]
    assert (submission.topic, submission.text.count("\n")) == ("journal_submission", 2)
    assert (compendium.topic, compendium.year) == ("policy_compendium", 2025)


def test_links_take_the_hospital_from_above_over_page_breaks():
    links = section(read("paged.txt"), "news").entries
    assert [link.hospital for link in links] == ["云岭医科大学附属第三医院"] * 3 + ["海州市人民医院"]
    assert links[2].url == "https://ydsy.example/a/3.html"


def test_doubts_name_line_and_reason():
    doubts = [(r.line, r.reason[:8]) for r in read("paged.txt").remarks if not r.is_unrecognised]
    assert (106, "网址可能已损坏，") in doubts
    assert (105, "网址中间有空格，") in doubts
    assert [reason for line, reason in doubts if line == 91] == ["标题写的是 20", "文中提到附件，请"]


def test_link_without_an_address_stays_in_sight():
    unrecognised = [remark.text for remark in read("reordered.txt").unrecognised]
    assert "平医三院发布年报\t10-15" in unrecognised


def test_cases_with_and_without_a_title():
    with_titles = section(read("parenthesised.txt"), "cases").entries
    assert [entry.title for entry in with_titles] == [
        "平湖华东医院：把随访做成一门“硬功夫”",
        "云大二院重塑日间手术流程",
    ]
    (without,) = section(read("reordered.txt"), "cases").entries
    assert (without.title, without.hospital) == (None, "海州市第一人民医院")
    assert without.body_html.endswith("<p>1. 是先试点。在儿科先行。</p><p>2. 再推广。半年覆盖全院。</p>")


def test_markdown_lists_tables_and_links_are_kept():
    (policy,) = section(read("headings.md"), "policies").entries
    assert policy.body_html.endswith(
        "<ul><li>扩大病种</li><li>提高比例</li></ul><table><thead><tr><th>病种</th><th>比例</th></tr></thead>"
        "<tbody><tr><td>腰痛</td><td>70%</td></tr><tr><td>面瘫</td><td>75%</td></tr></tbody></table>"
    )
    assert policy.source_url == "https://ybj.example/1"


def test_colophon_drops_the_blanks_inside_names():
    document = read("paged.txt").document
    assert (document.editor, document.reviewer) == ("林知远", "周慎行")


def test_guide_is_as_printed():
    guide = read("paged.txt").guide
    assert [one.section for one in guide] == ["政策热点", "他山之石", "理论优选", "医院资讯", "典型案例"]
    assert guide[2].headings == ("北核期刊医院管理论文摘要选登", "2025年国家、省卫健部门政策汇总")


@pytest.mark.skipif(
    not SAMPLES, reason="DIGEST_SAMPLES names no folder of real issues (*.json beside *.txt, *.docx)"
)
@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_real_issues_read_as_they_were_transcribed(suffix):
    for transcript in Path(SAMPLES).glob("*.json"):
        source = transcript.with_suffix(suffix)
        recognition = read_file(source.read_bytes(), source.name)
        guide = [{"section": one.section, "headings": list(one.headings)} for one in recognition.guide]
        payload = as_json(recognition.document) | {"printed_guide": guide}
        assert bare(payload) == bare(json.loads(transcript.read_text("utf-8")))


def bare(node):
    """Without uids and white space."""
    if isinstance(node, dict):
        return {key: bare(value) for key, value in node.items() if key != "uid"}
    if isinstance(node, list):
        return [bare(item) for item in node]
    return re.sub(r"\s", "", node) if isinstance(node, str) else node
