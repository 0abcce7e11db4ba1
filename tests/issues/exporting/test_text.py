"""Text and Markdown: complete, in order, and nothing in them taken for markup."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring
from markdown_it import MarkdownIt

from issues import richtext
from issues.document import DRAFT_MARK, Document, Part, Section
from issues.document.outline import outline
from issues.exporting.html import export_html
from issues.exporting.markdown import _IN_ADDRESS, _Markdown, export_markdown
from issues.exporting.text import _Text, export_text
from issues.importing.uploads import read_upload
from issues.richtext.superscripts import subscript, superscript
from policies.document import PolicyItem
from tests import factories
from tests.factories import annex, notice
from tests.strategies import documents

AWKWARD = st.sampled_from(
    ["*", "_", "#", "|", "<", ">", "`", "[", "]", "(", ")", "!", "&", "amp;", "\\", "~", "-", "+"]
)
WORDS = st.sampled_from(
    ["医院", "“有三”", "。", "1.", "2)", " ", "a", "b c", "　", "http://a.example/b_c", "---", "==="]
)
phrases = st.lists(AWKWARD | WORDS, max_size=6).map("".join)


def _tagged(inner):
    tags = st.sampled_from(["strong", "em", "sup", "sub"])
    return st.lists(
        inner | st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", tags, inner), max_size=4
    ).map("".join)


inlines = _tagged(phrases.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")) | st.just("<br>"))
rich = st.recursive(
    inlines.map(lambda text: f"<p>{text}</p>"),
    lambda inner: (
        st.lists(inner, max_size=3).map("".join)
        | st.lists(inner, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>")
        | st.lists(inner, max_size=3).map(lambda items: f"<ol>{''.join(f'<li>{i}</li>' for i in items)}</ol>")
        | st.lists(inner, min_size=1, max_size=3).map(
            lambda cells: (
                f"<table><tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr><tr><td>甲</td></tr></table>"
            )
        )
    ),
    max_leaves=6,
).map(richtext.clean)


def parsed(markdown: str):
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.normalizeLink = parser.normalizeLinkText = str  # as written, so that addresses can be compared
    return fragment_fromstring(parser.render(markdown), create_parent="div")


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def without_markers(text: str) -> str:
    """Without what may be the marker of a list."""
    return re.sub(r"[-\s\d.]", "", text)


def with_signs(html: str) -> str:
    """What is raised or lowered says so by its characters in plain text."""

    def signed(match: re.Match[str]) -> str:
        words = unescape(match[2].replace("<br>", "\n"))
        return escape((superscript if match[1] == "sup" else subscript)(words), quote=False)

    return re.sub(r"<(sup|sub)>(.*?)</\1>", signed, html)


def words_of(document: Document, *, of_text: bool = False) -> list[str]:
    """What has to stand in every form, in order."""
    shown = [document.title, *document.publishers]
    for section in outline(document):
        shown += [section.label + section.title, section.intro]
        for part in section.parts:
            shown += [part.label + part.title if part.label else "", part.intro]
            shown += [
                text for run in part.runs for item in run.entries for text in _entry(item.entry, of_text)
            ]
    return [*shown, document.editor, document.reviewer]


def _entry(entry, of_text) -> list[str]:
    if entry.kind == "hospital_news_link":
        return []  # gathered by hospital, see below
    # Piece by piece: a cell over several rows is said again in each of them.
    body = getattr(entry, "body_html", "")
    body = richtext.plain_text(with_signs(body) if of_text else body).split()
    return [entry.heading, *body, getattr(entry, "abstract", ""), getattr(entry, "text", "")]


def stands_in_order(shown: list[str], text: str) -> None:
    at = 0
    for piece in map(bare, shown):
        start = text.find(piece, at)
        assert start >= 0, piece
        at = start + len(piece)


@given(documents)
def test_text_says_everything_in_order(document):
    text = export_text(document)
    stands_in_order(
        words_of(document, of_text=True), bare(re.sub(r"<(https?://[^<>\s]*|a@b\.example)>", "", text))
    )
    for entry in document.entries:
        for name in ("url", "source_url"):
            if address := getattr(entry, name, None):
                assert address in text
        if entry.kind == "hospital_news_link":
            assert bare(f"{entry.hospital}{entry.title}{entry.url}") in bare(text)


@given(documents)
def test_markdown_read_back_says_what_the_page_says(document):
    page = fragment_fromstring(
        re.sub(r"(?s)^.*<main>|</main>.*$", "", export_html(document)), create_parent="div"
    )
    read = parsed(export_markdown(document))
    stands_in_order(words_of(document), bare(read.text_content()))
    linked = {a.get("href").translate(_IN_ADDRESS) for a in page.iter("a") if a.get("href")[0] != "#"}
    assert {a.get("href") for a in read.iter("a")} == linked
    levels = ("h1", "h2", "h3", "h4")
    assert [(h.tag, bare(h.text_content())) for h in read.iter(*levels)] == [
        (h.tag, bare(h.text_content())) for h in page.iter(*levels)
    ]


@given(rich)
def test_body_read_back_from_markdown_has_the_same_words_and_marks(html):
    source = fragment_fromstring(html, create_parent="div")
    read = parsed(_Markdown().write(fragment_fromstring(html, create_parent="div")))
    compared = bare if source.find(".//td//li") is None else without_markers  # a cell shows its list as lines
    assert compared(read.text_content()) == compared(source.text_content())
    marks = ("strong", "em", "sup", "sub")
    assert [(m.tag, bare(m.text_content()).rstrip("。")) for m in read.iter(*marks)] == [
        (m.tag, bare(m.text_content()).rstrip("。")) for m in source.iter(*marks)
    ]
    assert not [
        tag
        for tag in ("s", "code", "pre", "hr", "h1", "h2", "blockquote", "img", "a")
        if read.find(f".//{tag}") is not None
    ]
    if source.find(".//table") is None:
        lists = ("ul", "ol", "li")
        assert [e.tag for e in read.iter(*lists)] == [e.tag for e in source.iter(*lists)]


@given(rich)
def test_body_as_text_has_the_same_words(html):
    source = fragment_fromstring(with_signs(html), create_parent="div").text_content()
    written = _Text().write(fragment_fromstring(html, create_parent="div"))
    assert without_markers(written) == without_markers(source)


def markdown(html: str) -> str:
    return _Markdown().write(fragment_fromstring(html, create_parent="div")).strip()


def text(html: str) -> str:
    return _Text().write(fragment_fromstring(html, create_parent="div")).strip()


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p><strong>一是</strong>分时段</p>", "**一是**分时段"),
        ("<p><strong>一是优化。</strong>分时段</p>", "**一是优化**。分时段"),
        ("<p>要求：<strong>“一是”</strong>分时段</p>", "要求：<strong>“一是”</strong>分时段"),
        ("<p>10<sup>3</sup></p>", "10<sup>3</sup>"),
        ("<p>1. 不是列表</p>", r"1\. 不是列表"),
        ("<p>1.5倍、a_b、*号、#1、|、&lt;b&gt;</p>", r"1.5倍、a_b、\*号、\#1、\|、\<b\>"),
        ('<p><a href="https://a.example/x_(y)">通知</a></p>', "[通知](<https://a.example/x_(y)>)"),
        ("<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", "1. 甲\n\n   - 乙\n2. 丙"),
        ("<ol><li>甲</li></ol><ol><li>乙</li></ol>", "1. 甲\n\n<!-- -->\n\n1. 乙"),
        (
            '<table><tbody><tr><td rowspan="2">市</td><td>甲|<br>乙</td></tr><tr><td>丙</td></tr></tbody></table>',
            "| 市 | 甲\\|<br>乙 |\n| --- | --- |\n| 市 | 丙 |",
        ),
    ],
)
def test_markdown_of_a_body(html, written):
    assert markdown(html) == written


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ('<p>见<a href="https://a.example/">通知</a>。</p>', "见通知 <https://a.example/>。"),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "https://a.example/"),
        ("<p>甲<br>乙</p><p>丙</p>", "甲\n乙\n\n丙"),
        ("<ul><li>甲<ol><li>乙</li></ol></li></ul>", "- 甲\n  1. 乙"),
        (
            '<table><thead><tr><th colspan="2">数</th><th>量</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table>",
            "数\t\t量\n1\t2 3",
        ),
    ],
)
def test_text_of_a_body(html, written):
    assert text(html) == written


def test_text_is_laid_out_as_print_is():
    written = export_text(factories.document())
    assert "本期导读\n\n◆政策热点\n\n- 江州省印发《关于规范门诊预约的通知》\n- 怀岭市" in written
    assert "\n\n一、政策热点\n\n1.江州省印发" in written
    assert (
        "\n\n（一）论文摘要选登\n\n供参考。\n\n序号\t论文名称\t发表期刊\t发表时间\t论文摘要\n1\t" in written
    )
    assert "\n2\t第2人民医院\t第2人民医院新闻2\thttps://h2.example/2\n" in written
    assert written.endswith("\n\n编辑：林知远\n\n审核：周慎行\n")


def test_source_is_followed_by_its_address():
    entry = PolicyItem(
        title="通知", body_html="<p>正文。</p>", source="江州网", source_url="https://a.example/1"
    )
    document = factories.document(sections=(Section(kind="policies", title="政策热点", entries=(entry,)),))
    assert "正文。（来源于江州网 <https://a.example/1>）" in export_text(document)
    assert "正文。（来源于[江州网](https://a.example/1)）" in export_markdown(document)


@pytest.mark.parametrize("export", [export_text, export_markdown])
def test_annex_of_a_draft_has_no_address(export):
    part = Part(title="政策汇总", entries=(notice(annexes=(annex(b"a,b"),)),))
    document = factories.document(sections=(Section(kind="papers", title="理论优选", parts=(part,)),))
    assert "/issues/7/annexes/" in export(document)
    assert "/annexes/" not in export(document, is_draft=True)


@pytest.mark.parametrize("export", [export_text, export_markdown, export_html])
def test_draft_says_so_within(export):
    document = factories.document()
    assert DRAFT_MARK in export(document, is_draft=True)
    assert DRAFT_MARK not in export(document)


@pytest.mark.parametrize(("name", "export"), [("a.txt", export_text), ("a.md", export_markdown)])
def test_mark_of_a_draft_does_not_come_in_as_content(name, export):
    """Each reader takes it for furniture, so a draft is read as what it would be without it."""
    document = factories.document()
    marked, plain = (
        read_upload(export(document, is_draft=is_draft).encode(), name) for is_draft in (True, False)
    )
    assert DRAFT_MARK[:2] not in str(marked.document)
    assert [(r.reason, r.text) for r in marked.remarks] == [(r.reason, r.text) for r in plain.remarks]
    assert [e.heading for e in marked.document.entries] == [e.heading for e in plain.document.entries]
    assert marked.document.title == plain.document.title


@pytest.mark.parametrize("export", [export_text, export_markdown, export_html])
def test_imprint_stands_at_the_beginning_and_at_the_end(export):
    written = export(factories.document(imprint=factories.imprint()))
    cover, last_page = (
        written.index("准印证号：（江）字第2026-0417号　内部资料，免费交流"),
        written.index("印数：300份"),
    )
    assert cover < written.index("本期导读") < written.index("编辑：林知远") < last_page
    assert "印刷日期：2026年3月28日" in written
