"""The tagged formats, with the shapes that the Chinese databases truly write."""

import re

from papers.references.international import MEDLINE, WEB_OF_SCIENCE
from papers.references.labels import LABELLED
from papers.references.records import Vocabulary
from papers.references.tagged import TaggedFormat

RIS = TaggedFormat(
    label="RIS",
    line=re.compile(r"[\ufeff ]*(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<text>.*)|(?P<none>)$)"),
    start=re.compile(r"[\ufeff ]*TY {1,2}- "),
    carelessly=re.compile(r"[\ufeff ]*(?P<tag>[A-Z][A-Z0-9])(?: {2}|\t)-(?P<text>.*)"),
    opens=frozenset({"TY"}),
    ends=frozenset({"ER"}),
    vocabulary=Vocabulary(
        means={
            "type": ("TY",),
            "title": ("TI", "T1", "CT"),
            "journal": ("JF", "JO", "T2"),
            "published": ("PY", "Y1", "YR", "DA"),
            "authors": ("AU", "A1"),
            "abstract": ("AB", "N2"),
            "doi": ("DO",),
            "url": ("UR", "LK"),
        },
        names={
            "VL": "卷",
            "IS": "期",
            "CP": "期",
            "SP": "起始页",
            "EP": "结束页",
            "SN": "ISSN",
            "KW": "关键词",
            "AD": "机构",
            "PB": "出版者",
            "LA": "语言",
            "CN": "刊号",
            "J2": "刊名缩写",
            "JA": "刊名缩写",
            "TT": "译名",
            "A2": "其他责任者",
            "Y2": "访问日期",
            "N1": "附注",
        },
        plumbing=frozenset({"ID", "DB", "DP", "L1", "L2"}),
    ),
)

REFWORKS_TAGS = (
    "RT|SR|ID|A[1-6D]|T[1-3]|J[FO]|YR|FD|VO|IS|SP|OP|K1|AB|NO|ED|P[BP]|SN|AN|LA|CL|LK|UL|DO|CN|DB|DS|RD|WT|U[1-9]"
    "|OL|OT|AV|SF|IP|ST|WV|PMID|PMCID"
)
"""Known ones alone: a line of an abstract may begin with "CT "."""

REFWORKS = TaggedFormat(
    label="RefWorks",
    line=re.compile(rf"\ufeff?(?P<tag>{REFWORKS_TAGS}) (?!\s*-)(?P<text>.*)"),
    start=re.compile(r"[\ufeff ]*RT [A-Z]"),
    opens=frozenset({"RT"}),
    carelessly=re.compile(
        rf"[\ufeff \t]*(?P<tag>{REFWORKS_TAGS}|(?:vo|yr|is|op|sn)(?= \d))"
        r"(?P<text>\s+(?!\s*-).*|[㐀-鿿《【“<].*)"
    ),
    unknown=re.compile(r"(?P<tag>[A-Z][A-Z0-9]) (?P<text>\S.*)"),
    paragraphs=frozenset({"AB", "T1", "T2", "NO", "K1", "AD"}),
    vocabulary=Vocabulary(
        means={
            "type": ("RT",),
            "title": ("T1",),
            "journal": ("JF", "JO"),
            "published": ("YR", "FD"),
            "authors": ("A1",),
            "abstract": ("AB",),
            "doi": ("DO",),
            "url": ("LK", "UL"),
        },
        names={
            "VO": "卷",
            "IS": "期",
            "OP": "页码",
            "SP": "起始页",
            "SN": "ISSN",
            "CN": "刊号",
            "K1": "关键词",
            "AD": "机构",
            "LA": "语言",
            "PB": "出版者",
            "T2": "其他题名",
            "FD": "发表时间",
            "NO": "附注",
            "ED": "版本",
            "PP": "出版地",
            "CL": "分类号",
            "OT": "译名",
            "A2": "其他责任者",
        },
        plumbing=frozenset({"SR", "DS", "ID", "OL", "DB", "RD", "WT", "SF", "AV", "IP", "ST", "WV"}),
    ),
)

ENDNOTE = TaggedFormat(
    label="EndNote",
    line=re.compile(r"[\ufeff ]*(?P<tag>%[A-Za-z0-9+@~!?#$&()*<>=\[\]^])(?: (?P<text>.*)|(?P<none>)$)"),
    start=re.compile(r"[\ufeff ]*%[0T] "),
    opens=frozenset({"%0"}),
    carelessly=re.compile(r"[\ufeff \t]*(?P<tag>%[A-Z0-9+@])(?P<text>\s*[:：].*|\t.*|[㐀-鿿《【“<].*)"),
    once=frozenset({"%T"}),
    vocabulary=Vocabulary(
        means={
            "type": ("%0",),
            "title": ("%T",),
            "journal": ("%J", "%B"),
            "published": ("%D", "%8"),
            "authors": ("%A",),
            "abstract": ("%X",),
            "doi": ("%R",),
            "url": ("%U",),
        },
        names={
            "%V": "卷",
            "%N": "期",
            "%P": "页码",
            "%K": "关键词",
            "%+": "机构",
            "%@": "ISSN",
            "%L": "刊号",
            "%I": "出版者",
            "%G": "语言",
            "%Q": "译名",
            "%H": "作者译名",
            "%Y": "导师",
            "%Z": "附注",
        },
        plumbing=frozenset({"%W", "%~", "%F", "%M"}),
    ),
)

NOTEEXPRESS = TaggedFormat(
    label="NoteExpress",
    line=re.compile(r"[\ufeff ]*\{(?P<tag>[^{}\n]{1,40})\} ?[:：](?P<text>.*)"),
    start=re.compile(r"[\ufeff ]*\{Reference Type\} ?[:：]"),
    opens=frozenset({"Reference Type"}),
    once=frozenset({"Title"}),
    vocabulary=Vocabulary(
        means={
            "type": ("Reference Type",),
            "title": ("Title",),
            "journal": ("Journal", "Source"),
            "published": ("Year", "Date"),
            "authors": ("Author",),
            "abstract": ("Abstract",),
            "doi": ("DOI",),
            "url": ("URL", "Link"),
        },
        names={
            "Volume": "卷",
            "Issue": "期",
            "Pages": "页码",
            "Keywords": "关键词",
            "Author Address": "机构",
            "ISBN/ISSN": "ISSN",
            "Language": "语言",
            "Publisher": "出版者",
            "Translated Title": "译名",
            "Translated Author": "作者译名",
            "Translated Journal": "刊名译名",
            "Notes": "附注",
            "Subject": "分类号",
        },
        plumbing=frozenset({"Database Provider", "Accession Number"}),
    ),
)

CNKI = TaggedFormat(
    label="知网自定义格式（或知网研学）",
    line=re.compile(
        r"[\ufeff ]*(?P<tag>DataType|[A-Z][A-Za-z]+(?=-[一-龥A-Z]{1,10}[:：]))[^:：]*[:：](?P<text>.*)"
    ),
    start=re.compile(r"[\ufeff ]*(?:DataType[:：]|(?:SrcDatabase|Title|Author)-[一-龥]+[:：])"),
    opens=frozenset({"DataType"}),
    once=frozenset({"SrcDatabase", "Title"}),
    vocabulary=Vocabulary(
        means={
            "type": ("SrcDatabase", "DataType"),
            "title": ("Title",),
            "journal": ("Source",),
            "published": ("Year", "PubTime"),
            "authors": ("Author",),
            "abstract": ("Summary",),
            "doi": ("DOI",),
            "url": ("URL", "Link"),
        },
        names={
            "Volume": "卷",
            "Period": "期",
            "Page": "页码",
            "PageCount": "页数",
            "Keyword": "关键词",
            "Organ": "机构",
            "FirstDuty": "第一责任人",
            "Fund": "基金",
            "CLC": "中图分类号",
            "ISSN": "ISSN",
            "CN": "刊号",
        },
    ),
)

TAGGED = (RIS, REFWORKS, ENDNOTE, NOTEEXPRESS, CNKI, MEDLINE, WEB_OF_SCIENCE, LABELLED)
