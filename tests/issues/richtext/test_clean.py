import html
import re
import sys
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues import richtext
from issues.richtext import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    MAX_LENGTH,
    TooLarge,
    clean,
    left_out,
    plain_text,
    tokens,
)
from issues.richtext.allowlist import MAX_ADDRESS, permitted
from issues.richtext.foreign.bounding import simplified
from issues.richtext.foreign.links import MAX_REOPENED
from issues.richtext.parsing import MAX_DEPTH

VOID = {"br"}
SOUP = [
    *[
        "<p>",
        "</p>",
        "<p/>",
        "<b>",
        "</b>",
        "<em>",
        "<sup>",
        "</sup>",
        "<sub>",
        "<br>",
        "</br>",
        "<h2>",
        "</h2>",
    ],
    *[
        "<ul>",
        "</ul>",
        "<ol>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
    ],
    *[
        "<thead>",
        "<tfoot>",
        "<caption>",
        "<col>",
        "<a>",
        "</a>",
        "<a href='http://a.cn/?b=1&c=2'>",
        "<span>",
        "</span>",
    ],
    *[
        "<!--",
        "-->",
        "<o:p>",
        "<svg>",
        "<math>",
        "<select>",
        "<form>",
        "<template>",
        "<frameset>",
        "<button>",
    ],
    *["<script>", "</script>", "<div class=x style=y id=z>", "<img src=x onerror=alert(1)>"],
    *["<a href=javascript:alert(1)>", '<a href=/x onclick="y">', '<td colspan=3 rowspan="9999">'],
    *["<", ">", "&", '"', "'", "=", "中", "文", "a", "&lt;", "&amp;", "&nbsp;", "&#1;", "&#8232;"],
    *[" ", "\n", "\u3000", "\u2003", "\u200b", "\x00", "\ud800"],
]
soup = st.lists(st.sampled_from(SOUP), max_size=40).map("".join) | st.text(max_size=60)

words = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("<>&中文"), min_size=1, max_size=6
)


def _element(names: str, children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(children, max_size=3).map("".join)
    return st.builds(lambda name, inner: f"<{name}>{inner}</{name}>", st.sampled_from(names.split()), inside)


def _structured(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = _element("tr", _element("td th", children))
    return (
        _element("div h2 section font o:p u code", children)
        | _element("ul ol", _element("li", children))
        | _element("table", _element("tbody", row))
    )


inline = st.recursive(
    words.map(html.escape), lambda inner: _element("b i strong em sup sub span", inner), max_leaves=6
)
documents = st.recursive(_element("p", inline) | inline, _structured, max_leaves=12)


class Outline(HTMLParser):
    """Start tags with their attributes, greatest depth, and text, read by another parser than ours."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.depth = self.greatest_depth = 0
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.greatest_depth = max(self.greatest_depth, self.depth + 1)
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


def cleaned_afresh(source: str) -> str:
    """Without what `clean` remembers, which holds for clean whatever it once returned."""
    richtext._cached_result.cache_clear()
    return clean(source)


@given(soup | documents)
def test_clean_is_idempotent(source: str) -> None:
    cleaned = cleaned_afresh(source)
    assert cleaned_afresh(cleaned) == cleaned


@given(soup | documents)
def test_clean_writes_only_allowed_tags_and_attributes(source: str) -> None:
    outline = Outline(clean(source))
    assert outline.depth == 0
    assert outline.greatest_depth <= MAX_DEPTH
    for tag, attributes in outline.tags:
        assert tag in ALLOWED_TAGS
        assert attributes.keys() <= ALLOWED_ATTRIBUTES.get(tag, set())
        assert all(2 <= int(attributes[key] or 0) <= 50 for key in attributes.keys() & {"colspan", "rowspan"})
        assert re.match(r"(https?://|mailto:).", attributes.get("href") or "https://a")


@given(soup | documents)
def test_clean_leaves_nothing_for_nh3_to_change(source: str) -> None:
    result = clean(source)
    assert nh3.clean(result, tags=set(ALLOWED_TAGS), attributes=ALLOWED_ATTRIBUTES, link_rel=None) == result


@given(documents)
def test_clean_keeps_visible_text(source: str) -> None:
    visible = without_space(Outline(source).text)
    assert without_space(Outline(clean(source)).text) == visible
    assert without_space(plain_text(source)) == visible


@pytest.mark.parametrize(
    "canonical",
    [
        "",
        "<p>甲</p><p>乙<br>丙</p>",
        "<p>甲<strong>乙<em>丙</em></strong>10<sup>3</sup>，CO<sub>2</sub></p>",
        '<p><a href="https://example.org/?a=1&amp;b=%20中">甲<strong>乙</strong></a></p>',
        "<ul><li>甲<ol><li>乙</li></ol></li><li><p>丙</p><p>丁</p></li></ul>",
        '<table><thead><tr><th colspan="2">甲</th></tr></thead>'
        "<tbody><tr><td></td><td>乙</td></tr></tbody></table>"
        "<p>丙</p>",
        "<p>张三　李四 a &lt; b &amp;&amp; c “丁” 12 345</p>",
        "<p>葛\U000e0100 👩\u200d⚕️ \ue000</p>",
    ],
)
def test_clean_returns_canonical_input_unchanged(canonical: str) -> None:
    assert cleaned_afresh(canonical) == canonical


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲<b>乙 <i>丙</i></b> 丁", "<p>甲<strong>乙 <em>丙</em></strong> 丁</p>"),
        ("<div>甲<div>乙</div>丙</div>丁", "<p>甲</p><p>乙</p><p>丙</p><p>丁</p>"),
        ("<h3>题</h3>文", "<p><strong>题</strong></p><p>文</p>"),
        ("<p>　　甲&nbsp;&nbsp;</p>\n<p>&nbsp;</p><p><br></p>", "<p>甲</p>"),
        ("<p>甲乙\n丙丁 AI\n技术\t a &nbsp; b</p>", "<p>甲乙丙丁 AI 技术 a b</p>"),
        ("甲<br>乙<br><br>丙<br>　　丁", "<p>甲<br>乙</p><p>丙</p><p>丁</p>"),
        ("<b>甲</b><span><b>乙 </b></span>丙", "<p><strong>甲乙</strong> 丙</p>"),
        ("<em>甲<strong>乙</strong></em>", "<p><em>甲</em><strong><em>乙</em></strong></p>"),
        ('<b><a href="http://a.cn">甲</a></b>', '<p><a href="http://a.cn"><strong>甲</strong></a></p>'),
        ("<strong><p>甲</p><p>乙</p></strong>", "<p><strong>甲</strong></p><p><strong>乙</strong></p>"),
        ("<ul><li><p>甲</p><li>乙<li></ul>", "<ul><li>甲</li><li>乙</li></ul>"),
        ("<ul><li>甲</li><ol><li>乙</ol></ul>", "<ul><li>甲<ol><li>乙</li></ol></li></ul>"),
        (
            "<table><caption>题</caption><tr><td><p>甲</table>",
            "<p>题</p><table><tbody><tr><td>甲</td></tr></tbody></table>",
        ),
        ("甲<!--[if mso]><xml><w:View>V</w:View></xml><![endif]--><o:p>乙</o:p><xml>X</xml>", "<p>甲乙</p>"),
        ("甲<script>乙</script><style>丙</style><template>丁</template>", "<p>甲</p>"),
        ("甲\u200b\u200e\x07乙\ufeff&#x200b;\ud800", "<p>甲乙</p>"),
        ("P < 0.05，a<b", "<p>P &lt; 0.05，a&lt;b</p>"),
        ("&lt;b&gt; &am<i></i>p;", "<p>&lt;b&gt; &amp;amp;</p>"),
        ("<ul><li></li><li><ul></ul>甲</ul><ol></ol>", "<ul><li>甲</li></ul>"),
        ('<td colspan="9999">甲', "<p>甲</p>"),
    ],
)
def test_clean_brings_the_same_meaning_to_one_form(source: str, expected: str) -> None:
    assert clean(source) == expected


MATH = "<math><semantics><mrow>{}</mrow><annotation encoding='application/x-tex'>\\TeX</annotation></semantics></math>"
KATEX = '<span class="katex"><span class="katex-mathml">{}</span><span class="katex-html" aria-hidden="true">12</span></span>'
HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('10<span style="vertical-align: super; font-size: 10px">9</span>', "10<sup>9</sup>"),
        ('H<font style="vertical-align:sub">2</font>O', "H<sub>2</sub>O"),
        ('10<span style="position:relative;top:-3pt;mso-text-raise:3.0pt">9</span>', "10<sup>9</sup>"),
        ('10<span style="font-size:70%;vertical-align:0.5em">9</span>', "10<sup>9</sup>"),
        ('<span style="font-weight:600">甲</span><b style="font-weight:normal">乙</b>', "<strong>甲</strong>乙"),
        ('<span style="font-style:italic">p</span><em style="font-style:normal">乙</em>', "<em>p</em>乙"),
        ('<span style="font-family:Symbol">b</span>=<font face="Wingdings 2">R</font>', "β=☑"),
        ("<span style='font-family:宋体;mso-char-type:symbol;mso-symbol-font-family:Symbol'>c</span>", "χ"),
        ("<span style='font-family:Symbol'>b<span style='font-family:宋体'>b</span></span>", "βb"),
        ("85%<del>旧</del>", "85%"),
        ("<span class=msoDel>旧</span>新<ins>了</ins>", "新了"),
        ("<s>旧</s>新", "旧新"),
        ('甲<a class=msocomanchor href="#c">[U1]</a>', "甲"),
        ("<ruby>尴<rp>(</rp><rt>gān</rt><rp>)</rp>尬<rt>gà</rt></ruby>", "尴（gān）尬（gà）"),
        ('好<img class="emoji" alt="😀">的<img alt="图一">', "好😀的"),
        (MATH.format(HALF), "1/2"),
        (KATEX.format(MATH.format("<msup><mi>r</mi><mn>2</mn></msup>")), "r<sup>2</sup>"),
        (MATH.format("<mover><mi>x</mi><mo>¯</mo></mover><mo>±</mo><mi>s</mi>"), "x\u0304±s"),
        (MATH.format("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>"), "√(a+b)"),
        (MATH.format("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi>"), "∑<sub>i</sub><sup>n</sup>x"),
        (MATH.format("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"), "(a+b)/2"),
        ("<math><mi>x</mi><p>甲", "x</p><p>甲"),
    ],
)  # fmt: skip
def test_clean_reads_what_is_said_by_style_or_by_other_tags(source: str, expected: str) -> None:
    assert clean(source) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('<ol type="a"><li>甲<li>乙</ol>', ["a. 甲", "b. 乙"]),
        ('<ol style="list-style-type:upper-roman" start=2><li>甲<li>乙</ol>', ["II. 甲", "III. 乙"]),
        ('<ol style="list-style:simp-chinese-informal"><li>甲<li>乙</ol>', ["一、甲", "二、乙"]),
        ("<ol><li>甲<li value=5>乙<li>丙</ol>", ["1. 甲", "5. 乙", "6. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol start=3><li><p>甲</p><p>续</p><ul><li>乙</ul></ol>", ["3. 甲", "续", "<li>乙"]),
        ('<ol style="list-style:none"><li>（1）甲</ol>', ["（1）甲"]),
        ('<ol type="disc"><li>甲</ol>', ["<li>甲"]),
    ],
)
def test_clean_keeps_numbers_that_a_plain_list_would_change_as_text(source: str, lines: list[str]) -> None:
    written = clean(source)
    assert "<ol>" not in written
    assert re.findall(r"(?:<p>|(?=<li>))(.*?)(?=</)", written) == lines


@pytest.mark.parametrize("opening", ["<pre>", '<div style="white-space: pre-wrap">'])
def test_clean_makes_paragraphs_of_the_lines_of_preformatted_text(opening: str) -> None:
    assert clean(f"{opening}第一条　甲\r\n第二条\n\n第三条") == "<p>第一条　甲</p><p>第二条</p><p>第三条</p>"


def test_left_out_tells_what_clean_leaves_out_or_strips_of_its_line() -> None:
    dropped = left_out("甲<del>乙</del><s>丙</s><div style='mso-element:comment'>丁</div>")
    assert (dropped.deleted, dropped.struck_through, dropped.comments) == (["乙"], ["丙"], ["丁"])


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://a.cn/b?c=1&copy=2", "https://a.cn/b?c=1&amp;copy=2"),
        (" HTTP://a.cn/b c\n", "http://a.cn/b%20c"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("/relative", None),
        ("//a.cn", None),
        ("#here", None),
        ("http://", None),
        ("http://[", None),
        ("mailto:nobody", None),
        ("tel:123", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("&#106;avascript:alert(1)", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_clean_keeps_whole_web_and_mail_addresses_only(href: str, kept: str | None) -> None:
    expected = f'<a href="{kept}">甲</a>' if kept else "甲"
    assert clean(f'<a href="{href}" rel="x" target="_blank">甲</a>') == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("9999", ' colspan="50"'),
        ("3", ' colspan="3"'),
        ("1", ""),
        ("0", ""),
        ("-2", ""),
        ("２", ""),
        ("x", ""),
    ],
)
def test_clean_bounds_spans(written: str, kept: str) -> None:
    table = f"<table><tr><td colspan={written}>甲</td></tr></table>"
    assert clean(table) == f"<table><tbody><tr><td{kept}>甲</td></tr></tbody></table>"


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<sup>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<font>"]
)
def test_clean_bounds_depth_without_losing_text(opening: str) -> None:
    outline = Outline(clean("甲" + opening * 50_000 + "乙"))
    assert outline.greatest_depth <= MAX_DEPTH
    assert outline.text == "甲乙"


@pytest.mark.parametrize(
    "unfinished", ["<!--", "<a '", '<a b="', "<![CDATA[", "<script>", "<", "</a", "<a =", "&"]
)
def test_clean_reads_unfinished_markup_to_the_end(unfinished: str) -> None:
    assert without_space(plain_text("甲" + unfinished * 20_000)).startswith("甲")


def test_attributes_without_a_value_are_passed_over_whole() -> None:
    matched = [match.span() for match in tokens._ASSIGNED.finditer(" " + "x" * 90 + " y  z = 1 =")]
    assert matched == [(1, 91), (92, 93), (95, 100)]
    assert tokens.Token(attributes=" href x href = 'y'").attribute("href") == "y"
    assert clean("<table><td " + "x" * 500_000 + ">甲") == clean("<table><td>甲")


def steps(source: str) -> int:
    """How many calls `clean` makes, those of built-in functions included."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        clean(source)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("opening", ["", "<ul>", "<ol><li>"])
def test_clean_takes_steps_in_proportion_to_the_paragraphs(opening: str) -> None:
    assert steps(opening + "<p>甲" * 4_000) < 3 * steps(opening + "<p>甲" * 2_000)


@pytest.mark.parametrize(("length", "is_kept"), [(MAX_ADDRESS, True), (MAX_ADDRESS + 1, False)])
def test_clean_drops_a_link_with_an_endless_address(length: int, is_kept: bool) -> None:
    address = "http://a.cn/?&".ljust(length, "&")
    cleaned = clean(f'<a href="{address}">甲</a>乙')
    assert Outline(cleaned).tags == [("p", {})] + [("a", {"href": address})] * is_kept
    assert plain_text(cleaned) == "甲乙"
    assert cleaned_afresh(cleaned) == cleaned


LINK = f'<a href="{"http://a.cn/".ljust(MAX_ADDRESS, "x")}">甲'


@pytest.mark.parametrize(
    "opening",
    [
        "<p>" + LINK,
        LINK + "<table><tr><td></a></td></tr></table>",
        LINK + "<ul><li>" * 8 + "</a>" + "</ul>" * 8,
        "<table><tr><td>" + LINK + "<table><tr><td><a href='http://b.cn'>丙</a>",
        "<b>" * 8 + LINK,
    ],
)
@pytest.mark.parametrize(
    "again", ["<p>乙", "<br>乙<br>", "<li>乙", "<tr><td>乙", "<ul><li>乙</ul>", "<b><p>乙</b>"]
)
def test_clean_bounds_how_often_a_link_is_written_again(opening: str, again: str) -> None:
    source = opening + again * 5_000
    assert len(permitted(simplified(source))) < 2 * MAX_REOPENED
    assert clean(source).count("乙") == 5_000


def test_clean_keeps_a_link_over_blocks_that_costs_little() -> None:
    link = '<a href="http://a.cn">'
    assert clean(link + "<p>甲<p>乙</a>丙") == f"<p>{link}甲</a></p><p>{link}乙</a>丙</p>"
    assert clean("<p>" + link + "甲" + "<p>乙" * 2_000).count(link) == 2_001
    many = f"<p>{LINK}</a></p><p>乙</p>" * 400
    assert clean(many) == many


def test_clean_does_the_work_once_for_a_text_and_its_result() -> None:
    source = "<div>" + "<b>甲</b>" * 2_000
    cleaned = clean(source)
    assert steps(source) < 10
    assert steps(cleaned) < 10
    assert clean(source) == clean(cleaned) == cleaned


def test_clean_remembers_a_few_texts_only() -> None:
    for number in range(50):
        clean(f"{number}")
    assert richtext._cached_result.cache_info().currsize <= 8


def test_clean_refuses_what_is_too_large_in_or_out() -> None:
    with pytest.raises(TooLarge, match=r"正文过长：连同格式共 1,000,001 个字符，最多允许 1,000,000 个。"):
        clean("甲" * (MAX_LENGTH + 1))
    with pytest.raises(TooLarge):
        clean("&" * (MAX_LENGTH // 2))
    with pytest.raises(TooLarge):
        clean("甲" * MAX_LENGTH)  # fits, until <p> is put around it


def test_plain_text_puts_blocks_on_lines_and_cells_between_tabs() -> None:
    source = (
        "<p>甲<strong>乙</strong><br>丙</p><ul><li>一<ol><li>二</li></ol></li></ul>"
        "<table><thead><tr><th>序号</th><th>名称</th></tr></thead>"
        "<tbody><tr><td>1</td><td><p>上</p><p>下</p></td></tr></tbody></table>"
    )
    assert plain_text(source) == "甲乙\n丙\n一\n二\n序号\t名称\n1\t上 下"


WAYS = (
    "<p>{}</p>",
    "<b>{}</b>",
    '<span style="vertical-align:super">{}</span>',
    '<span style="font-weight:700;font-style:italic">{}</span>',
    "<pre>前\n{}\n后</pre>",
    '<div style="white-space:pre-wrap">前\n{}</div>',
    "<ol type=a><li>前<li>{}</ol>",
    "<ol start=3><li><p>{}</p><ul><li>里</ul></ol>",
    "<ul><li>前<ol style='list-style:upper-roman'><li>{}</ol></ul>",
    "<ruby>字<rt>{}</rt></ruby>",
    "<math><mfrac><mi>{}</mi><mn>2</mn></mfrac></math>",
    "<math><msubsup><mo>∑</mo><mi>i</mi><mi>{}</mi></msubsup></math>",
    "<math><mtable><mtr><mtd><mi>{}</mi></mtd></mtr></mtable></math>",
    '<span class="katex"><span class="katex-mathml"><math><mi>{}</mi></math></span></span>',
    '<span style="font-family:Symbol">{}</span>',
    '<img class="emoji" alt="{}">',
    '<img alt="{}">',
    "<del>{}</del>",
    "<s>{}</s>",
    '<div style="mso-element:comment">{}</div>',
    "<table><tr><td>{}<td>右</table>",
    "<h2>{}</h2>",
)
pasted = st.lists(
    st.tuples(st.sampled_from(WAYS), st.text("甲乙丙丁戊己庚辛", min_size=5, max_size=5)), max_size=6
)


@given(pasted)
def test_every_word_of_a_page_is_in_the_text_or_shown_as_left_out(shown: list[tuple[str, str]]) -> None:
    html = "".join(way.format(word) for way, word in shown)
    out = left_out(html)
    everything = "\n".join([plain_text(html), *out.deleted, *out.comments, *out.pictures])
    assert [word for _, word in shown if word not in everything] == []
