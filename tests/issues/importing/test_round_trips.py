"""What we write comes back: every field from text and Markdown as far as those forms can say it, and nothing without a word."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospitals.document import CaseStudy, HospitalNewsLink, PeerExperience
from issues import richtext
from issues.document import Contact, Document, Section
from issues.document.dumping import dumps
from issues.document.partial_date import PartialDate
from issues.exporting.markdown import export_markdown
from issues.exporting.text import export_text
from issues.importing.formats import read_file
from issues.importing.recognition import Recognition
from papers.document import JournalAbstract
from policies.document import PolicyItem

PLACES = st.sampled_from(["江州", "云溪", "望海", "青桐", "石桥", "临江"])
TOPICS = st.sampled_from(["门诊预约", "床位统筹", "日间手术", "用药安全", "病案质量", "成本核算"])
SENTENCES = st.sampled_from(
    [
        "会议要求各科室细化分工，压实责任，按月通报进展。",
        "经过半年运行，平均候诊时间由42分钟缩短至18分钟。",
        "白细胞5×10<sup>9</sup>/L，血氧SpO<sub>2</sub>平稳。",
        "<strong>一是健全机制。</strong>建立多部门会商制度。",
        "患者满意度达96.5%，较上年提高3个百分点。",
    ]
)
bodies = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=3, unique=True).map(lambda values: f"<p>{''.join(values)}</p>"),
    min_size=1,
    max_size=3,
    unique=True,
).map(lambda values: richtext.clean("".join(values)))
dates = st.dates(date(2025, 1, 1), date(2026, 9, 30)).map(lambda d: PartialDate(d.year, d.month, d.day))


def _policy(city: str, topic: str, body: str, number: int | None, issued: PartialDate | None) -> PolicyItem:
    return PolicyItem(
        title=f"{city}市卫生健康委印发《关于加强{topic}工作的通知》",
        issuing_bodies=(f"{city}市卫生健康委",),
        document_title=f"关于加强{topic}工作的通知",
        document_number=f"{city[0]}卫医发〔2026〕{number}号" if number else None,
        issued_on=issued,
        body_html=body,
        source=f"{city}市卫生健康委网站",
        source_url=None,
    )


def _experience(city: str, topic: str, body: str) -> PeerExperience:
    hospital = f"{city}市人民医院"
    return PeerExperience(
        title=f"{hospital}推进{topic}改革",
        hospital=hospital,
        body_html=body,
        source="该院网站",
        source_url=None,
    )


def _case(city: str, topic: str, body: str) -> CaseStudy:
    return CaseStudy(
        title=f"{topic}为何见效",
        hospital=f"{city}市中心医院",
        body_html=body,
        source=f"{city}日报",
        source_url=None,
    )


def _abstract(city: str, topic: str, names: int) -> JournalAbstract:
    return JournalAbstract(
        title=f"{city}地区{topic}的效果评价",
        journal="江州医院管理",
        published=PartialDate(2026, 8),
        authors=("秦望舒", "顾南枝", "林知微")[:names],
        abstract=f"目的：评价{topic}的效果。方法：前后对照。结果：计数降至10⁻³。结论：有效。",
        doi=None,
        url=None,
    )


def _link(city: str, topic: str, number: int) -> HospitalNewsLink:
    hospital = f"{city}市第一医院"
    return HospitalNewsLink(
        hospital=hospital, title=f"{topic}新举措", url=f"https://a.example/news/{number}.html"
    )


def _listed(entries, size=3, **options):
    return st.lists(entries, min_size=1, max_size=size, unique_by=lambda entry: entry.title, **options).map(
        tuple
    )


documents = st.builds(
    lambda policies, experiences, papers, news, cases: Document(
        number=9,
        date=date(2026, 10, 30),
        title="动态参考",
        publishers=("江州省医院管理研究院",),
        contact=Contact(name="林知远", phone="0512-55501234"),
        editor="林知远",
        reviewer="周慎行",
        sections=(
            Section(kind="policies", title="政策热点", entries=policies),
            Section(kind="experiences", title="他山之石", entries=experiences),
            Section(kind="papers", title="理论优选", intro="本期摘编论文若干篇，供参考。", entries=papers),
            Section(kind="news", title="医院资讯", entries=news),
            Section(kind="cases", title="典型案例", entries=cases),
        ),
    ),
    _listed(st.builds(_policy, PLACES, TOPICS, bodies, st.none() | st.integers(1, 99), st.none() | dates)),
    _listed(st.builds(_experience, PLACES, TOPICS, bodies)),
    _listed(st.builds(_abstract, PLACES, TOPICS, st.integers(0, 3))),
    st.lists(
        st.builds(_link, PLACES, TOPICS, st.integers(1, 999)),
        min_size=1,
        max_size=4,
        unique_by=lambda e: e.url,
    ).map(lambda links: tuple(sorted(links, key=lambda link: link.hospital))),
    _listed(st.builds(_case, PLACES, TOPICS, bodies)),
)


def words_of(document: Document) -> list[dict[str, object]]:
    """The fields of every entry; of a body its words."""
    return [_fields(entry) for entry in document.entries]


def _fields(entry) -> dict[str, object]:
    values = {
        name: getattr(entry, name) for name in entry.__dataclass_fields__ if name not in ("uid", "kind")
    }
    if "body_html" in values:
        values["body_html"] = re.sub(r"\s+", "", richtext.plain_text(with_signs(values["body_html"])))
    return values


def with_signs(html: str) -> str:
    return html.replace("<sup>9</sup>", "⁹").replace("<sub>2</sub>", "₂")


def misread(recognition: Recognition) -> list[str]:
    return [remark.reason for remark in recognition.remarks if remark.is_unrecognised]


@pytest.mark.parametrize(("form", "write"), [("txt", export_text), ("md", export_markdown)])
@given(document=documents)
def test_our_text_and_markdown_read_again_say_the_same(form, write, document):
    recognition = read_file(write(document).encode(), f"a.{form}")
    assert words_of(recognition.document) == words_of(document)
    assert misread(recognition) == []
    head = ("number", "date", "title", "publishers", "contact", "editor", "reviewer")
    assert [getattr(recognition.document, name) for name in head] == [
        getattr(document, name) for name in head
    ]


@given(document=documents)
def test_our_markdown_read_again_keeps_bold_raised_and_lowered(document):
    recognition = read_file(export_markdown(document).encode(), "a.md")
    kept = [
        re.findall(r"<(?:sup|sub)>.*?</(?:sup|sub)>", getattr(entry, "body_html", ""))
        for entry in recognition.document.entries
    ]
    assert kept == [
        re.findall(r"<(?:sup|sub)>.*?</(?:sup|sub)>", getattr(entry, "body_html", ""))
        for entry in document.entries
    ]


@given(document=documents)
def test_our_json_read_again_is_the_same(document):
    recognition = read_file(dumps(document, read_annex=lambda _: None).encode(), "a.json")
    assert (replace(recognition.document), recognition.remarks) == (document, ())
