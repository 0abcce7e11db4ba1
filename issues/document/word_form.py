"""The format of our own Word file, which exporting writes and importing reads: every field has its own style, entries
begin at bookmarks, and fields that are not printed are stored in a custom XML part.

Each entry kind has one of three layouts (`EntryKind.word`). See docs/decisions/0020.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

PREFIX = "动态参考 "
NAMESPACE = "urn:digest-issue:word"
"""Namespace of the custom XML parts: <issue> contains the unprinted fields, <annex> a piece of a file."""
MARK = "动态参考格式"
"""The custom document property that contains the version of the format."""

# Paragraph styles
MASTHEAD, NUMBER_LINE, PUBLISHER, IMPRINT = "刊名", "期次", "主办单位", "版头信息"
GUIDE_TITLE, GUIDE_SECTION, GUIDE_LINE = "导读", "导读栏目", "导读条目"
SECTION, PART, ENTRY, PART_ENTRY = "栏目标题", "分标题", "条目标题", "分标题下条目标题"
INTRO, FACTS, BODY, NOTICE, ANNEX = "引言", "条目资料", "正文", "通知正文", "附件"
ORDERED, UNORDERED, CONTINUED = "编号列表", "项目列表", "列表续段"
CELL, HEAD_CELL, COLUMN_HEAD, COUNT = "单元格", "行首单元格", "表头", "序号"
CELL_ORDERED, CELL_UNORDERED, CELL_CONTINUED = "单元格编号列表", "单元格项目列表", "单元格列表续段"
GAP = "间隔"
"""An empty line: separates two lists or tables that Word would join, or fills an empty cell."""
ANNEX_LABEL, ANNEX_HEADING = "附件序号", "附件页标题"
ANNEX_CELL, ANNEX_NAME, ANNEX_DETAIL = "附件页单元格", "附件页首列", "附件页小字"
"""On the pages after the issue, which show what the annexes of its notices contain."""
COLOPHON, HEADER, FOOTER = "版记", "页眉文字", "页脚文字"
COVER_NOTE, ISSUED = "封面标注", "印发信息"
# Character styles
NUMBER, DATE, CONTACT_NAME, CONTACT_PHONE = "期号", "出版日期", "联系人", "联系电话"
EDITOR, REVIEWER, PERMIT = "编辑", "审核", "准印证号"
SOURCE, SOURCE_ADDRESS, ANNEX_TITLE = "来源", "来源网址", "附件名称"
LABEL, SOURCE_LABEL, SMALL, BULLET, PAGE, RUNNING, DRAFT = (
    "标签",
    "来源标签",
    "说明",
    "导读符号",
    "导读页码",
    "页眉栏目",
    "草稿标记",
)
"""Labels printed around a field; importing ignores them."""
EMPHASIS = "强调"
# Table styles
IMPRINT_TABLE, BODY_TABLE, LAID_TABLE, ANNEX_TABLE = "版头", "表格", "条目表", "附件表"

LISTED = {ORDERED: "ol", UNORDERED: "ul", CELL_ORDERED: "ol", CELL_UNORDERED: "ul"}
HEAD_CELLS = {HEAD_CELL, COLUMN_HEAD}
LABELS = {LABEL, SOURCE_LABEL, SMALL, BULLET}
TITLES = {ENTRY, PART_ENTRY}


def styled(name: str) -> str:
    """A style's name as Word shows it."""
    return PREFIX + name


def unstyled(name: str) -> str:
    """The name without our prefix; "" for other styles."""
    return name.removeprefix(PREFIX) if name.startswith(PREFIX) else ""


def at_depth(name: str, depth: int) -> str:
    """The style at a list depth: 列表续段 2; depth 0, for a table outside lists, gives the plain name."""
    return f"{name} {depth}" if depth else name


def list_style(tag: str, *, in_cell: bool) -> str:
    if in_cell:
        return CELL_ORDERED if tag == "ol" else CELL_UNORDERED
    return ORDERED if tag == "ol" else UNORDERED


# Bookmarks: names that begin with _ are hidden in Word; at most 40 characters


def section_bookmark(number: int, kind: str) -> str:
    return f"_s{number}_{kind}"[:40]


def part_bookmark(section: int, number: int) -> str:
    return f"_s{section}p{number}"


def entry_bookmark(uid: UUID) -> str:
    return f"_e_{uid.hex}"


def annex_bookmark(number: int) -> str:
    return f"_a{number}"


def table_bookmark(number: int, depth: int) -> str:
    """In the first paragraph of a table in lists, since OpenDocument has no styles of tables."""
    return f"_t{number}d{depth}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactField:
    """A fact of an entry; its label is that in `Entry.facts` and the name of its character style."""

    name: str
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A title, the facts that the text does not contain, and a body that ends with its source.

    The document type needs the fields in `text_fields` and those of `facts`.
    """

    text_fields: ClassVar[tuple[str, ...]] = ("title", "body_html", "source", "source_url")
    facts: tuple[FactField, ...] = ()

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields that an entry with this layout must have."""
        return (*self.text_fields, *(fact.name for fact in self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The facts that the text does not contain, a text without a title, and annexes."""

    text_fields: ClassVar[tuple[str, ...]] = ("text", "annexes")
    facts: tuple[FactField, ...] = ()

    @property
    def field_names(self) -> tuple[str, ...]:
        return (*self.text_fields, *(fact.name for fact in self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellField:
    """A field in a cell, one paragraph for each line. `look` is a key of `CELL_LOOKS` in `issues.exporting.word.looks`;
    `member` is the character style of each value of a field with several values; `link` the attribute with the address
    that the text links to."""

    name: str
    style: str
    look: str = "单元格"
    label: str = ""
    member: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is in mm; 0 means the remaining width. A column without fields contains the row number."""

    heading: str
    width: float
    fields: tuple[CellField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One table for consecutive entries, one row each. Entries with the same value in the field `merged` share a number
    and one merged cell."""

    columns: tuple[Column, ...]
    merged: str = ""

    def fields(self) -> Iterator[CellField]:
        for column in self.columns:
            yield from column.fields

    @property
    def field_names(self) -> tuple[str, ...]:
        links = (field.link for field in self.fields() if field.link)
        return (*(field.name for field in self.fields()), *links)


Layout = Article | Notices | Rows
