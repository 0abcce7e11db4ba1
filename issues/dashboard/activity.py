"""最近操作: what the team did, the newest first. What one person did to many entries in a short time is one line.

It comes from four records, one query each: the history of entries, the transitions, the imported files, and the log of
the admin for everything else.
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
"""Rows that are read from each record: enough for `SHOWN` lines after many single changes became one."""
REVISIONS = 2000
PAUSE = timedelta(minutes=30)
"""Operations of one group that are less than this apart are one line."""
LONGEST = 60
VERBS = {"created": "添加", "changed": "修改", "moved": "移动", "deleted": "删除", "restored": "恢复"}


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the list. `at` is the time of the latest operation in it. Operations with an equal `group` may become
    one line; None is always a line of its own. `text` is shown for one operation, `text_for_many` for several, with
    their number in its `{}`."""

    at: datetime
    who: str
    text: str
    address: str = ""
    group: object = None
    text_for_many: str = ""
    count: int = 1

    @property
    def words(self) -> str:
        return self.text_for_many.format(self.count) if self.count > 1 else self.text


def recent_activity(user: User) -> list[Activity]:
    """The activities that this person may see."""
    numbers = dict(Issue.objects.values_list("number", "pk"))
    imported = list(_imports())
    activities = [*_workflow(), *imported, *_entries(numbers), *_others(user)]
    activities.sort(key=lambda activity: activity.at, reverse=True)
    return list(_grouped(_without_imported(activities, imported)))[:SHOWN]


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
        yield Activity(issue.created_at, who, text, compose_address(issue.pk), group=("import", issue.number))


def _entries(numbers: dict[int, int]) -> Iterator[Activity]:
    """Changes of several entries in one step have the same time in the history, and so are one row here."""
    last = EntryRevision.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = (
        EntryRevision.objects.filter(pk__gt=last - REVISIONS)
        .exclude(change=EntryRevision.Change.EARLIER)
        .order_by("-at")
        .values("at", "by__last_name", "by__first_name", "by__username", "change", "issue_number")
        .annotate(
            count=Count("pk"), heading=Max("heading"), a_kind=Max("kind"), kinds=Count("kind", distinct=True)
        )
    )
    for row in rows[:READ]:
        yield _of_entries(cast(dict[str, Any], row), numbers)


def _of_entries(row: dict[str, Any], numbers: dict[int, int]) -> Activity:
    number, kind = row["issue_number"], entry_kind(row["a_kind"])
    verb = VERBS.get(row["change"], "修改")
    name = str(entry_model(kind)._meta.verbose_name) if row["kinds"] == 1 else ""
    where = f"第{number}期" if number else "素材库"
    who = f"{row['by__last_name'] or ''}{row['by__first_name'] or ''}".replace(" ", "")
    who = who or row["by__username"] or "系统"
    opts = entry_model(kind)._meta
    pool = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return Activity(
        at=row["at"],
        who=who,
        text=f"{verb}{name}“{shortened(row['heading'], LONGEST)}”（{where}）",
        address=compose_address(numbers[number]) if number in numbers else pool,
        group=(who, row["change"], name, number),
        text_for_many=f"{verb} {{}} 条{name}（{where}）",
        count=row["count"],
    )


def _others(user: User) -> Iterator[Activity]:
    """The log of the admin, without the entries: they have a history of their own."""
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
    message = "" if log.change_message.startswith(("[", "{")) else shortened(log.change_message, LONGEST)
    text = f"{name}“{what}”：{message}" if message else f"{verb}{name}“{what}”"
    address = "" if log.action_flag == DELETION else log.get_admin_url() or ""
    group = (log.user_id, log.action_flag, name, message)
    more = f"（{message}）" if message else ""
    return Activity(log.action_time, signature(log.user), text, address, group, f"{verb} {{}} 条{name}{more}")


def _without_imported(activities: Iterable[Activity], imports: Iterable[Activity]) -> Iterator[Activity]:
    """Leaves out the entries that were created by the import of their issue: the import has a line of its own."""
    imported_at = {each.group[1]: each.at for each in imports if isinstance(each.group, tuple)}
    for activity in activities:
        match activity.group:
            case (_, "created", _, number) if number in imported_at:
                if abs(activity.at - imported_at[number]) < PAUSE / 30:
                    continue
        yield activity


def _grouped(activities: Iterable[Activity]) -> Iterator[Activity]:
    """Joins neighbours of one group. `activities` come the newest first; anything between two keeps them separate."""
    line: Activity | None = None
    oldest: datetime | None = None
    for activity in activities:
        is_same = line is not None and line.group is not None and line.group == activity.group
        if line and oldest and is_same and oldest - activity.at < PAUSE:
            line, oldest = replace(line, count=line.count + activity.count), activity.at
            continue
        if line:
            yield line
        line, oldest = activity, activity.at
    if line:
        yield line
