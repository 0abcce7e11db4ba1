"""Issues to read, richer than those of `tests.factories`: everything in them is invented."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User

from hospitals.document import HospitalNewsLink
from issues.actor import acting_as
from issues.document import Contact, Document, Entry, Part, Section
from issues.document.partial_date import PartialDate
from issues.models import Issue
from issues.workflow import transitions
from papers.document import JournalAbstract
from policies.document import PolicyItem
from tests import factories
from tests.factories import case_study, journal_abstract, news_link, notice, peer_experience


def policy_item(title: str = "青州卫健委印发《关于优化门诊流程的通知》", **fields: Any) -> PolicyItem:
    return factories.policy_item(
        title,
        **{
            "issuing_bodies": ("青州卫健委",),
            "document_title": "关于优化门诊流程的通知",
            "document_number": "青卫医〔2025〕7号",
            "issued_on": PartialDate(2025, 8, 21),
            "body_html": "<p>8月21日，青州卫健委印发通知，<strong>一是缩短候诊时间。</strong></p>",
            "source": "青州卫健委网站",
            "source_url": "https://wjw.qingzhou.example/art/7.html",
        }
        | fields,
    )


def document(number: int = 9, **fields: Any) -> Document:
    """One issue with every kind of entry; `sections` and any other field can be given."""
    values: dict[str, Any] = {
        "date": date(2025, 9, 28),
        "publishers": ("云溪大学医院管理研究院", "临湖医院管理研究所"),
        "contact": Contact(name="林安然", phone="0555-5550123"),
        "editor": "林安然",
        "reviewer": "周慎行",
        "sections": sections(),
    }
    return factories.document(number, **values | fields)


def sections() -> tuple[Section, ...]:
    return (
        Section(kind="policies", title="政策热点", entries=(policy_item(), policy_item("另一项通知"))),
        Section(kind="experiences", title="他山之石", entries=(peer_experience(),)),
        Section(
            kind="papers",
            title="理论优选",
            parts=(
                Part(title="论文摘要选登", intro="摘编如下，供参考。", entries=(journal_abstract(),)),
                Part(title="全年政策汇总", entries=(notice(),)),
            ),
        ),
        Section(
            kind="news",
            title="医院资讯",
            intro="资讯摘编如下。",
            entries=(
                news_link(),
                news_link("专家门诊延时", url="https://www.yunxi.example/news/2.html"),
                news_link("开放日活动", hospital="临湖医院", url="https://www.linhu.example/n/3"),
            ),
        ),
        Section(kind="cases", title="典型案例", entries=(case_study(),)),
    )


def small_document(number: int = 9, *, entries: tuple[Entry, ...] | None = None, **fields: Any) -> Document:
    """One section of policies: quick to print, for tests that look at something else."""
    shown = (policy_item(),) if entries is None else entries
    return document(number, sections=(Section(kind="policies", title="政策热点", entries=shown),), **fields)


def published_issue(source: Document | None = None, *, editor: User, reviewer: User) -> Issue:
    return factories.published(source or small_document(), editor=editor, reviewer=reviewer)


def carry(issue: Issue, *actions: str, cast: tuple[User, User], note: str = "") -> None:
    """Through the workflow: editor or reviewer, whoever may; superusers play their parts all the same."""
    factories.carry(issue, *((action, _actor(action, cast)) for action in actions), note=note)


def _actor(action: str, cast: tuple[User, User]) -> User:
    people = reversed(cast) if action in ("approve", "return") else cast
    permission = transitions.ACTIONS[action].permission
    return next(person for person in people if person.has_perm(permission))


def correct(issue: Issue, change: Callable[[], object], *, cast: tuple[User, User], note: str) -> None:
    """Publish a correction; `change` edits the rows of the draft."""
    carry(issue, "correct", cast=cast, note=note)
    with acting_as(cast[0]):
        change()
    issue.refresh_from_db()
    carry(issue, "submit", "approve", "publish", cast=cast)


def realistic_document(number: int = 9) -> Document:
    """As long as a real issue: 9 articles, 10 abstracts and 20 links of about 11,000 characters in all."""
    prose = _prose(random.Random(number))  # noqa: S311 - the same at every run
    return document(
        number,
        sections=(
            Section(
                kind="policies",
                title="政策热点",
                entries=tuple(_policy(prose, n) for n in range(4)),
            ),
            Section(
                kind="experiences",
                title="他山之石",
                entries=tuple(
                    peer_experience(next(prose)[:24], body_html=_paragraphs(prose, 3, 255)) for _ in range(4)
                ),
            ),
            Section(
                kind="papers",
                title="理论优选",
                parts=(
                    Part(
                        title="论文摘要选登",
                        intro="摘编如下，供参考。",
                        entries=tuple(_abstract(prose, n) for n in range(10)),
                    ),
                    Part(title="全年政策汇总", entries=(notice(),)),
                ),
            ),
            Section(kind="news", title="医院资讯", entries=tuple(_link(prose, n) for n in range(20))),
            Section(
                kind="cases",
                title="典型案例",
                entries=(case_study(next(prose)[:22], body_html=_paragraphs(prose, 3, 300)),),
            ),
        ),
    )


def _policy(prose: Iterator[str], number: int) -> PolicyItem:
    return policy_item(
        next(prose)[:30],
        document_number=f"青卫医〔2025〕{number}号",
        body_html=_paragraphs(prose, 2, 270),
    )


def _abstract(prose: Iterator[str], number: int) -> JournalAbstract:
    return journal_abstract(
        next(prose)[:26],
        abstract=_text(prose, 275),
        authors=(),
        doi=None,
        url=f"https://journal.example/{number}",
    )


def _link(prose: Iterator[str], number: int) -> HospitalNewsLink:
    uid = UUID(int=number * 7919)
    return news_link(
        next(prose)[:26],
        hospital=f"第{number // 2}人民医院",
        url=f"https://www.h{number // 2}.example/{uid.hex[-6:]}.html",
    )


def _paragraphs(prose: Iterator[str], count: int, length: int) -> str:
    return "".join(
        f"<p><strong>{next(prose)[:12]}。</strong>{_text(prose, length)}</p>" for _ in range(count)
    )


def _text(prose: Iterator[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += next(prose) + "。"
    return text


WORDS = """
    医院 门诊 病房 患者 护理 手术 床位 检验 药事 质控 学科 人才 绩效 成本 预算 医保 支付
    数据 平台 流程 制度 评价 指标 随访 转诊 基层 院区 急诊 影像 病历 预约 候诊 感染 安全
    培训 考核 科研 成果 转化 协同 统筹 规范 优化 推进 建立 完善 加强 提升 缩短 降低 开展
    实施 全院 科室 医师 护士 药师 主任 专班 小组 试点 经验 机制 体系 路径 模式 方案 清单
    台账 目标 任务 责任 监管 信息 智能 模型 系统 移动 时间 次数 比例 费用 收入 结构 效率
    质量 满意 投诉 服务 管理 运营 发展 改革 政策 通知 要求 标准 办法 细则 分级 分类 分段
    逐步 每月 季度 年度 同比 上升 下降 达到 不足 超过 覆盖 联合 共享 互认 下沉 上线 整合
    调配 巡查 复核 反馈 整改 公示 激励 约束 试行 推广
""".split()  # noqa: SIM905 - a list of this length is easier to read as text
LINKS = "与 的 和 由 对 在 从 向 把 按 使 为 并 以 及 将".split()  # noqa: SIM905


def _prose(chance: random.Random) -> Iterator[str]:
    """Clauses of invented prose; about as compressible as the real thing."""
    while True:
        clauses = []
        for _ in range(4):
            words = [chance.choice(WORDS) for _ in range(chance.randint(2, 5))]
            words.insert(chance.randrange(len(words)), chance.choice(LINKS))
            clauses.append("".join(words) + (f"{chance.randint(2, 99)}%" if chance.random() < 0.15 else ""))
        yield "，".join(clauses)
