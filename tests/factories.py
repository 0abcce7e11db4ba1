"""Small documents and issues to try things on; all their text is invented."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from hospitals.document import CaseStudy, HospitalNewsLink, PeerExperience
from issues.actor import acting_as
from issues.document import (
    Annex,
    AnnexColumn,
    AnnexGroup,
    AnnexRow,
    AnnexTable,
    Contact,
    Document,
    Entry,
    Imprint,
    Part,
    Section,
)
from issues.document.kinds import section_kind, section_kinds
from issues.document.outline import outline
from issues.document.partial_date import PartialDate
from issues.editing.storing import store
from issues.models import Issue
from issues.workflow import transitions
from papers.document import JournalAbstract, Notice
from policies.document import PolicyItem


def document(number: int = 7, **changes: Any) -> Document:
    """One issue with every kind of section and entry."""
    values = {
        "date": date(2026, 3, 20),
        "title": "动态参考",
        "publishers": ("望澜医院管理研究所",),
        "contact": Contact(name="林知远", phone="0512-5550 1234"),
        "editor": "林知远",
        "reviewer": "周慎行",
        "sections": sections(),
    }
    return Document(number=number, **(values | changes))  # type: ignore[arg-type]


def imprint(**changes: Any) -> Imprint:
    """All that internal material has to have."""
    values: dict[str, Any] = {
        "regime": "internal",
        "permit": "（江）字第2026-0417号",
        "compiler": "望澜医院管理研究所",
        "recipients": "本系统各医院",
        "printer": "江州青桐印务有限公司",
        "copies": "300份",
        "printed_on": date(2026, 3, 28),
    }
    return Imprint(**values | changes)


def sections() -> tuple[Section, ...]:
    """A section of every kind, in the order of a new issue."""
    return tuple(section(kind.key) for kind in section_kinds())


def section(key: str) -> Section:
    """A section of this kind. A kind that has no arrangement of its own here gets one entry of each of its kinds."""
    if key in SECTIONS:
        return SECTIONS[key]()
    kind = section_kind(key)
    return Section(
        kind=key,
        title=kind.heading,
        entries=tuple(entry(entry_kind.key) for entry_kind in kind.entry_kinds),
    )


def entry(key: str) -> Entry:
    assert key in ENTRIES, f"tests/factories.py has no entry of the kind {key!r}: add it to ENTRIES"
    return ENTRIES[key]()


def numbered_headings(source: Document) -> Iterator[tuple[int, str]]:
    """The headings of sections (level 2) and parts (level 3) as printed."""
    for section in outline(source):
        yield 2, f"{section.label}{section.title}"
        for part in section.parts:
            if part.title:
                yield 3, f"{part.label}{part.title}"


def policies() -> Section:
    return Section(
        kind="policies",
        title="政策热点",
        entries=(policy_item(), policy_item("怀岭市印发《病案首页质量规范》")),
    )


def experiences() -> Section:
    item = peer_experience(
        "望澜市第一医院推行日间手术",
        hospital="望澜市第一医院",
        body_html="<p>流程再造，分步推进。</p>",
    )
    return Section(kind="experiences", title="他山之石", entries=(item,))


def papers() -> Section:
    return Section(
        kind="papers",
        title="理论优选",
        parts=(
            Part(title="论文摘要选登", intro="供参考。", entries=(abstract(1), abstract(2))),
            Part(title="2025年政策汇总", entries=(notice("见附件。", annexes=()),)),
        ),
    )


def news() -> Section:
    return Section(kind="news", title="医院资讯", intro="摘编如下。", entries=tuple(news_links(2)))


def cases() -> Section:
    item = case_study(
        "清淮医院缩短候诊时间",
        hospital="清淮医院",
        body_html="<p>其做法<strong>有三</strong>。</p>",
    )
    return Section(kind="cases", title="典型案例", entries=(item,))


def policy_item(title: str = "江州省印发《关于规范门诊预约的通知》", **changes: Any) -> PolicyItem:
    values = {
        "issuing_bodies": ("江州省卫生健康委员会",),
        "document_number": "江卫医发〔2026〕3号",
        "issued_on": PartialDate(2026, 3),
        "body_html": "<p>通知要求，<strong>一是</strong>分时段预约。</p>",
        "source": "江州省卫生健康委员会网站",
    }
    return PolicyItem(title=title, **(values | changes))


def annex(content: bytes = b"annex", filename: str = "目录.csv") -> Annex:
    return Annex(
        title="附件1：政策目录",
        filename=filename,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
    )


def generated_annex(title: str = "2025年政策汇总", **fields: Any) -> Annex:
    """An annex with the rows that it was generated from."""
    table = AnnexTable(
        columns=(AnnexColumn(heading="文件名", width=3), AnnexColumn(heading="文号", width=2)),
        groups=(
            AnnexGroup(
                title="江州省卫生健康委员会",
                rows=(
                    AnnexRow(cells=("《门诊预约办法》\n（联合发布：江州省中医药局）", "江卫〔2025〕1号")),
                    AnnexRow(cells=("《病案质量规范》", ""), url="https://wjw.example/2025/2"),
                ),
            ),
            AnnexGroup(
                title="江州省医疗保障局", rows=(AnnexRow(cells=("《结算办法》", "江医保〔2025〕4号")),)
            ),
        ),
    )
    return replace(annex(b"generated", f"{title}.csv"), title=title, table=table, **fields)


def peer_experience(title: str = "云溪医院推行“一站式”服务", **fields: Any) -> PeerExperience:
    values = {"hospital": "云溪医院", "body_html": "<p>医院把挂号、缴费与检查预约并到一处。</p>"}
    return PeerExperience(title=title, **values | fields)


def case_study(title: str | None = "日间手术中心的排程改进", **fields: Any) -> CaseStudy:
    values = {"hospital": "临湖医院", "body_html": "<p>首台准时开台率由六成升至九成。</p>"}
    return CaseStudy(title=title, **values | fields)


def journal_abstract(title: str = "床位统筹的效果评价", **fields: Any) -> JournalAbstract:
    values = {
        "journal": "医院运营研究",
        "published": PartialDate(2025, 7),
        "authors": ("顾清和", "苏明远"),
        "abstract": "目的：评价床位统筹的效果。\n结论：可以推广。",
        "doi": "10.5555/yyyj.2025.07.003",
        "url": "https://journal.example/abs/3",
    }
    return JournalAbstract(title=title, **values | fields)


def notice(text: str = "本刊汇总了全年公开的政策文件。\n目录见附件。", **fields: Any) -> Notice:
    values = {"topic": "policy_compendium", "year": 2025, "annexes": (annex(),)}
    return Notice(text=text, **values | fields)


def news_link(title: str = "新院区门诊试运行", **fields: Any) -> HospitalNewsLink:
    values = {"hospital": "云溪医院", "url": "https://www.yunxi.example/news/1.html?a=1&b=2"}
    return HospitalNewsLink(title=title, **values | fields)


def abstract(n: int, **changes: Any) -> JournalAbstract:
    values = {
        "journal": "江州医院管理",
        "published": PartialDate(2026, 2, n % 28 + 1),
        "authors": (),
        "abstract": f"目的：研究之{n}。",
        "doi": None,
        "url": None,
    }
    return journal_abstract(f"医院运营研究（{n}）", **(values | changes))


def news_links(hospitals: int, each: int = 2) -> list[Entry]:
    return [
        news_link(f"第{h}人民医院新闻{n}", hospital=f"第{h}人民医院", url=f"https://h{h}.example/{n}")
        for h in range(1, hospitals + 1)
        for n in range(1, each + 1)
    ]


SECTIONS: dict[str, Callable[[], Section]] = {
    "policies": policies,
    "experiences": experiences,
    "papers": papers,
    "news": news,
    "cases": cases,
}
"""By kind of section, where the tests want more than one entry of each kind."""
ENTRIES: dict[str, Callable[[], Entry]] = {
    "policy_item": policy_item,
    "peer_experience": peer_experience,
    "journal_abstract": journal_abstract,
    "notice": notice,
    "hospital_news_link": news_link,
    "case_study": case_study,
}
"""By kind of entry: every kind that an app registers."""


def issue_of(source: Document, by: User | None = None) -> Issue:
    """A draft of this document, edited by `by`."""
    with acting_as(by):
        return store(source)


def carry(issue: Issue, *acts: tuple[str, User], note: str = "") -> Issue:
    """Through the workflow; where a note is needed one is given."""
    for action, by in acts:
        needs_note = transitions.ACTIONS[action].needs_note
        transitions.perform(issue, action, by=by, note=note or (f"{needs_note}：测试" if needs_note else ""))
    return issue


def published(source: Document, *, editor: User, reviewer: User) -> Issue:
    issue = issue_of(source, editor)
    return carry(issue, ("submit", editor), ("approve", reviewer), ("publish", editor))
