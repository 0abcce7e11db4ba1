"""Generated documents: every kind, optional fields present or absent, awkward characters."""

import hashlib
from datetime import date
from html import escape

from hypothesis import strategies as st

from hospitals.document import CaseStudy, HospitalNewsLink, PeerExperience
from issues import richtext
from issues.document import (
    Annex,
    AnnexColumn,
    AnnexGroup,
    AnnexRow,
    AnnexTable,
    Contact,
    Document,
    Imprint,
    Part,
    Section,
)
from issues.document.partial_date import PartialDate
from issues.document.plain_text import as_line
from papers.document import JournalAbstract, Notice
from policies.document import PolicyItem

ORDINARY = "医院管理政策动态参考“”《》（）—…、。；：％AaZz09 .,<>&'\"/\\=+-@#𠮷ｱé²"
AWKWARD = "\u00a0\u3000\u2003\u2011\u00ad\u200b\u200d\ufe0f\u0300\ue000\t😀👩שع𰻞"
CHARACTERS = st.sampled_from(ORDINARY * 3 + AWKWARD)
lines = st.text(CHARACTERS, min_size=1, max_size=30).map(as_line).filter(bool)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
addresses = st.from_regex(r"https?://[a-z]{1,8}\.example/[a-z0-9?=&%/]{0,20}", fullmatch=True)
dates = st.dates(date(1949, 10, 1), date(2099, 12, 31))
partial_dates = st.one_of(
    dates.map(lambda d: PartialDate(d.year)),
    dates.map(lambda d: PartialDate(d.year, d.month)),
    dates.map(lambda d: PartialDate(d.year, d.month, d.day)),
)
names = st.lists(lines, max_size=3).map(tuple)


def maybe(values):
    return st.none() | values


def _filled(form: str, text: str) -> str:
    return form.format(escape(text))


MARKED = (
    "{}",
    "<strong>{}</strong>",
    "<em>{}</em>",
    "<strong><em>{}</em></strong>",
    "{}<sup>2</sup>",
    "H<sub>{}</sub>",
    '<a href="https://a.example/?q=1&amp;b=%20#c">{}</a>',
    '<a href="mailto:a@b.example"><strong>{}</strong>、</a>',
    "{}<br>又一行",
)
words = st.lists(st.builds(_filled, st.sampled_from(MARKED), lines), min_size=1, max_size=3).map("".join)
paragraphs = words.map(lambda text: f"<p>{text}</p>")
spans = st.sampled_from(["", "", "", ' rowspan="2"', ' colspan="2"', ' rowspan="3" colspan="4"'])


def _lists(blocks):
    items = st.lists(words | blocks | st.tuples(words, blocks).map("".join), min_size=1, max_size=3)
    return st.builds(
        lambda tag, items: f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>",
        st.sampled_from(["ul", "ol"]),
        items,
    )


def _tables(blocks):
    cells = st.builds(
        lambda tag, span, inside: f"<{tag}{span}>{inside}</{tag}>",
        st.sampled_from(["td", "td", "th"]),
        spans,
        st.just("") | words | blocks,
    )
    rows = st.lists(cells, min_size=1, max_size=3).map(lambda shown: f"<tr>{''.join(shown)}</tr>")
    groups = st.lists(rows, min_size=1, max_size=4).map("".join)
    return st.builds(
        lambda head, body: f"<table>{head and f'<thead>{head}</thead>'}<tbody>{body}</tbody></table>",
        st.just("") | rows,
        groups,
    )


blocks = st.recursive(paragraphs, lambda inner: _lists(inner) | _tables(inner), max_leaves=5)
long_tables = st.integers(20, 40).map(
    lambda count: (
        "<table>" + "".join(f"<tr><th>{n}</th><td>第{n}行</td></tr>" for n in range(count)) + "</table>"
    )
)
bodies = st.one_of(
    st.lists(paragraphs, max_size=3).map("".join),
    st.lists(blocks, max_size=3).map("".join),
    st.tuples(paragraphs, long_tables).map("".join),
).map(richtext.clean)
article = {
    "title": lines,
    "hospital": maybe(lines),
    "body_html": bodies,
    "source": maybe(lines),
    "source_url": maybe(addresses),
}
policy_items = st.builds(
    PolicyItem,
    title=lines,
    issuing_bodies=names,
    document_title=maybe(lines),
    document_number=maybe(lines),
    issued_on=maybe(partial_dates),
    body_html=bodies,
    source=maybe(lines),
    source_url=maybe(addresses),
)
abstracts = st.builds(
    JournalAbstract,
    title=lines,
    journal=lines,
    published=maybe(partial_dates),
    authors=names,
    abstract=texts,
    doi=maybe(lines),
    url=maybe(addresses),
)


def _annex(title: str, stem: str, words: str, table: AnnexTable | None) -> Annex:
    filename, content = f"{stem}件.txt", words.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Annex(
        title=title, filename=filename, sha256=sha256, size=len(content), content=content, table=table
    )


def _tables_with(count: int):
    columns = st.builds(AnnexColumn, heading=lines, width=st.integers(1, 40))
    cells = st.lists(texts | st.just(""), min_size=count, max_size=count).map(tuple)
    rows = st.builds(AnnexRow, cells=cells, url=maybe(addresses))
    groups = st.builds(AnnexGroup, title=lines | st.just(""), rows=st.lists(rows, max_size=3).map(tuple))
    return st.builds(
        AnnexTable,
        columns=st.lists(columns, min_size=count, max_size=count).map(tuple),
        groups=st.lists(groups, max_size=2).map(tuple),
    )


annex_tables = st.integers(1, 4).flatmap(_tables_with)
annexes = st.builds(_annex, lines, lines, texts, maybe(annex_tables))
notices = st.builds(
    Notice,
    topic=st.sampled_from(["policy_compendium", "journal_submission", "other"]),
    year=maybe(st.integers(1949, 2099)),
    text=texts,
    annexes=st.lists(annexes, max_size=2).map(tuple),
)
links = st.builds(HospitalNewsLink, hospital=lines, title=lines, url=addresses)
parts = st.builds(
    Part,
    title=lines,
    intro=maybe(texts),
    entries=st.one_of(
        st.lists(abstracts, max_size=2).map(tuple),
        notices.map(lambda notice: (notice,)),
    ),
)


def _section(kind, entries=None, **more):
    own = st.just(()) if entries is None else st.lists(entries, max_size=3).map(tuple)
    return st.builds(Section, kind=st.just(kind), title=lines, intro=maybe(texts), entries=own, **more)


all_sections = st.one_of(
    _section("policies", policy_items),
    _section("experiences", st.builds(PeerExperience, **article)),
    _section("papers", parts=st.lists(parts, max_size=3).map(tuple)),
    _section("papers", abstracts),
    _section("news", links),
    _section("cases", st.builds(CaseStudy, **(article | {"title": maybe(lines)}))),
)
maybe_line = lines | st.just("")
imprints = st.builds(
    Imprint,
    regime=st.sampled_from(["", "official", "internal", "online"]),
    page_format=st.sampled_from(["", "official"]),
    permit=maybe_line,
    compiler=maybe_line,
    recipients=maybe_line,
    printer=maybe_line,
    copies=maybe_line,
    printed_on=maybe(dates),
)
documents = st.builds(
    Document,
    number=st.integers(1, 9999),
    date=dates,
    title=lines,
    publishers=names,
    contact=st.builds(Contact, name=lines | st.just(""), phone=lines | st.just("")),
    imprint=st.just(Imprint()) | imprints,
    editor=lines | st.just(""),
    reviewer=lines | st.just(""),
    sections=st.lists(all_sections, max_size=5).map(tuple),
)
