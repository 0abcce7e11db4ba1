"""历史: who changed what in an entry and when; compares two versions, and restores an old one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from issues.actor import signature
from issues.admin import posted
from issues.admin.history.differences import Difference, differences
from issues.comparing.documents import field_changes
from issues.editing.restoring import restore_revision
from issues.mail.wording import format_moment
from issues.models import Entry, EntryRevision
from issues.office_urls import model_address

PER_PAGE = 10
CHOICES = 200
"""The number of versions that can be chosen for comparing."""
Kind = EntryRevision.Change


@dataclass(frozen=True)
class Change:
    """A revision with the one before it."""

    revision: EntryRevision
    before: EntryRevision | None
    is_latest: bool = False

    @property
    def who(self) -> str:
        if self.revision.change == Kind.EARLIER:
            return "—"
        return signature(self.revision.by) if self.revision.by else "系统"

    @property
    def is_moved(self) -> bool:
        return self.before is not None and self.before.standing != self.revision.standing

    @property
    def can_come_back(self) -> bool:
        """Whether there is a different version to restore."""
        return not self.is_latest and self.revision.change != Kind.DELETED

    @cached_property
    def differences(self) -> list[Difference]:
        if self.before is None or self.before.data == self.revision.data:
            return []
        return differences(self.before.document, self.revision.document)

    @property
    def what(self) -> str:
        change, standing = self.revision.change, self.revision.standing
        if change == Kind.EARLIER:
            return "开始记录之前的内容"
        if change == Kind.CREATED:
            return f"新建（{standing}）"
        if change == Kind.DELETED:
            return "删除"
        if change == Kind.RESTORED and self.before and self.before.change == Kind.DELETED:
            return f"从回收站恢复到{standing}"
        return self._change_text()

    def _change_text(self) -> str:
        parts = []
        if self.before and (changed := field_changes(self.before.document, self.revision.document)):
            parts.append(f"改了{'、'.join(change.label for change in changed)}")
        if self.is_moved:
            at = self.revision.standing
            parts.append(f"移到{at}" if self.revision.issue_number else "放入素材库")
        text = "；".join(parts) or self.revision.get_change_display()
        return f"恢复以前的内容：{text}" if self.revision.change == Kind.RESTORED else text


def show_history(request: HttpRequest, entry: Entry, context: dict[str, Any]) -> HttpResponse:
    revisions = EntryRevision.objects.of(entry.uid).select_related("by")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    choices = choices_of(entry)
    wanted = [posted.number(request.GET.get(name)) for name in ("one", "other")]
    offered = [pk for pk, _ in choices[1::-1]]
    one, other = wanted if -1 not in wanted or len(offered) < 2 else offered
    context |= {
        "page": page,
        "changes": changes_of(page, revisions),
        "compared": compared(wanted, revisions),
        "choices": choices,
        "one": one,
        "other": other,
    }
    return TemplateResponse(request, "admin/entries/history.html", context)


def choices_of(entry: Entry) -> list[tuple[int, str]]:
    """The versions to choose from for comparing, the newest first: keys, with time and person."""
    rows = EntryRevision.objects.of(entry.uid).select_related("by").defer("data")[:CHOICES]
    return [(row.pk, f"{format_moment(row.at)} {Change(row, None).who}") for row in rows]


def changes_of(page: "Page[EntryRevision]", revisions: Any) -> list[Change]:
    """The versions of the page, each with the one before it; that of the last one is on the next page."""
    start = page.start_index() - 1 if page.object_list else 0
    rows: Sequence[EntryRevision | None] = [*revisions[start : start + PER_PAGE + 1]]
    if len(rows) <= PER_PAGE:
        rows = [*rows, None]
    return [
        Change(row, before, is_latest=start + n == 0)
        for n, (row, before) in enumerate(pairwise(rows))
        if row is not None
    ]


def compared(wanted: list[int], revisions: Any) -> Change | None:
    """These two versions, the older one first, in whichever order they were given."""
    both = list(revisions.filter(pk__in=wanted)) if -1 not in wanted else []
    return Change(*both) if len(both) == 2 else None


def restore(request: HttpRequest, entry: Entry, revision_pk: int) -> HttpResponse:
    revision = get_object_or_404(EntryRevision, pk=revision_pk, uid=entry.uid)
    restore_revision(entry, revision)
    messages.success(request, f"已恢复为 {format_moment(revision.at)} 的内容：{entry.heading}。位置没有变。")
    return HttpResponseRedirect(model_address(entry, "history", entry.pk))
