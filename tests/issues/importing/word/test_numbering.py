from itertools import product

import pytest

from issues.importing.word import read_word
from issues.richtext.foreign.number_formats import formatted_number
from tests.issues.importing.word.docx_files import docx, p

NUMBERED = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(depth: int = 0, num: int = 1) -> str:
    return p("条", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def numbers(body: str, **parts: str) -> list[str]:
    return [paragraph.numbering for paragraph in read_word(docx(body, **parts)).paragraphs()]


OUTLINE = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%1.%2.%3"),
)


def test_levels_count_and_begin_again_below_the_one_that_advances() -> None:
    body = "".join(map(item, (0, 1, 1, 0, 1, 2, 2)))
    expected = ["一、", "（一）", "（二）", "二、", "（一）", "二.一.1", "二.一.2"]
    assert numbers(body, numbering=numbering(*OUTLINE)) == expected
    source = read_word(docx(body, numbering=numbering(*OUTLINE)))
    assert [paragraph.depth for paragraph in source.paragraphs()] == [1, 2, 2, 1, 2, 3, 3]


def test_legal_level_prints_all_in_arabic_figures() -> None:
    levels = (OUTLINE[0], level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert numbers(item(0) + item(1), numbering=numbering(*levels)) == ["一、", "1.1"]


def test_level_that_never_restarts_counts_on() -> None:
    levels = (OUTLINE[0], level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = "".join(map(item, (0, 1, 0, 1)))
    assert numbers(body, numbering=numbering(*levels)) == ["一、", "1.", "二、", "2."]


def test_numberings_of_one_definition_count_on_unless_overridden() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in ((1, ""), (2, ""), (3, start))
    )
    body = item(num=1) + item(num=2) + item(num=3) + item(num=3) + item(num=1)
    assert numbers(body, numbering=numbering(level(0, "decimal", "%1."), nums=nums)) == [
        "1.",
        "2.",
        "5.",
        "6.",
        "7.",
    ]


def test_style_numbers_its_paragraphs_and_a_paragraph_may_decline() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/>{NUMBERED.format(1)}</w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="小节"/><w:basedOn w:val="h2"/></w:style>'
    )
    levels = (OUTLINE[0], level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'))
    declined = '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", '<w:pStyle w:val="h2"/>') + p("乙", '<w:pStyle w:val="own"/>') + p("丙", declined)
    assert numbers(body, styles=styles, numbering=numbering(*levels)) == ["（一）", "（二）", ""]


def test_definition_may_be_found_by_way_of_a_style() -> None:
    styles = f'<w:style w:type="numbering" w:styleId="l"><w:name w:val="L"/>{NUMBERED.format(2)}</w:style>'
    linked = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="l"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert numbers(item(), styles=styles, numbering=linked) == ["1)"]


def test_links_in_a_circle_do_no_harm() -> None:
    styles = f'<w:style w:type="numbering" w:styleId="l"><w:name w:val="L"/>{NUMBERED.format(1)}</w:style>'
    assert numbers(item(), styles=styles, numbering=numbering('<w:numStyleLink w:val="l"/>')) == [""]


@pytest.mark.parametrize(
    ("sign", "font", "bullet"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0fc", "Wingdings", "✓"),
        ("l", "Wingdings", "●"),
        ("\uf001", "X", "•"),
        ("◆", "", "◆"),
    ],
)
def test_bullets_are_unicode(sign: str, font: str, bullet: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert numbers(item(), numbering=numbering(level(0, "bullet", sign, fonts))) == [bullet]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 10 21 105"),
        ("decimalZero", "01 10 21 105"),
        ("chineseCounting", "一 十 二十一 一〇五"),
        ("chineseCountingThousand", "一 十 二十一 一百零五"),
        ("japaneseCounting", "一 十 二十一 百五"),
        ("ideographDigital", "一 一〇 二一 一〇五"),
        ("chineseLegalSimplified", "壹 壹拾 贰拾壹 壹佰零伍"),
        ("ideographTraditional", "甲 癸 21 105"),
        ("ideographZodiac", "子 酉 21 105"),
        ("decimalEnclosedCircleChinese", "① ⑩ ㉑ 105"),
        ("decimalEnclosedParen", "⑴ ⑽ 21 105"),
        ("decimalFullWidth", "１ １０ ２１ １０５"),
        ("upperLetter", "A J U AAAAA"),
        ("lowerLetter", "a j u aaaaa"),
        ("upperRoman", "I X XXI CV"),
        ("lowerRoman", "i x xxi cv"),
        ("ordinal", "1st 10th 21st 105th"),
        ("aFormatOfTomorrow", "1 10 21 105"),
    ],
)
def test_formats_are_printed_as_word_prints_them(form: str, expected: str) -> None:
    assert " ".join(formatted_number(number, form) for number in (1, 10, 21, 105)) == expected


@pytest.mark.parametrize(
    ("number", "form"), list(product((0, 1, 999_999_999), ("chineseCounting", "upperRoman", "lowerLetter")))
)
def test_number_of_any_size_stays_short(number: int, form: str) -> None:
    assert len(formatted_number(number, form)) < 100
