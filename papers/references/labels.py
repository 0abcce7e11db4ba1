"""The format in which each line begins with a Chinese label: 【题名】 or 题名：."""

import re

from papers.references.records import Vocabulary
from papers.references.tagged import TaggedFormat

LABELS = {
    "title": "题名 篇名 文献标题 文献题名 论文标题 论文题名 论文题目 论文名称 中文题名 中文标题 标题 题目 文题",
    "authors": "作者 作者姓名 全部作者 责任者 著者 中文作者 论文作者",
    "journal": "刊名 期刊名称 期刊名 期刊 来源 文献来源 来源期刊 出处 刊物名称 发表期刊 中文刊名 母体文献 来源刊名",
    "published": "年 年份 出版年 发表年 发表时间 发表日期 出版时间 出版日期 年卷期 年期 在线出版日期 刊出日期",
    "abstract": "摘要 文摘 内容摘要 中文摘要 论文摘要",
    "doi": "DOI DOI号 DOI码 唯一标识",
    "url": "网址 链接 链接地址 原文链接 全文链接 文献链接 URL 文献网址",
    "type": "文献类型 文献类别 来源库 资源类型",
    "": """
        机构 作者单位 单位 作者机构 机构名称 关键词 中文关键词 分类号 中图分类号 ISSN ISSN号 ISBN CN CN号 卷 卷号 期 期号 卷期
        页 页码 起止页码 基金 基金项目 基金资助 语种 语言 英文题名 英文标题 英文作者 英文摘要 英文文摘 英文刊名 英文关键词
        外文题名 外文标题 外文摘要 第一作者 通讯作者 通信作者 馆藏号 出版者 主办单位 被引量 被引次数 下载量 学科 收录
        收录情况 数据库 序号
    """,
}
"""The labels of 维普, 万方 and others; there may be a blank between any two characters."""


def _in_any_spacing(labels: str) -> str:
    return "|".join(r"\s*".join(label) for label in sorted(labels.split(), key=len, reverse=True))


_ANY_LABEL = _in_any_spacing(" ".join(LABELS.values()))
_NUMBERED = r"[\ufeff ]*(?:[\[【(（]?\d{1,4}[\]】)）]?[.、．:：]?\s*)?"

LABELLED = TaggedFormat(
    label="带项目名称的文本（如维普、万方的自定义导出）",
    line=re.compile(
        rf"{_NUMBERED}(?P<open>[\[【〔{{])?\s*(?P<tag>{_ANY_LABEL})\s*(?(open)[\]】〕}}]\s*[:：]?|[:：])\s*(?P<text>.*)",
        re.IGNORECASE,
    ),
    start=re.compile(
        rf"{_NUMBERED}(?:[\[【〔]\s*(?:{_ANY_LABEL})\s*[\]】〕]|(?:{_in_any_spacing(LABELS['title'])})\s*[:：])",
        re.IGNORECASE,
    ),
    unknown=re.compile(
        rf"{_NUMBERED}[\[【〔]\s*(?P<tag>[^\[\]【】〔〕]{{1,12}})\s*[\]】〕]\s*[:：]?\s*(?P<text>.*)"
    ),
    paragraphs=frozenset(f"{LABELS['abstract']} {LABELS['title']}".split()),
    once=frozenset(LABELS["title"].split()),
    in_any_order=True,
    vocabulary=Vocabulary(
        means={meaning: tuple(labels.split()) for meaning, labels in LABELS.items() if meaning},
        names={label: label for label in LABELS[""].split()},
        plumbing=frozenset({"序号"}),
    ),
)
