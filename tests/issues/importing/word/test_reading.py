import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring

from issues.importing.source import Paragraph, Remark, Run, Source
from issues.importing.word import read_word
from tests.issues.importing.word.docx_files import archive, docx, p, part, r, relations

BOLD = "<w:b/>"
BOX = f"<w:txbxContent>{p('框里的话')}</w:txbxContent>"


def only(data: bytes) -> Paragraph:
    (block,) = read_word(data).blocks
    assert isinstance(block, Paragraph)
    return block


def texts(source: Source) -> list[str]:
    return [paragraph.text for paragraph in source.paragraphs()]


def test_runs_of_one_kind_are_merged() -> None:
    data = docx(
        p(r("国家卫", BOLD) + '<w:proofErr w:type="x"/>' + r("健委", BOLD + '<w:sz w:val="32"/>') + r("印发"))
    )
    assert only(data).runs == (Run(text="国家卫健委", is_bold=True), Run(text="印发"))


def test_emphasis_and_position_are_kept() -> None:
    data = docx(
        p(r("斜", "<w:i/>") + r("2", '<w:vertAlign w:val="superscript"/>') + r("正", '<w:b w:val="0"/>'))
    )
    assert only(data).runs == (
        Run(text="斜", is_italic=True),
        Run(text="²", vertical="super", bare="2"),
        Run(text="正"),
    )


def test_character_style_is_named_and_its_bold_counts() -> None:
    styles = (
        f'<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr>{BOLD}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="t"><w:name w:val="要点"/><w:basedOn w:val="s"/></w:style>'
    )
    data = docx(p(r("重点", '<w:rStyle w:val="t"/>')), styles=styles)
    assert only(data).runs == (Run(text="重点", is_bold=True, style="要点"),)


def test_lines_count_the_paragraphs_in_cells_too() -> None:
    source = read_word(docx(p("甲") + f"<w:tbl><w:tr><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>" + p("丙")))
    assert [(block.line, block.text) for block in source.paragraphs()] == [(1, "甲"), (2, "乙"), (3, "丙")]


@pytest.mark.parametrize(
    ("style", "properties", "level"),
    [
        ('<w:name w:val="heading 1"/>', "", 1),
        ('<w:name w:val="标题 2"/>', "", 2),
        ('<w:name w:val="栏目"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>', "", 3),
        ('<w:name w:val="栏目"/><w:basedOn w:val="h"/>', "", 4),
        ('<w:name w:val="heading 1"/>', '<w:outlineLvl w:val="9"/>', 0),
        ('<w:name w:val="Normal"/>', '<w:outlineLvl w:val="0"/>', 1),
        ('<w:name w:val="Title"/>', "", 0),
    ],
)
def test_heading_level_follows_name_outline_and_base(style: str, properties: str, level: int) -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="a">{style}</w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 4"/></w:style>'
    )
    heading = only(docx(p("一、政策热点", f'<w:pStyle w:val="a"/>{properties}'), styles=styles))
    assert heading.level == level
    assert heading.style == re.search('val="(.*?)"', style)[1]


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    hyphens = "<w:noBreakHyphen/><w:softHyphen/>"
    inner = f"<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t>{hyphens}<w:cr/><w:t>丁</w:t>"
    assert only(docx(p(f"<w:r>{inner}</w:r>"))).text == "甲\n乙\t丙-\n丁"


def test_page_break_counts_only_between_words() -> None:
    new_page = '<w:r><w:br w:type="page"/></w:r>'
    assert texts(read_word(docx(p(new_page) + p(r("甲") + new_page) + p(r("乙") + new_page + r("丙"))))) == [
        "",
        "甲",
        "乙\n丙",
    ]


def test_revisions_keep_what_was_inserted_and_report_what_was_deleted() -> None:
    deleted = '<w:del w:id="2"><w:r><w:delText>十日内</w:delText></w:r></w:del>'
    source = read_word(docx(p(r("限") + deleted + f'<w:ins w:id="1">{r("五日内")}</w:ins>' + r("上报"))))
    assert texts(source) == ["限五日内上报"]
    assert source.remarks == (Remark(line=1, reason="修订：删去的文字没有导入", text="十日内"),)


def test_paragraph_whose_mark_was_deleted_is_one_with_the_next() -> None:
    joined = "<w:rPr><w:del/></w:rPr>"
    assert texts(read_word(docx(p("上半", joined) + p("下半")))) == ["上半下半"]
    assert texts(read_word(docx(p("最后", joined)))) == ["最后"]


def test_moved_words_stand_once() -> None:
    moved = f"<w:moveFrom>{r('搬走')}</w:moveFrom>"
    assert texts(read_word(docx(p(moved) + p(f"<w:moveTo>{r('搬走')}</w:moveTo>")))) == ["", "搬走"]


def test_content_controls_and_smart_tags_are_passed_through() -> None:
    control = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p('控件段落')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt><w:smartTag>{r('标记')}</w:smartTag>"
    assert texts(read_word(docx(control + p(inline)))) == ["控件段落", "控件标记"]


def test_link_leads_where_its_relationship_says() -> None:
    data = docx(
        p(f'<w:hyperlink r:id="l">{r("通知")}</w:hyperlink>'),
        links={"l": "https://example.org/a?b=1&amp;c=2"},
    )
    assert only(data).runs == (Run(text="通知", href="https://example.org/a?b=1&c=2"),)


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction[:6]}</w:instrText><w:instrText>{instruction[6:]}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("instruction", "href"),
    [
        (' HYPERLINK "https://example.org/a" ', "https://example.org/a"),
        (' HYPERLINK "https://example.org/a" \\t "_blank" ', "https://example.org/a"),
        (' HYPERLINK \\o "提示" "https://example.org/a"', "https://example.org/a"),
        (' HYPERLINK "https://example.org/a" \\l "b"', "https://example.org/a#b"),
        (" HYPERLINK https://example.org/a ", "https://example.org/a"),
        (' HYPERLINK \\l "_Toc1" ', "#_Toc1"),
        (" PAGEREF _Toc1 \\h ", ""),
    ],
)
def test_field_shows_its_result_and_links_if_it_is_a_link(instruction: str, href: str) -> None:
    assert only(docx(p(r("见") + field(instruction, r("原文")) + r("。")))).runs == (
        (Run(text="见"), Run(text="原文", href=href), Run(text="。")) if href else (Run(text="见原文。"),)
    )


def test_simple_field_shows_its_result() -> None:
    simple = f'<w:fldSimple w:instr="HYPERLINK &quot;https://example.org&quot;">{r("官网")}</w:fldSimple>'
    page = f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>'
    assert only(docx(p(simple + page))).runs == (Run(text="官网", href="https://example.org"), Run(text="3"))


def test_field_marks_without_a_partner_do_no_harm() -> None:
    lone = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert only(docx(p(lone + r("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'))).text == "甲"


def test_bookmarks_are_the_anchors_of_the_paragraph_they_begin_in() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="{}"/>'
    data = docx(mark.format("外") + p(mark.format("_GoBack") + mark.format("内") + r("甲")))
    assert only(data).anchors == ("外", "内")


def test_notes_and_comments_are_kept_in_remarks_at_their_place() -> None:
    source = read_word(
        docx(
            p("甲")
            + p('<w:r><w:t>乙</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r>'),
            footnotes=f'<w:footnote w:id="2">{p("数据截至九月。")}</w:footnote>',
            comments=f'<w:comment w:id="0">{p("请核对")}</w:comment>',
        )
    )
    assert source.remarks == (
        Remark(line=2, reason="脚注不在正文里", text="数据截至九月。", is_unrecognised=True),
        Remark(line=2, reason="批注不在正文里", text="请核对", is_unrecognised=True),
    )


@pytest.mark.parametrize(
    "box",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<w:drawing><wp:anchor><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wp:anchor></w:drawing>",
        f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_text_box_follows_the_paragraph_it_hangs_on(box: str) -> None:
    source = read_word(docx(p(f"<w:r>{box}</w:r>" + r("正文")) + p("下文")))
    assert texts(source) == ["正文", "框里的话", "下文"]
    assert source.remarks == ()


def test_pictures_charts_and_objects_are_reported_with_their_words() -> None:
    picture = '<w:drawing><wp:inline><wp:docPr id="1" descr="门诊大楼"/><pic:pic><a:blip/></pic:pic></wp:inline></w:drawing>'
    chart = '<w:drawing><wp:inline><c:chart r:id="chart"/></wp:inline></w:drawing>'
    embedded = '<w:object><o:OLEObject ProgID="Excel.Sheet"/></w:object>'
    data = docx(
        p(f"<w:r>{picture}</w:r>") + p(f"<w:r>{chart}{embedded}</w:r>"),
        chart="<a:p><a:t>住院人次</a:t></a:p>",
    )
    assert read_word(data).remarks == (
        Remark(line=1, reason="图片没有导入", text="门诊大楼", is_unrecognised=True),
        Remark(line=2, reason="图表没有导入", text="住院人次", is_unrecognised=True),
        Remark(line=2, reason="嵌入的对象没有导入", is_unrecognised=True),
    )


def test_equation_keeps_its_words_in_place() -> None:
    source = read_word(docx(p(r("即") + "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>" + r("。"))))
    assert texts(source) == ["即E=mc。"]
    assert [(remark.reason, remark.text) for remark in source.remarks] == [
        ("公式只导入了文字，请核对", "E=mc")
    ]


def test_equation_of_two_lines_is_written_on_one() -> None:
    def math(name: str, inner: str) -> str:
        return f"<m:{name}>{inner}</m:{name}>"

    a, b = ("".join(math("r", math("t", sign)) for sign in signs) for signs in ("a", "bc"))
    fraction = math("f", "<m:fPr/>" + math("num", a) + math("den", math("d", math("e", b))))
    power = math("sSup", math("e", a) + math("sup", math("r", math("t", "2"))))
    source = read_word(
        docx(p(math("oMath", fraction + power) + "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"))
    )
    assert texts(source) == ["a/(bc)a^2"]


def test_prompt_of_an_unfilled_control_is_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    source = read_word(docx(p(r("审核：") + prompt.format(r("单击此处"))) + prompt.format(p("再单击此处"))))
    assert texts(source) == ["审核："]
    assert [(remark.text, remark.is_unrecognised) for remark in source.remarks] == [
        ("单击此处", True),
        ("再单击此处", True),
    ]


@pytest.mark.parametrize("page_number", ["第3页 共12页", "- 3 -", "3/12", "— 3 —"])
def test_numbers_of_pages_are_not_reported(page_number: str) -> None:
    assert read_word(docx(p("甲"), footer=p(page_number))).remarks == ()


def test_symbols_of_symbol_fonts_become_unicode() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings"/>'
    data = docx(
        p(
            '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
            + r("\uf0fc", fonts)
            + r("\uf001", '<w:rFonts w:ascii="Y"/>')
            + '<w:r><w:sym w:font="X" w:char="F001"/></w:r>'
        )
    )
    source = read_word(data)
    assert texts(source) == ["•✓\uf001"]  # a letter of an ordinary font stays what it is
    assert [remark.reason for remark in source.remarks] == ["字体“X”里的符号 F001 没有对应的文字，没有导入"]


def test_hidden_words_and_ruby_are_kept_in_remarks() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('bo')}</w:rt><w:rubyBase>{r('柏')}</w:rubyBase></w:ruby></w:r>"
    source = read_word(docx(p(r("底稿", "<w:vanish/>") + ruby)))
    assert texts(source) == ["柏"]
    assert [remark.text for remark in source.remarks if remark.is_unrecognised] == ["底稿", "bo"]


def test_headers_that_the_text_repeats_are_not_reported() -> None:
    source = read_word(docx(p("动态参考 第8期"), header=p("动态参考") + p("内部资料"), footer=p("第8期")))
    assert source.remarks == (
        Remark(line=None, reason="页眉里的文字", text="内部资料", is_unrecognised=True),
    )


def test_embedded_document_is_reported() -> None:
    assert read_word(docx('<w:altChunk r:id="x"/>')).remarks[0].is_unrecognised


def test_macros_are_reported_and_not_in_the_way() -> None:
    source = read_word(docx(p("甲"), more={"word/vbaProject.bin": b"\0"}))
    assert texts(source) == ["甲"]
    assert [remark.reason for remark in source.remarks] == ["文件带有宏；宏没有运行，只读了文字"]


def test_strict_open_xml_is_read() -> None:
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
        "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    }
    body = part("document", f"<w:body>{p('甲')}</w:body>")
    rels = relations(("d", "officeDocument", "word/document.xml"))
    for old, new in strict.items():
        body, rels = body.replace(old, new), rels.replace(old, new)
    assert texts(read_word(archive({"_rels/.rels": rels, "word/document.xml": body}))) == ["甲"]


def test_every_letter_is_in_the_text_or_in_a_remark() -> None:
    merged = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('被盖住')}</w:tc>"
    rows = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("格")}</w:tc></w:tr><w:tr>{merged}</w:tr>'
    nested = f"<w:tbl><w:tr><w:tc><w:tbl>{rows}</w:tbl>{p('')}</w:tc></w:tr></w:tbl>"
    odd = f"<w:bdo>{r('反向')}</w:bdo><w:customXml>{r('自定')}</w:customXml><w:r><w:pict>{BOX}</w:pict></w:r>"
    data = docx(
        p(odd) + nested + p(r("注") + '<w:r><w:endnoteReference w:id="3"/></w:r>'),
        endnotes=f'<w:endnote w:id="3">{p("尾注的话")}</w:endnote>',
        header=p("页眉的话"),
        footer=f"<w:tbl><w:tr><w:tc>{p('页脚的话')}</w:tc></w:tr></w:tbl>",
    )
    source = read_word(data)
    kept = "".join((*texts(source), *(remark.text for remark in source.remarks)))
    missing = [text for text in letters(data) if text not in kept]
    assert missing == []


def letters(data: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            for element in fromstring(package.read(name)).iter():
                if element.tag.endswith("}t") and element.text:
                    yield element.text


def coded(instruction: str, result: str = "", form: str = "") -> str:
    """A field as Word writes it, with or without a result."""
    field = f"<w:r><w:fldChar w:fldCharType='begin'>{form}</w:fldChar></w:r>"
    field += f"<w:r><w:instrText xml:space='preserve'>{instruction}</w:instrText></w:r>"
    field += f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{result}" if result else ""
    return f"{field}<w:r><w:fldChar w:fldCharType='end'/></w:r>"


CHOICE = "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList></w:ffData>"
TICK = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"


@pytest.mark.parametrize(
    ("inner", "text", "reasons"),
    [
        (coded(r" eq \o\ac(○,急) "), "急", ["带圈字符"]),
        (coded(r" eq \o\ac(○,3) "), "③", ["带圈字符"]),
        (coded(r" eq \o(\s\up 8(医务),\s\do 3(护理)) "), "医务护理", ["带圈字符"]),
        (coded(r"EQ \f(1,2)"), "1/2", ["带圈字符"]),
        (coded(r"EQ \f(a+b,\r(3,x))"), "(a+b)/(3√x)", ["带圈字符"]),
        (coded(r"EQ \i\su(i=1,n,x)"), "∑_(i=1)ⁿx", ["带圈字符"]),
        (coded(r"EQ 10\s\up5(9)"), "10⁹", ["带圈字符"]),
        (coded(r'SYMBOL 254 \f "Wingdings" \s 12'), "☑", []),
        (coded(r"SYMBOL 0xB1"), "±", []),
        (coded(" FORMDROPDOWN ", form=CHOICE), "乙", []),
        (coded(" FORMCHECKBOX ", form=TICK), "☑", []),
        (coded(" AUTONUM "), "", ["这里的域没"]),
        (coded(" LISTNUM "), "", ["这里的域没"]),
        (coded(" PAGE ", r("3")), "3", []),
        (coded(f"IF {coded('PAGE', r('1'))} = 1", r("首页")), "首页", []),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + r("断了"), "", ["这里的域没"]),
        (r("icu", "<w:caps/>") + r("Co", "<w:smallCaps/>"), "ICUCO", []),
        (r("b", '<w:rFonts w:ascii="Symbol"/>') + r("=0.5，"), "β=0.5，", ["字体“Sy"]),
        (r("旧", "<w:strike/>") + r("新"), "旧新", ["文字带有删"]),
    ],
)
def test_what_a_paragraph_shows_is_read_or_remarked_upon(inner: str, text: str, reasons: list[str]) -> None:
    source = read_word(docx(p("甲") + p(inner) + p("乙")))
    assert texts(source) == ["甲", text, "乙"]
    assert [
        remark.reason[: len(reason)] for remark, reason in zip(source.remarks, reasons, strict=True)
    ] == reasons


def test_raised_and_lowered_words_are_read_by_their_position_too() -> None:
    raised = r("9", '<w:position w:val="10"/>') + r("/L，SpO") + r("2", '<w:position w:val="-6"/>')
    level = r("一行", '<w:position w:val="6"/>') + r("同高", '<w:position w:val="6"/>')
    styled = r("3", '<w:rStyle w:val="Up"/>')
    height = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    styles = f'<w:style w:type="character" w:styleId="Up"><w:name w:val="上"/>{height}</w:style>'
    source = read_word(docx(p(r("5×10") + raised) + p(level) + p(r("m") + styled), styles=styles))
    assert texts(source) == ["5×10⁹/L，SpO₂", "一行同高", "m³"]


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<m:acc><m:accPr><m:chr m:val='\u0305'/></m:accPr><m:e>{m('x')}</m:e></m:acc>", "x\u0304"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{m('x')}</m:e></m:bar>", "x\u0304"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{m('i=1')}</m:sub><m:sup>{m('n')}</m:sup>"
            f"<m:e>{m('a')}</m:e></m:nary>",
            "∑_(i=1)^n a",
        ),
        (f"<m:nary><m:sub/><m:sup/><m:e>{m('f')}</m:e></m:nary>", "∫f"),
        (f"<m:func><m:fName>{m('sin')}</m:fName><m:e>{m('x')}</m:e></m:func>", "sin x"),
        (f"<m:d><m:e>{m('a')}</m:e><m:e>{m('b')}</m:e></m:d>", "(a|b)"),
    ],
)
def test_equations_keep_their_signs_in_the_text_and_in_the_remark(inner: str, text: str) -> None:
    source = read_word(docx(p(r("甲") + math(inner)), footnotes=""))
    assert texts(source) == [f"甲{text}"]
    assert [remark.text for remark in source.remarks] == [text]


def test_footnotes_quote_signs_equations_and_heights() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>'
    words = r("10") + r("9", '<w:vertAlign w:val="superscript"/>') + math(m("α")) + sign
    note = f'<w:footnote w:id="2">{p(words)}</w:footnote>'
    source = read_word(docx(p(r("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=note))
    assert [remark.text for remark in source.remarks] == ["10⁹αβ"]


def test_word_art_next_to_a_text_box_is_remarked_upon() -> None:
    art = (
        '<w:r><w:pict><v:group><v:shape><v:textpath string="内部资料"/></v:shape><v:shape><v:textbox><w:txbxContent>'
        f"{p('盒中')}</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r>"
    )
    source = read_word(docx(p(r("甲") + art)))
    assert texts(source) == ["甲", "盒中"]
    assert [(remark.reason, remark.text) for remark in source.remarks] == [("艺术字没有导入", "内部资料")]


def test_all_bodies_of_a_damaged_file_are_read() -> None:
    assert texts(read_word(docx(p("甲") + "</w:body><w:body>" + p("乙")))) == ["甲", "乙"]
