"""The formats of PubMed and Web of Science."""

import re

from papers.references.records import Value, Vocabulary, with_year
from papers.references.tagged import TaggedFormat

MEDLINE_PLUMBING = """
    PMID OWN STAT DCOM LR DEP CRDT PHST EDAT MHDA PST JID SB PMC PMCR OTO OABL AUID JSTAT IRAD MID RN CI DA NM CDAT
    PUBM EFR
"""
WEB_OF_SCIENCE_PLUMBING = """
    NR TC Z9 U1 U2 PG GA UT DA SC WC WE J9 PI PA RI OI EA EY PM OA HC HP C3 SU MA SI PN ER CL CY SP HO VR FN EF
"""
IDENTIFIER = re.compile(r"(.*?)\s*\[doi\]\s*", re.IGNORECASE)


def _with_doi(values: list[Value]) -> list[Value]:
    """Two tags hold identifiers of any sort, each with its sort behind it."""
    matched = ((value, IDENTIFIER.fullmatch(value.text)) for value in values)
    return [Value("doi", doi[1]) if doi and value.tag in ("LID", "AID") else value for value, doi in matched]


MEDLINE = TaggedFormat(
    label="PubMed（nbib）",
    line=re.compile(r"\ufeff?(?=.{4}-)(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}-(?: (?P<text>.*)|(?P<none>)$)"),
    start=re.compile(r"\ufeff?(?:PMID- ?\d|OWN - [A-Z])"),
    opens=frozenset({"PMID"}),
    once=frozenset({"OWN"}),
    wrapped=frozenset({"TI", "AB", "JT", "OAB", "TT", "AD", "CN", "FAU"}),
    combine=_with_doi,
    vocabulary=Vocabulary(
        means={
            "type": ("PT",),
            "title": ("TI", "TT"),
            "journal": ("JT", "TA"),
            "published": ("DP",),
            "authors": ("FAU", "AU", "CN"),
            "abstract": ("AB",),
            "doi": ("doi",),
            "url": ("URL",),
        },
        names={
            "VI": "卷",
            "IP": "期",
            "PG": "页码",
            "IS": "ISSN",
            "LA": "语言",
            "AD": "机构",
            "OT": "关键词",
            "MH": "主题词",
            "GR": "基金",
            "OAB": "其他语言的摘要",
            "SO": "出处",
            "LID": "其他编号",
            "AID": "其他编号",
            "COIS": "利益声明",
            "PL": "出版地",
        },
        plumbing=frozenset(MEDLINE_PLUMBING.split()),
        shorter={"AU": "FAU", "TA": "JT", "TT": "TI"},
    ),
)


def _with_month(values: list[Value]) -> list[Value]:
    """PD FEB 15 and PY 2026 are one date."""
    return with_year(values, "PD", "PY")


WEB_OF_SCIENCE_WORDS = Vocabulary(
    means={
        "type": ("PT",),
        "title": ("TI",),
        "journal": ("SO", "JI"),
        "published": ("PY", "PD"),
        "authors": ("AF", "AU", "CA"),
        "abstract": ("AB",),
        "doi": ("DI",),
        "url": ("DL", "UR"),
    },
    names={
        "VL": "卷",
        "IS": "期",
        "BP": "起始页",
        "EP": "结束页",
        "AR": "文章编号",
        "SN": "ISSN",
        "EI": "电子刊 ISSN",
        "DE": "关键词",
        "ID": "补充关键词",
        "C1": "机构",
        "RP": "通信作者",
        "EM": "邮箱",
        "LA": "语言",
        "DT": "文献类型",
        "FU": "基金",
        "FX": "基金说明",
        "PU": "出版者",
        "CR": "参考文献",
        "BE": "编者",
        "SE": "丛书",
        "CT": "会议",
    },
    plumbing=frozenset(WEB_OF_SCIENCE_PLUMBING.split()),
    shorter={"AU": "AF", "JI": "SO"},
)

WEB_OF_SCIENCE = TaggedFormat(
    label="Web of Science（纯文本）",
    line=re.compile(r"\ufeff?(?P<tag>[A-Z][A-Z0-9])(?: (?P<text>.*)|(?P<none>)$)"),
    start=re.compile(r"\ufeff?(?:FN (?:Clarivate|Thomson|ISI)|PT [JSBPC]$)"),
    opens=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    outside=frozenset({"FN", "VR", "EF"}),
    wrapped=frozenset({"TI", "AB", "SO", "DI"}),
    combine=_with_month,
    vocabulary=WEB_OF_SCIENCE_WORDS,
)
