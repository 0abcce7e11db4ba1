"""Invented issues with all that is in them: every field equals what a careful reader would put there."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from issues.document import as_json
from issues.document.errors import Unreadable
from issues.importing.formats import read_file
from issues.importing.recognition import Recognition
from issues.importing.source import Source
from issues.importing.text import read_text
from tests.issues.importing.recognising.completeness import lost

FOLDER = Path(__file__).parents[1] / "whole_issues"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "BOM and CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
}


def words(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def read(text: str) -> Recognition:
    return read_file(text.encode(), "issue.txt")


def contents(text: str):
    return plain(as_json(read(text).document))


def titles(text: str, kind: str) -> list[str]:
    (section,) = [section for section in read(text).document.sections if section.kind == kind]
    return [entry.title for entry in section.entries]


def shown(text: str) -> list[tuple[str, str]]:
    return [(remark.reason, remark.text) for remark in read(text).unrecognised]


def plain(value):
    """Without what may be absent: null, empty lists, uids."""
    if isinstance(value, dict):
        kept = {name: plain(inner) for name, inner in value.items() if name != "uid"}
        return {name: inner for name, inner in kept.items() if inner not in (None, [], "")}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("name", NAMES)
def test_whole_issue_has_every_field(name, encode):
    expected = plain(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))
    guide = expected.pop("printed_guide", [])
    result = read_file(encode(words(name)), f"{name}.txt")
    document = plain(as_json(result.document))
    assert {key: document.get(key) for key in expected if key != "format"} == {
        key: value for key, value in expected.items() if key != "format"
    }
    printed = [{"section": one.section, "headings": list(one.headings)} for one in result.guide]
    assert plain(printed) == guide


@pytest.mark.parametrize("name", NAMES)
def test_whole_issue_keeps_every_character(name):
    text = words(name)
    assert not lost(read_text(text.encode()), read(text))


@pytest.mark.parametrize(
    ("correct", "instead"), [("2300台", "230台"), ("12分钟；", "12分钟"), ("（一）完善", "完善")]
)
def test_measure_sees_a_digit_or_a_mark_that_is_missing(correct, instead):
    text = words("torn_pages").replace("12分钟。", "12分钟；")
    source, damaged = read_text(text.encode()), read(text.replace(correct, instead))
    assert lost(source, _claiming(damaged, source))


def _claiming(recognition: Recognition, source: Source) -> Recognition:
    """`recognition` as if it were one of `source`."""
    pairs = zip(recognition.taken, source.blocks, strict=True)
    return replace(recognition, taken=tuple(replace(taken, block=block) for taken, block in pairs))


@pytest.mark.parametrize("name", NAMES)
def test_remarks_stand_in_the_order_of_the_source_each_with_its_line(name):
    lines = [remark.line for remark in read(words(name)).remarks]
    assert None not in lines
    assert lines == sorted(lines)


def test_stray_marks_are_one_remark():
    reasons = [reason for reason, _ in shown(words("torn_pages"))]
    assert reasons == ["文中夹着 4 处标记（<p>、</p>），已略去"]


def test_running_number_does_not_alarm():
    assert ("总期号不另存，期号以“第几期”为准", "总第27期") in shown(words("bold_throughout"))


def test_column_without_a_field_is_one_remark():
    assert [text for reason, text in shown(words("january")) if "发布日期" in reason] == [
        "发布日期、2024-01-05、2024-01-09、2024-01-11"
    ]


def test_news_without_an_address_stays_visible():
    ((reason, text),) = [(r, t) for r, t in shown(words("bold_throughout")) if "这一行" in r]
    assert reason == "表中这一行未导入：没有网址"
    assert "交大一附院完成5G远程手术" in text


def test_punctuation_behind_an_address_stays_visible():
    fields = [text for reason, text in shown(words("two_notices")) if reason == "网址末尾的标点未导入"]
    assert fields == ["；"]


def test_number_that_a_page_break_parted_from_its_title_opens_one_entry():
    assert "这一条没有标题，未能导入" not in [reason for reason, _ in shown(words("torn_numbers"))]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("汇总整理了2023年国家卫生健康委公开的文件", 2023),
        ("汇总整理了2023年至今国家卫生健康委公开的文件", 2024),
        ("为制定2026年计划，汇总整理了国家卫生健康委公开的文件", 2024),
    ],
)
def test_year_of_a_compendium_is_that_of_which_its_text_gathers_documents(sentence, year):
    text = words("two_notices").replace("汇总整理了2024年国家卫生健康委、", f"{sentence}、")
    notices = [entry for entry in read(text).document.entries if entry.kind == "notice"]
    assert notices[0].year == year


@pytest.mark.parametrize(
    "heading", ["第{0}章 {1}", "栏目{0}：{1}", "（{0}）{1}", "★{1}★", "“{1}”", "—— {1} ——"]
)
def test_sections_are_found_by_their_names_however_they_are_numbered_or_adorned(heading):
    text = words("cut_titles")
    damaged = re.sub("(?m)^([一二三四五])、 ?(.{4})$", lambda match: heading.format(match[1], match[2]), text)
    assert damaged != text
    assert contents(damaged) == contents(text)
    assert not lost(read_text(damaged.encode()), read(damaged))


@pytest.mark.parametrize("between", [" ", "\u3000", "·", ""])
def test_sections_are_found_where_the_comma_of_their_number_is_lost(between):
    text = words("cut_titles")
    damaged = re.sub("(?m)^([一二三四五])、 ?(?=.{4}$)", rf"\1{between}", text)
    assert damaged != text
    assert contents(damaged) == contents(text)


def test_titles_are_whole_without_a_guide():
    text = words("cut_titles")
    guideless = re.sub("(?s)本期导读.*?(?=一、)", "", text)
    for kind in ("policies", "experiences"):
        assert titles(guideless, kind) == titles(text, kind)


def test_label_of_the_date_is_no_publisher():
    text = words("cut_titles")
    labelled = text.replace("\n2025年11月28日", "\n编印日期：2025年11月28日")
    assert labelled != text
    assert contents(labelled) == contents(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000,
        "甲\t" * 100_000,
        "<p>" * 100_000,
        "甲" * 1_200_000,
        "政策热点\n" * 4_000,
        "甲" * 60_000,
    ],
    ids=["lines", "cells", "marks", "characters", "paragraphs", "paragraph"],
)
def test_what_is_no_issue_for_its_size_is_refused(text):
    with pytest.raises(Unreadable, match=r"太长|一段超过"):
        read("动态参考\n第3期\n2026年3月1日\n一、政策热点\n" + text)
