"""The spreadsheets of 论文摘要 and 期刊名录."""

import re
import unicodedata
from functools import lru_cache

from issues.spreadsheets.columns import Column
from issues.spreadsheets.entries import NAMED, EntryTable
from issues.spreadsheets.files.grid import Grid
from issues.spreadsheets.name_records import NameRecordTable, naming
from papers.column_names import NAMES, WEAK
from papers.doi import bare
from papers.models import Journal, JournalAbstract
from papers.references import values
from papers.references.authors import names_in

JOINED = re.compile(r"[,，\[［【<＊*&等]|[㐀-鿿][\d¹²³（(]|\sand\s|[㐀-鿿] +[㐀-鿿]|et al", re.IGNORECASE)
"""Matches a line of authors that may be more than names between semicolons."""
MORE = re.compile(r"等|et\.? al|others", re.IGNORECASE)
MARKED = re.compile(r"</?su[bp]|&lt;/?su[bp]|\(#br\)|<正>|＜正＞", re.IGNORECASE)


def as_issn(text: str) -> str:
    """12345678, 1234－567x → 1234-5678, 1234-567X; with or without ISSN before it."""
    plain = re.sub(r"(?i)^issn|[\s:：]", "", unicodedata.normalize("NFKC", text)).upper()
    match = re.fullmatch(r"(\d{4})-?(\d{3}[\dX])", plain)
    return f"{match[1]}-{match[2]}" if match else text


@lru_cache(maxsize=4096)  # ten thousand rows have a few hundred dates
def as_date(text: str) -> str:
    """Reads a date as the import of references does, with English months too. Other text is unchanged, and refused later."""
    try:
        return str(values.as_published(text)) if text.strip() else ""
    except ValueError:
        return text.strip()


def as_authors(text: str) -> str:
    """Splits authors as the import of references does: also at commas, if the names are Chinese."""
    return "；".join(names_in(text).names) if JOINED.search(text) else text.strip()


def as_title(text: str) -> str:
    return values.as_line(text) if _is_marked(text) else text.strip()


def as_abstract(text: str) -> str:
    return values.as_abstract(text) if _is_marked(text) else text.strip()


def _is_marked(text: str) -> bool:
    """Whether the text has markup. Looks for single characters first, because the pattern is slow and few abstracts have any."""
    has_signs = "<" in text or "＜" in text or "(#" in text or "&lt" in text
    return has_signs and MARKED.search(text) is not None


class JournalAbstractTable(EntryTable):
    record, printed = Journal, "journal"
    key = ("title", "journal")
    columns = (
        Column("title", *NAMES["title"], weak=WEAK["title"], is_required=True, tidy=as_title,
               example="日间手术流程再造的效果评价"),
        Column("journal", *NAMES["journal"], weak=WEAK["journal"], is_required=True, example="江州医院管理",
               note="按刊出的写法；简称、别名会自动对应到期刊名录。"),
        Column("published", *NAMES["published"], weak=WEAK["published"], tidy=as_date, example="2026-02",
               note="2026、2026-02 或 2026-02-15；2026年2月 也可以。"),
        Column("authors", *NAMES["authors"], weak=WEAK["authors"], tidy=as_authors, example="沈知秋；顾南枝",
               note="多位作者用“；”或“、”隔开；中文姓名也可用逗号。"),
        Column("abstract", *NAMES["abstract"], weak=WEAK["abstract"], tidy=as_abstract,
               example="目的：……方法：……结果：……结论：……"),
        Column("doi", *NAMES["doi"], tidy=bare, example="10.1234/example.2026.02.001"),
        Column("url", *NAMES["url"], weak=WEAK["url"], example="https://journal.example/2026/2/1"),
    )  # fmt: skip

    class Meta(EntryTable.Meta):
        model = JournalAbstract

    def load(self, dataset: Grid) -> None:
        super().load(dataset)
        if (heading := self.fields["authors"].column_name) in dataset.headers:
            _note_others(dataset, dataset.headers.index(heading))


def _note_others(dataset: Grid, index: int) -> None:
    incomplete = [
        (line, row[index])
        for line, row in zip(dataset.lines, dataset.rows, strict=True)
        if MORE.search(row[index]) and names_in(row[index]).others
    ]
    if incomplete:
        lines = "、".join(str(line) for line, _ in incomplete[:NAMED]) + (
            "……" if len(incomplete) > NAMED else ""
        )
        dataset.notes.append(f"第 {lines} 行的作者没有列全（后面写着“等”）；“等”没有导入。")


class JournalTable(NameRecordTable):
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

    class Meta(NameRecordTable.Meta):
        model = Journal
