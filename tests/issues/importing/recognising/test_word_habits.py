"""What different hands and programs make of the same issue in Word."""

import pytest

from issues.importing.formats import read_file
from issues.importing.recognition import Recognition
from issues.importing.word import read_word
from tests.issues.importing.recognising.completeness import lost
from tests.issues.importing.word.docx_files import docx, p, r

BOLD = "<w:b/>"
BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
HEAD = p("动态参考") + p("第31期") + p("江州大学医院管理研究院") + p("2026年3月5日")
POLICY = "国家卫生健康委印发《夜间值守办法》"
PEER = "江州市第二医院“一床通”盘活床位"
GUIDE = p("本期导读") + p("◆政策热点") + p(f"- {POLICY}") + p("◆他山之石") + p(f"- {PEER}")
POLICIES = p("一、政策热点") + p(f"1.{POLICY}。2月3日，国家卫生健康委印发办法，共十条。")
PEERS = p("二、他山之石") + p(f"1.{PEER}。江州市第二医院设立床位调度中心。")
SIGNED = p("编辑：钱多益　　审核：孙有成")
LISTED = [("政策热点", (POLICY,)), ("他山之石", (PEER,))]


def read(body: str, *, keeps: bool = True, **more) -> Recognition:
    data = docx(body, **more)
    recognition = read_file(data, "issue.docx")
    assert not keeps or not lost(read_word(data), recognition)
    return recognition


def titles(recognition: Recognition) -> list[str | None]:
    return [entry.title for entry in recognition.document.entries]


def guide(recognition: Recognition) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.section, one.headings) for one in recognition.guide]


def table(*rows: list[str]) -> str:
    written = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{written}</w:tbl>"


def link(name: str, text: str) -> str:
    return f'<w:hyperlink r:id="{name}">{r(text)}</w:hyperlink>'


def test_table_of_contents_is_the_guide():
    lines = [("一、政策热点", 2), (f"1.{POLICY}", 2), ("二、他山之石", 3), (f"1.{PEER}", 3)]
    contents = "".join(p(r(text) + TAB + r(str(page))) for text, page in lines)
    recognition = read(HEAD + p("目录") + contents + POLICIES + PEERS + SIGNED)
    assert (guide(recognition), titles(recognition)) == (LISTED, [POLICY, PEER])


def test_contents_with_numbers_of_all_levels_are_the_guide():
    lines = [("1", "政策热点"), ("1.1", POLICY), ("2", "他山之石"), ("2.1", PEER)]
    contents = "".join(p(r(number) + TAB + r(text) + TAB + r("3")) for number, text in lines)
    recognition = read(HEAD + p("目录") + contents + POLICIES + PEERS + SIGNED)
    assert (guide(recognition), titles(recognition)) == (LISTED, [POLICY, PEER])


def test_sections_set_off_by_a_sign_of_a_symbol_font_are_the_guide():
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>'
    contents = p(sign + r("政策热点")) + p(POLICY) + p(sign + r("他山之石")) + p(PEER)
    recognition = read(HEAD + p("本期导读") + contents + POLICIES + PEERS + SIGNED)
    assert (guide(recognition), titles(recognition)) == (LISTED, [POLICY, PEER])


@pytest.mark.parametrize("is_heading_inside", [True, False])
def test_guide_and_signatures_in_tables_are_read_as_if_there_were_none(is_heading_inside):
    rows = [[p("政策热点"), p(POLICY)], [p("他山之石"), p(PEER)]]
    inside = table([p("本期导读")], *rows) if is_heading_inside else p("本期导读") + table(*rows)
    names = table([p("编辑"), p("钱多益"), p("审核"), p("孙有成")])
    recognition = read(HEAD + inside + POLICIES + PEERS + names, keeps=False)
    assert (guide(recognition), titles(recognition)) == (LISTED, [POLICY, PEER])
    assert (recognition.document.editor, recognition.document.reviewer) == ("钱多益", "孙有成")
    assert "编辑" not in recognition.document.entries[-1].body_html


def test_heading_in_a_frame_is_the_heading():
    framed = table([p("二、他山之石")]) + p(f"1.{PEER}。江州市第二医院设立床位调度中心。")
    assert titles(read(HEAD + GUIDE + POLICIES + framed + SIGNED)) == [POLICY, PEER]


def test_table_that_names_a_section_in_its_head_stays_a_table():
    inner = table([p("序号"), p("典型案例")], [p("1"), p("某项工作")])
    recognition = read(HEAD + GUIDE + POLICIES + PEERS + inner + SIGNED)
    assert [section.title for section in recognition.document.sections] == ["政策热点", "他山之石"]
    assert "<table>" in recognition.document.entries[-1].body_html


def test_soft_breaks_between_sentences_part_paragraphs():
    masthead = p(BREAK.join(map(r, ("动态参考", "第31期", "江州大学医院管理研究院", "2026年3月5日"))))
    contents = p("本期导读") + p(BREAK.join(map(r, ("◆政策热点", f"- {POLICY}", "◆他山之石", f"- {PEER}"))))
    entry = (
        r("1."),
        r(POLICY, BOLD),
        BREAK,
        r("2月3日，国家卫生健康委印发办法。"),
        BREAK,
        r("（来源：健康报）"),
    )
    names = p(BREAK.join((r("编辑：钱多益"), r("审核：孙有成"))))
    recognition = read(masthead + contents + p("一、政策热点") + p("".join(entry)) + PEERS + names)
    policy = recognition.document.entries[0]
    assert guide(recognition) == LISTED
    assert (policy.title, policy.body_html) == (POLICY, "<p>2月3日，国家卫生健康委印发办法。</p>")
    assert (policy.source, recognition.document.reviewer) == ("健康报", "孙有成")


def test_soft_break_within_a_title_is_none():
    broken = p(r("1.江州市第二医院", BOLD) + BREAK + r("“一床通”盘活床位。", BOLD) + r("全院统一调度。"))
    recognition = read(HEAD + GUIDE + POLICIES + p("二、他山之石") + broken + SIGNED, keeps=False)
    assert titles(recognition) == [POLICY, "江州市第二医院 “一床通”盘活床位"]


def test_number_and_day_that_only_the_header_says_are_taken_from_it():
    body = p("江州大学医院管理研究院") + GUIDE + POLICIES + PEERS + SIGNED
    recognition = read(body, keeps=False, header=p("动态参考 2026年第31期 2026年3月5日"))
    assert (recognition.document.number, str(recognition.document.date)) == (31, "2026-03-05")


def test_headings_numbered_by_outline_open_sections_and_entries():
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(("%1", "%1.%2"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

    def numbered(text: str, depth: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')

    body = numbered("政策热点", 0) + numbered(POLICY, 1) + p("2月3日，国家卫生健康委印发办法。")
    body += numbered("他山之石", 0) + numbered(PEER, 1) + p("江州市第二医院设立床位调度中心。")
    assert titles(read(HEAD + GUIDE + body + SIGNED, numbering=numbering)) == [POLICY, PEER]


def test_list_below_an_entry_without_a_number_opens_no_entries():
    heading = p(r(PEER, BOLD), '<w:outlineLvl w:val="2"/>')
    items = p("江州市第二医院分三步走。") + p("一、统一调度。全院一盘棋。") + p("二、双科共管。共同查房。")
    assert titles(read(HEAD + GUIDE + POLICIES + p("二、他山之石") + heading + items + SIGNED)) == [
        POLICY,
        PEER,
    ]


LINKS = {"a": "https://jz2.example.cn/1.html", "b": "https://jz2.example.cn/2.html"}
NEWS = [("江州市第二医院", "开设夜间门诊", LINKS["a"]), ("江州市第二医院", "启用新大楼", LINKS["b"])]


@pytest.mark.parametrize(
    "body",
    [
        table(
            [p("序号"), p("单位"), p("标题"), p("网址")],
            [p("1"), p("江州市第二医院"), p("开设夜间门诊"), p(link("a", "点击查看"))],
            [p("2"), p(""), p("启用新大楼"), p(link("b", "点击查看"))],
        ),
        table(
            [p("序号"), p("标题")],
            [p("江州市第二医院"), p("")],
            [p("1"), p(link("a", "开设夜间门诊"))],
            [p("2"), p(link("b", "启用新大楼"))],
        ),
        p("江州市第二医院") + p(link("a", "开设夜间门诊")) + p(link("b", "启用新大楼")),
        p(f"1.江州市第二医院：开设夜间门诊 {LINKS['a']}")
        + p(f"2.江州市第二医院：启用新大楼（网址：{LINKS['b']}）"),
        p("江州市第二医院") + p("1.开设夜间门诊") + p(LINKS["a"]) + p("2.启用新大楼") + p(LINKS["b"]),
    ],
    ids=["words that link", "rows of hospitals", "lines that link", "hospital before title", "address below"],
)
def test_news_are_found_however_they_name_hospital_and_address(body):
    recognition = read(HEAD + GUIDE + POLICIES + p("二、医院资讯") + body + SIGNED, keeps=False, links=LINKS)
    news = [entry for entry in recognition.document.entries if entry.kind == "hospital_news_link"]
    assert [(entry.hospital, entry.title, entry.url) for entry in news] == NEWS


def test_damaged_address_that_links_to_itself_is_shown_once():
    address = "https://jz2.example.cn/1.html?a=1&am%3Bb=2"
    written = address.replace("&", "&amp;")
    body = table(
        [p("序号"), p("单位"), p("标题"), p("网址")],
        [p("1"), p("江州市第二医院"), p("开设夜间门诊"), p(link("a", written))],
    )
    recognition = read(HEAD + GUIDE + POLICIES + p("二、医院资讯") + body + SIGNED, links={"a": written})
    assert recognition.document.sections[-1].entries[0].url == address
    assert recognition.unrecognised == ()
    assert "网址可能已损坏，请核对" in [remark.reason for remark in recognition.remarks]


@pytest.mark.parametrize("unsigned", ["审核：", "审核：________", "审 核 人：　　"])
def test_place_for_a_name_that_nobody_has_signed_is_no_text(unsigned):
    recognition = read(HEAD + GUIDE + POLICIES + PEERS + p("编辑：钱多益") + p(unsigned), keeps=False)
    assert (recognition.document.editor, recognition.document.reviewer, recognition.unrecognised) == (
        "钱多益",
        "",
        (),
    )


def test_names_behind_blanks_are_signatures():
    recognition = read(
        HEAD + GUIDE + POLICIES + PEERS + p("编  辑  钱多益") + p("审  核  孙  成"), keeps=False
    )
    assert (recognition.document.editor, recognition.document.reviewer) == ("钱多益", "孙成")


def test_source_leads_where_its_link_does():
    noted = p(
        r("1.国家卫生健康委印发《夜间值守办法》。2月3日，国家卫生健康委印发办法。（来源：健康报，")
        + link("a", "查看原文")
        + r("）")
    )
    recognition = read(HEAD + GUIDE + p("一、政策热点") + noted + PEERS + SIGNED, keeps=False, links=LINKS)
    assert (recognition.document.entries[0].source, recognition.document.entries[0].source_url) == (
        "健康报",
        LINKS["a"],
    )
