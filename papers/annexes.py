"""期刊投稿指南 as an annex of an issue: what the records of journals know about submitting."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from issues.document import AnnexColumn, AnnexGroup, AnnexRow, AnnexTable
from issues.spreadsheets.annexes import GeneratedAnnex, gap, grid_of
from papers.models import Journal
from papers.spreadsheets import JournalTable

TITLE = "医院管理类期刊投稿指南"
SUBMISSION = ("website", "email", "phone", "review_time", "fees", "remarks")
COLUMNS = (
    AnnexColumn(heading="期刊", width=23),
    AnnexColumn(heading="收录", width=12),
    AnnexColumn(heading="投稿方式", width=30),
    AnnexColumn(heading="审稿与费用", width=15),
    AnnexColumn(heading="投稿说明", width=20),
)
WAYS = (("网址：", "website"), ("邮箱：", "email"), ("电话：", "phone"))
COSTS = (("审稿周期：", "review_time"), ("费用：", "fees"))
ABOUT = (("主办：", "sponsor"), ("刊期：", "frequency"), ("ISSN ", "issn"), ("", "cn_number"))


def journals_with_submission() -> QuerySet[Journal]:
    """Those of which something about submitting is known, core journals first."""
    known = Q()
    for name in SUBMISSION:
        known |= ~Q(**{name: ""})
    return Journal.objects.filter(known).order_by("-is_core", "name")  # type: ignore[return-value]  # stubs lose the model of its own query set


def guide(journals: Sequence[Journal]) -> GeneratedAnnex:
    groups = (
        ("北大核心期刊", [each for each in journals if each.is_core]),
        ("其他期刊", [each for each in journals if not each.is_core]),
    )
    table = AnnexTable(
        columns=COLUMNS,
        groups=tuple(
            AnnexGroup(title=title, rows=tuple(map(_row, members))) for title, members in groups if members
        ),
    )
    ordered = [each for _, members in groups for each in members]
    return GeneratedAnnex(table=table, gaps=tuple(_gaps(ordered)), **grid_of(JournalTable, ordered))


def _row(journal: Journal) -> AnnexRow:
    cells = (
        "\n".join([journal.name, *_lines(journal, ABOUT)]),
        "\n".join([*(["北大核心"] if journal.is_core else []), *journal.indexed_in]),
        "\n".join(_lines(journal, WAYS)),
        "\n".join(_lines(journal, COSTS)),
        journal.remarks,
    )
    return AnnexRow(cells=cells, url=journal.website or None)


def _lines(journal: Journal, labels: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{label}{value}" for label, name in labels if (value := getattr(journal, name))]


def _gaps(journals: Sequence[Journal]) -> list[str]:
    lacking = (
        ("没有投稿网址和邮箱", [each.name for each in journals if not (each.website or each.email)]),
        ("没有审稿周期", [each.name for each in journals if not each.review_time]),
        ("没有费用", [each.name for each in journals if not each.fees]),
    )
    return [text for what, names in lacking if (text := gap(what, names))]
