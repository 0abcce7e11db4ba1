import re

import pytest

from issues.exporting.pdf import Attachment, Rendered, render_pdf
from issues.exporting.pdf.page_numbers import page_numbers
from issues.exporting.pdf.renderer import stop
from tests.issues.exporting.pdf.printing import (
    HEAD,
    SENTENCE,
    article,
    document,
    guide,
    lines,
    opened,
    section,
    table,
    text,
)

MIXED = "近日，某市卫生健康委印发《关于“双向转诊”的通知》，2024年起ICU床位占比不低于5%——即A类医院先行。"
LONG_TITLE = "某某市卫生健康委员会印发《关于进一步加强基层医疗机构药品配备管理与使用的通知（试行）》"


@pytest.fixture(scope="module")
def issue() -> Rendered:
    first = article("s1a1", "1." + LONG_TITLE, MIXED, *[SENTENCE * 6] * 5)
    second = article("s1a2", "2.第二条", SENTENCE, "见<strong>重点任务</strong>")
    papers = article("s2a1", "1.文摘选登", "供参考。") + table(25)
    entries = guide(("s1a1", LONG_TITLE), ("s1a2", "第二条"), ("s2a1", "文摘选登"))
    main = section(1, "一、政策热点", first, second) + section(2, "二、理论优选", papers)
    return render_pdf(document(main, guide=entries))


def test_pages_of_anchors_are_read_back(issue: Rendered) -> None:
    pages = page_numbers(issue.pdf)
    assert [pages[anchor] for anchor in ("guide", "s1", "s1a1")] == [1, 2, 2]
    assert pages["s1a2"] == next(n for n in range(2, 9) if "2.第二条" in text(issue.pdf, n))


def test_text_comes_back_as_it_was_written(issue: Rendered) -> None:
    assert MIXED in text(issue.pdf)
    assert SENTENCE * 6 in text(issue.pdf, 2)


def test_hints_for_line_breaking_leave_no_trace(issue: Rendered) -> None:
    assert not re.search("[\u200b\u2060\ufeff]", text(issue.pdf))


def test_outline_lists_sections_and_entries_in_plain_text(issue: Rendered) -> None:
    with opened(issue.pdf) as pdf, pdf.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [
        ("动态参考", []),
        ("一、政策热点", ["1." + LONG_TITLE, "2.第二条"]),
        ("二、理论优选", ["1.文摘选登"]),
    ]


def test_guide_gives_the_page_where_an_entry_begins(issue: Rendered) -> None:
    (number,) = re.findall(r"第二条·+(\d+)", text(issue.pdf, 1))
    assert "2.第二条" in text(issue.pdf, int(number))


def test_guide_keeps_words_before_the_leader_on_every_line(issue: Rendered) -> None:
    page = list(lines(issue.pdf, 1))
    leaders = [line for line in page if "···" in line.get_text()]
    words = [line for line in page if not line.get_text().startswith("·")]
    assert len(leaders) == 3
    assert all(
        any(abs(word.y0 - leader.y0) < 5 and word.x0 < leader.x0 + 1 for word in words) for leader in leaders
    )


def test_page_numbers_of_the_guide_have_one_right_edge() -> None:
    long = "某某市卫生健康委员会印发《关于进一步加强基层医疗机构药品配备管理与使用工作的指导意见》（2026年版）的通知"
    entries = guide(("a", "短题"), ("b", long), ("c", "（一）以括号开头"))
    main = section(1, "一、甲", article("a", "1.甲"), article("b", "2.乙"), article("c", "3.丙"))
    page = list(lines(render_pdf(document(main, guide=entries)).pdf, 1))
    ends = {round(line.x1, 1) for line in page if line.get_text().strip().endswith("2")}
    assert len(ends) == 1


def test_running_heads_and_page_numbers_stand_on_inner_pages(issue: Rendered) -> None:
    second = text(issue.pdf, 2)
    assert "动态参考　第3期" in second
    assert "— 2 —" in second
    assert "— 1 —" not in text(issue.pdf, 1)


def test_table_heads_repeat_on_every_page_of_the_table(issue: Rendered) -> None:
    pages = [text(issue.pdf, number) for number in range(1, issue.pages + 1)]
    with_rows = [page for page in pages if "论文题目" in page]
    assert len(with_rows) > 1
    assert all("论文摘要" in page for page in with_rows)


def test_colophon_follows_the_last_text(issue: Rendered) -> None:
    last = text(issue.pdf, issue.pages)
    assert "编辑：甲" in last
    assert "责任分工" in last


def test_metadata_come_from_the_head(issue: Rendered) -> None:
    with opened(issue.pdf) as pdf:
        information = {key: str(pdf.docinfo[key]) for key in ("/Title", "/Author", "/Subject", "/Keywords")}
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo.CreationDate) == "D:20240301"
    assert information == {
        "/Title": "动态参考 第3期",
        "/Author": "甲、乙",
        "/Subject": "动态参考 第3期，2024年3月1日",
        "/Keywords": "医院管理, 文摘",
    }


def test_same_input_gives_same_bytes_from_another_worker(issue: Rendered) -> None:
    html = document(section(1, "一、政策热点", article("a", "1.条目", MIXED)))
    attachments = [Attachment("附件.txt", b"1")]
    first = render_pdf(html, attachments=attachments)
    stop()
    assert render_pdf(html, attachments=attachments).pdf == first.pdf


def test_missing_characters_are_reported_once_each() -> None:
    rendered = render_pdf(document("<p>甲\U0001f3e5乙\U0001f3e5丙\U00012000</p>"))
    assert rendered.missing == ("\U00012000", "\U0001f3e5")
    assert render_pdf(document("<p>甲</p>")).missing == ()


def test_draft_carries_its_mark_on_every_page() -> None:
    body = section(1, "一、政策热点", article("a", "1.条目", SENTENCE * 30, SENTENCE * 30))
    draft, final = render_pdf(document(body, classes="draft")), render_pdf(document(body))
    assert draft.pages > 2
    assert all("草稿　未经审核" in text(draft.pdf, number) for number in range(1, draft.pages + 1))
    assert "草稿" not in text(final.pdf)


def test_undated_documents_print_alike() -> None:
    html = document("<p>甲</p>", head="<title>无日期</title>")
    attachments = [Attachment("甲.txt", b"1")]
    assert render_pdf(html, attachments=attachments) == render_pdf(html, attachments=attachments)
    assert "2024" in HEAD


@pytest.mark.parametrize(
    "body",
    [
        "<p>{word}</p>",
        "<p>见https://example.org/{word}</p>",
        "<article><h3>1.{word}</h3></article>",
        "<ul><li>甲<ol><li>{word}</li></ol></li></ul>",
        "<table><tr><td>{word}</td><td>乙</td><td>丙<table><tr><td>{word}</td></tr></table></td></tr></table>",
    ],
)
def test_nothing_leaves_the_text_area(body: str) -> None:
    word = "Pneumonoultramicroscopic" * 12
    rendered = render_pdf(document(section(1, "一、长词", body.format(word=word))))
    right_margin = (210 - 26) / 25.4 * 72
    assert max(line.x1 for line in lines(rendered.pdf, 2)) <= right_margin + 1
