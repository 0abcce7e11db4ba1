"""政策汇总 as an annex of an issue: the documents of a year by issuing body."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models.functions import Substr

from issues.document import AnnexColumn, AnnexGroup, AnnexRow, AnnexTable
from issues.spreadsheets.annexes import GeneratedAnnex, gap, grid_of
from policies.models import IssuingBody, PolicyDocument
from policies.spreadsheets import PolicyDocumentTable

Groups = list[tuple[str, list[PolicyDocument]]]
"""The documents by issuing body."""
Level = PolicyDocument.Level
LEVELS = [*Level.values, ""]
DEPARTMENTS = (
    ("卫健", "卫生健康|卫健"),
    ("医保", "医疗保障|医保"),
    ("中医药", "中医药"),
    ("疾控", "疾病预防|疾控"),
    ("药监", "药品监督|药监"),
)
COLUMNS = (
    AnnexColumn(heading="文件名", width=41),
    AnnexColumn(heading="文号", width=25),
    AnnexColumn(heading="发文日期", width=15),
)
TOPIC = AnnexColumn(heading="主题", width=13)
INNER = str.maketrans("《》", "〈〉")
"""Of a title within a title."""
UNKNOWN = "发布机构不详"


def years() -> list[int]:
    """Those with documents, the latest first."""
    dated = PolicyDocument.objects.order_by().exclude(issued_on="").exclude(issued_on=None)
    found = dated.values_list(Substr("issued_on", 1, 4), flat=True).distinct()
    return sorted(map(int, found), reverse=True)


def documents_of(year: int) -> Groups:
    """The documents by the body that is named first. Bodies come by level, those with the most documents first;
    documents by day."""
    known = _canonical_names()
    by_body: dict[str, list[PolicyDocument]] = defaultdict(list)
    for document in PolicyDocument.objects.filter(issued_on__startswith=f"{year:04}").order_by("pk"):
        first = next(iter(document.issuing_bodies), "")
        by_body[known.get(first, first)].append(document)
    for documents in by_body.values():
        documents.sort(key=lambda document: (str(document.issued_on), document.title, document.pk))
    return sorted(by_body.items(), key=_order)


def compendium(groups: Groups) -> GeneratedAnnex:
    documents = [document for _, members in groups for document in members]
    has_topics = any(document.topic for document in documents)
    table = AnnexTable(
        columns=(*COLUMNS, TOPIC) if has_topics else COLUMNS,
        groups=tuple(
            AnnexGroup(title=body or UNKNOWN, rows=tuple(_row(each, has_topics) for each in members))
            for body, members in groups
        ),
    )
    return GeneratedAnnex(
        table=table, gaps=tuple(_gaps(documents)), **grid_of(PolicyDocumentTable, documents)
    )


def chosen(groups: Groups, bodies: Collection[str]) -> Groups:
    """The groups of these bodies; all of them where none is chosen."""
    return [(body, members) for body, members in groups if not bodies or body in bodies]


def title_of(year: int, groups: Groups) -> str:
    """2026年国家、省卫健、医保部门政策汇总, where levels and departments are known."""
    levels = {document.level for _, members in groups for document in members}
    where = "、".join(Level(level).label for level in Level.values if level in levels)
    departments = [name for name, words in DEPARTMENTS if any(re.search(words, body) for body, _ in groups)]
    is_known = all(any(re.search(words, body) for _, words in DEPARTMENTS) for body, _ in groups)
    who = f"{'、'.join(departments)}部门" if departments and is_known else "有关部门" if where else ""
    return f"{year}年{where}{who}政策汇总"


def _canonical_names() -> dict[str, str]:
    records = list(IssuingBody.objects.order_by("pk"))
    aliases = {alias: record.name for record in records for alias in record.aliases}
    return aliases | {record.name: record.name for record in records}


def _order(group: tuple[str, list[PolicyDocument]]) -> tuple[bool, int, int, str]:
    body, members = group
    return not body, min(LEVELS.index(each.level) for each in members), -len(members), body


def _row(document: PolicyDocument, has_topics: bool) -> AnnexRow:
    title = f"《{document.title.translate(INNER)}》"
    if others := document.issuing_bodies[1:]:
        title += f"\n（联合发布：{'、'.join(others)}）"
    topic = (document.topic,) if has_topics else ()
    day = str(document.issued_on or "")
    return AnnexRow(cells=(title, document.document_number, day, *topic), url=document.source_url or None)


def _gaps(documents: Sequence[PolicyDocument]) -> list[str]:
    lacking = (
        ("没有发布机构", [str(each) for each in documents if not each.issuing_bodies]),
        ("没有文号", [str(each) for each in documents if not each.document_number]),
        ("发文日期不到日", [str(each) for each in documents if each.issued_on and not each.issued_on.day]),
        ("没有来源网址", [str(each) for each in documents if not each.source_url]),
    )
    return [text for what, names in lacking if (text := gap(what, names))]
