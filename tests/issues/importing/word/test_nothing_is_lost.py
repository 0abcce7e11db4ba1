"""Documents made at random of all that Word can set into a page: every visible word is in a field or in a remark."""

import json
import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from issues import richtext
from issues.document import as_json
from issues.importing.formats import read_file
from issues.importing.recognition import Recognition
from tests.issues.importing.word.docx_files import docx, p, r

LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
Feature = Callable[[str], str]
"""XML for the inside of a paragraph, which shows the word that it is given."""


def mark(kind: str, inner: str = "") -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'>{inner}</w:fldChar></w:r>"


def code(instruction: str) -> str:
    return f"<w:r><w:instrText xml:space='preserve'>{instruction}</w:instrText></w:r>"


def field(instruction: str, result: str = "") -> str:
    return mark("begin") + code(instruction) + (mark("separate") + result if result else "") + mark("end")


def choice(word: str) -> str:
    entries = f"<w:result w:val='1'/><w:listEntry w:val='无'/><w:listEntry w:val='{word}'/>"
    form = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"
    return mark("begin", form) + code("FORMDROPDOWN") + mark("end")


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def box(word: str) -> str:
    inner = f"<v:shape><v:textbox><w:txbxContent>{p(word)}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:r><w:pict>{inner}</w:pict></w:r>"


def art(word: str) -> str:
    return (
        f'<w:r><w:pict><v:group><v:shape><v:textpath string="{word}"/></v:shape></v:group></w:pict></w:r>'
        + box("盒")
    )


def either(word: str) -> str:
    choices = f'<mc:Choice Requires="wps">{r(word)}</mc:Choice><mc:Fallback>{r(word)}</mc:Fallback>'
    return f"<mc:AlternateContent>{choices}</mc:AlternateContent>"


def picture(word: str) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="{word}"/><a:blip/></wp:inline></w:drawing></w:r>'


INLINE: tuple[Feature, ...] = (
    r,
    lambda word: r(word, "<w:b/><w:i/>"),
    lambda word: r(word, '<w:vertAlign w:val="superscript"/>'),
    lambda word: r("底") + r(word, '<w:position w:val="12"/>'),
    lambda word: r(word, "<w:caps/>"),
    lambda word: r(word, "<w:strike/>"),
    lambda word: r(word, "<w:vanish/>"),
    lambda word: r(word, '<w:rFonts w:ascii="Symbol"/>'),
    lambda word: f"<w:ins>{r(word)}</w:ins>",
    lambda word: f"<w:del><w:r><w:delText>{word}</w:delText></w:r></w:del>",
    lambda word: f"<w:moveTo>{r(word)}</w:moveTo>",
    lambda word: f"<w:smartTag>{r(word)}</w:smartTag>",
    lambda word: f"<w:sdt><w:sdtContent>{r(word)}</w:sdtContent></w:sdt>",
    lambda word: (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r(word)}</w:sdtContent></w:sdt>"
    ),
    lambda word: f'<w:hyperlink w:anchor="x">{r(word)}</w:hyperlink>',
    lambda word: f'<w:fldSimple w:instr="REF x">{r(word)}</w:fldSimple>',
    lambda word: f"<w:r><w:ruby><w:rt>{r(word)}</w:rt><w:rubyBase>{r('字')}</w:rubyBase></w:ruby></w:r>",
    lambda word: field("REF x", r(word)),
    lambda word: field(f"IF {field('PAGE', r('1'))} = 1", r(word)),
    lambda word: field(rf"eq \o\ac(○,{word})"),
    lambda word: field(rf"eq \o(\s\up 8({word}),\s\do 3(下))"),
    lambda word: field(rf"EQ \f({word},2)"),
    lambda word: field(rf"EQ \b\lc\[({word})"),
    lambda word: field(f"QUOTE “{word}”"),
    lambda word: field(f"AUTONUM {word}"),
    choice,
    lambda word: mark("begin") + code(f"EQ {word}"),
    lambda word: math(m(word)),
    lambda word: math(f"<m:nary><m:sub>{m('i')}</m:sub><m:sup>{m('n')}</m:sup><m:e>{m(word)}</m:e></m:nary>"),
    lambda word: math(f"<m:func><m:fName>{m(word)}</m:fName><m:e>{m('x')}</m:e></m:func>"),
    lambda word: math(f"<m:f><m:num>{m(word)}</m:num><m:den>{m('2')}</m:den></m:f>"),
    lambda word: math(f"<m:m><m:mr><m:e>{m('1')}</m:e><m:e>{m(word)}</m:e></m:mr></m:m>"),
    lambda word: math(f"<m:sPre><m:sub>{m(word)}</m:sub><m:sup/><m:e>{m('X')}</m:e></m:sPre>"),
    box,
    art,
    either,
    picture,
)


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


TABLES: tuple[Feature, ...] = (
    lambda word: cell(p("前"), '<w:hMerge w:val="restart"/>') + cell(p(word), "<w:hMerge/>"),
    lambda word: cell(p("前")) + cell(p(word), '<w:cellDel w:id="1"/>'),
    lambda word: cell(p(word), '<w:gridSpan w:val="2"/>'),
    lambda word: cell(f"<w:tbl><w:tr>{cell(p(word))}</w:tr></w:tbl>{p('')}") + cell(p("后")),
    lambda word: cell(p("前")) + f"<w:sdt><w:sdtContent>{cell(p(word))}</w:sdtContent></w:sdt>",
)
words = st.text(st.sampled_from(LETTERS), min_size=6, max_size=6)
inline = st.tuples(st.sampled_from(INLINE), words)
paragraphs = st.lists(inline, min_size=1, max_size=4).map(
    lambda shown: (
        p(r("文") + "".join(feature(word) for feature, word in shown)),
        [word for _, word in shown],
    )
)
rows = st.tuples(st.sampled_from(TABLES), words).map(
    lambda shown: (f"<w:tbl><w:tr>{shown[0](shown[1])}</w:tr></w:tbl>", [shown[1]])
)
documents = st.lists(paragraphs | rows, min_size=1, max_size=6)
HEAD = "".join(
    map(
        p,
        (
            "动态参考",
            "第9期",
            "江州省医院管理研究院",
            "2026年10月30日",
            "五、典型案例",
            "1.江州省人民医院改进流程",
        ),
    )
)


def kept(recognition: Recognition) -> str:
    """All that is in a field or quoted by a remark, without its blanks."""
    shown = json.dumps(as_json(recognition.document), ensure_ascii=False, default=str)
    bodies = [richtext.plain_text(getattr(entry, "body_html", "")) for entry in recognition.document.entries]
    remarks = [remark.text + remark.reason for remark in recognition.remarks]
    return re.sub(r"\s+", "", "\n".join((shown, *bodies, *remarks)))


@given(documents)
def test_every_visible_word_is_in_a_field_or_in_a_remark(shown: list[tuple[str, list[str]]]) -> None:
    body = HEAD + "".join(xml for xml, _ in shown) + p("（来源于江州省人民医院网站）")
    everything = kept(read_file(docx(body), "a.docx"))
    assert [word for _, shown in shown for word in shown if word not in everything] == []
