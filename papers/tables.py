"""论文摘要 and 期刊名录 as tables."""

import re
import unicodedata

from issues.tables.authorities import AuthorityTable, naming
from issues.tables.columns import Column
from issues.tables.entries import EntryTable
from papers.doi import bare
from papers.models import Journal, JournalAbstract


def as_issn(text: str) -> str:
    """12345678, 1234－567x → 1234-5678, 1234-567X; with or without ISSN before it."""
    plain = re.sub(r"(?i)^issn|[\s:：]", "", unicodedata.normalize("NFKC", text)).upper()
    found = re.fullmatch(r"(\d{4})-?(\d{3}[\dX])", plain)
    return f"{found[1]}-{found[2]}" if found else text


class JournalAbstractTable(EntryTable):
    record, printed = Journal, "journal"
    key = ("title", "journal")
    columns = (
        Column("title", "题名", "标题", "篇名", "论文题目", "论文标题", "文题", "Title", is_required=True,
               example="日间手术流程再造的效果评价"),
        Column("journal", "刊名", "期刊", "期刊名称", "来源期刊", "文献来源", "来源", "Source", is_required=True,
               example="江州医院管理", note="按刊出的写法；简称、别名会自动对应到期刊名录。"),
        Column("published", "发表日期", "出版时间", "发表年月", "发表年份", "年", "年份", "PubTime", "Year",
               example="2026-02", note="2026、2026-02 或 2026-02-15；2026年2月 也可以。"),
        Column("authors", "作者姓名", "著者", "责任者", "Author", example="沈知秋；顾南枝", note="多位作者用“；”或“、”隔开。"),
        Column("abstract", "摘要", "内容摘要", "中文摘要", "Summary", "Abstract", example="目的：……方法：……结果：……结论：……"),
        Column("doi", "DOI号", tidy=bare, example="10.1234/example.2026.02.001"),
        Column("url", "链接", "链接地址", "网站链接", "URL", "Link", example="https://journal.example/2026/2/1"),
    )  # fmt: skip

    class Meta(EntryTable.Meta):
        model = JournalAbstract


class JournalTable(AuthorityTable):
    columns = (
        *naming("刊名", "期刊", "期刊名称", "期刊名", example="江州医院管理"),
        Column("issn", "ISSN号", "国际刊号", "国际标准刊号", tidy=as_issn, example="1234-5678"),
        Column("cn_number", "CN号", "国内刊号", "国内统一刊号", "刊号", example="CN 11-1234/R"),
        Column("sponsor", "主办", "主管主办单位", example="江州省医院协会"),
        Column(
            "is_core", "核心期刊", "是否核心", "北大核心期刊", "是否北大核心", example="是", note="是或否。"
        ),
        Column("indexed_in", "收录情况", "数据库收录", example="CSCD；科技核心", note="多个用“；”隔开。"),
        Column("frequency", "出版周期", "出版频率", example="月刊"),
        Column("website", "网址", "官网", "投稿网站", "投稿系统", "网站", example="https://journal.example/"),
        Column("email", "邮箱", "电子邮箱", "E-mail", "Email", example="editor@journal.example"),
        Column("phone", "联系电话", "编辑部电话", example="0512-5550 1234"),
        Column("review_time", "审稿时间", "审稿期", example="约 2 个月"),
        Column("fees", "收费", "费用说明", "版面费", "审稿费", example="审稿费 100 元，版面费另议"),
        Column("remarks", "说明", "备注", "投稿要求"),
    )

    class Meta(AuthorityTable.Meta):
        model = Journal
