"""Generated documents: every kind, optional fields present or absent, awkward characters."""

import hashlib
from datetime import date
from html import escape

from hypothesis import strategies as st

from hospitals.document import CaseStudy, HospitalNewsLink, PeerExperience
from issues import richtext
from issues.document import Annex, Contact, Document, Part, Section
from issues.partial_date import PartialDate
from papers.document import JournalAbstract, Notice
from policies.document import PolicyItem

CHARACTERS = st.sampled_from("医院管理政策动态参考“”《》（）—…、。；：％AaZz09 .,<>&'\"/\\=+-@#𠮷ｱé²")
lines = st.text(CHARACTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
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


paragraphs = st.tuples(st.sampled_from(["{}", "<strong>{}</strong>", "{}<sup>2</sup>"]), lines).map(
    lambda pair: f"<p>{pair[0].format(escape(pair[1]))}</p>"
)
bodies = st.lists(paragraphs, max_size=3).map("".join).map(richtext.clean)
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


def _annex(title: str, stem: str, words: str) -> Annex:
    filename, content = f"{stem}件.txt", words.encode()
    fingerprint = hashlib.sha256(content).hexdigest()
    return Annex(title=title, filename=filename, sha256=fingerprint, size=len(content), content=content)


annexes = st.builds(_annex, lines, lines, texts)
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
documents = st.builds(
    Document,
    number=st.integers(1, 9999),
    date=dates,
    title=lines,
    publishers=names,
    contact=st.builds(Contact, name=lines | st.just(""), phone=lines | st.just("")),
    editor=lines | st.just(""),
    reviewer=lines | st.just(""),
    sections=st.lists(all_sections, max_size=5).map(tuple),
)
