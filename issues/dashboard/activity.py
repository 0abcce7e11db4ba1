"""最近操作: what the whole team did, the newest first; what one person did to many entries at a time is one line.

Four records tell it: the history of entries, the record of the workflow, the files that were imported, and the log of
the admin for all else. Each is asked once, whatever it holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db.models import Count, Max, Q
from django.urls import reverse

from issues.actor import signature
from issues.document.kinds import entry_kind, entry_kinds
from issues.mail.wording import shortened
from issues.models import EntryRevision, ImportedFile, Issue, Transition, entry_model
from issues.office_urls import compose_address
from issues.workflow.actions import label_of

SHOWN = 12
READ = 100
"""Rows of each record that are looked at: enough for `SHOWN` lines after many single changes became one."""
REVISIONS = 2000
PAUSE = timedelta(minutes=30)
"""Acts of one kind by one person that are nearer to each other than this are one line."""
LONGEST = 60
VERBS = {"created": "添加", "changed": "修改", "moved": "移动", "deleted": "删除", "restored": "恢复"}


@dataclass(frozen=True, slots=True)
class Activity:
    """`at` is its newest moment; `sign` is the same for what may become one line, None for what stands alone. `what`
    takes the number of entries where there are several, as `{}`."""

    at: datetime
    who: str
    text: str
    address: str = ""
    sign: object = None
    many: str = ""
    count: int = 1

    @property
    def words(self) -> str:
        return self.many.format(self.count) if self.count > 1 else self.text


def recent_activity(user: User) -> list[Activity]:
    """What this person may know of."""
    numbers = dict(Issue.objects.values_list("number", "pk"))
    imported = list(_imports())
    found = [*_workflow(), *imported, *_entries(numbers), *_others(user)]
    found.sort(key=lambda doing: doing.at, reverse=True)
    return list(_gathered(_without_imported(found, imported)))[:SHOWN]


def _workflow() -> Iterator[Activity]:
    for record in Transition.objects.select_related("issue", "actor")[:READ]:
        text = f"{record.issue}：{label_of(record)}"
        yield Activity(record.at, signature(record.actor), text, compose_address(record.issue_id))


def _imports() -> Iterator[Activity]:
    rows = ImportedFile.objects.confirmed().select_related("issue", "uploaded_by")
    for row in rows.order_by("-issue__created_at")[:SHOWN]:
        issue: Any = row.issue
        who = signature(row.uploaded_by) if row.uploaded_by else "系统"
        text = f"导入{issue}（{shortened(row.filename, LONGEST)}）"
        yield Activity(issue.created_at, who, text, compose_address(issue.pk), sign=("import", issue.number))


def _entries(numbers: dict[int, int]) -> Iterator[Activity]:
    """What was done to several in one step has one moment in the history."""
    last = EntryRevision.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = (
        EntryRevision.objects.filter(pk__gt=last - REVISIONS)
        .exclude(act=EntryRevision.Change.FOUND)
        .order_by("-at")
        .values("at", "by__last_name", "by__first_name", "by__username", "act", "issue_number")
        .annotate(
            count=Count("pk"), heading=Max("heading"), a_kind=Max("kind"), kinds=Count("kind", distinct=True)
        )
    )
    for row in rows[:READ]:
        yield _of_entries(cast(dict[str, Any], row), numbers)


def _of_entries(row: dict[str, Any], numbers: dict[int, int]) -> Activity:
    number, kind = row["issue_number"], entry_kind(row["a_kind"])
    verb = VERBS.get(row["act"], "修改")
    name = str(entry_model(kind)._meta.verbose_name) if row["kinds"] == 1 else ""
    place = f"第{number}期" if number else "素材库"
    who = f"{row['by__last_name'] or ''}{row['by__first_name'] or ''}".replace(" ", "")
    who = who or row["by__username"] or "系统"
    opts = entry_model(kind)._meta
    pool = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return Activity(
        at=row["at"],
        who=who,
        text=f"{verb}{name}“{shortened(row['heading'], LONGEST)}”（{place}）",
        address=compose_address(numbers[number]) if number in numbers else pool,
        sign=(who, row["act"], name, number),
        many=f"{verb} {{}} 条{name}（{place}）",
        count=row["count"],
    )


def _others(user: User) -> Iterator[Activity]:
    """Of what this person may see."""
    entries = Q()
    for kind in entry_kinds():
        opts = entry_model(kind)._meta
        entries |= Q(content_type__app_label=opts.app_label, content_type__model=opts.model_name)
    for log in LogEntry.objects.exclude(entries).select_related("user", "content_type")[:READ]:
        kind_of: Any = log.content_type
        if kind_of and user.has_perm(f"{kind_of.app_label}.view_{kind_of.model}"):
            yield _of_log(log, kind_of.name)


def _of_log(log: LogEntry, name: str) -> Activity:
    verb = {ADDITION: "添加", DELETION: "删除"}.get(log.action_flag, "修改")
    what = shortened(log.object_repr, LONGEST)
    said = "" if log.change_message.startswith(("[", "{")) else shortened(log.change_message, LONGEST)
    text = f"{name}“{what}”：{said}" if said else f"{verb}{name}“{what}”"
    address = "" if log.action_flag == DELETION else log.get_admin_url() or ""
    sign = (log.user_id, log.action_flag, name, said)
    more = f"（{said}）" if said else ""
    return Activity(log.action_time, signature(log.user), text, address, sign, f"{verb} {{}} 条{name}{more}")


def _without_imported(found: Iterable[Activity], imported: Iterable[Activity]) -> Iterator[Activity]:
    """The entries that came with an imported issue are told by its import."""
    begun = {doing.sign[1]: doing.at for doing in imported if isinstance(doing.sign, tuple)}
    for doing in found:
        match doing.sign:
            case (_, "created", _, number) if number in begun and abs(doing.at - begun[number]) < PAUSE / 30:
                continue
        yield doing


def _gathered(found: Iterable[Activity]) -> Iterator[Activity]:
    """The newest first; what lies between two of one sign keeps them apart."""
    last: Activity | None = None
    oldest: datetime | None = None
    for doing in found:
        if (
            last
            and oldest
            and last.sign is not None
            and last.sign == doing.sign
            and oldest - doing.at < PAUSE
        ):
            last, oldest = replace(last, count=last.count + doing.count), doing.at
            continue
        if last:
            yield last
        last, oldest = doing, doing.at
    if last:
        yield last
