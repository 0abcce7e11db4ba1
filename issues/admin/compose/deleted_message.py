"""The message after entries were deleted: where they are now, and how to restore them."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from issues.admin.compose.undo import UNDONE, with_button
from issues.admin.history.recycle_bin import may_add
from issues.models import Entry, EntryRevision
from issues.models.entry_revision import RETENTION


def deleted_message(request: HttpRequest, deleted: Sequence[Entry]) -> str:
    """Links to the recycle bin for users who may see these entries there. Safe HTML."""
    what = f"“{deleted[0].heading}”" if len(deleted) == 1 else f" {len(deleted)} 条"
    if not may_add(request, deleted[0].entry_kind):
        return format_html("已删除{}。{} 天内可以请编辑从回收站恢复。", what, RETENTION.days)
    the_bin = reverse("admin:issues_binnedentry_changelist")
    text = format_html('已删除{}。{} 天内可以从<a href="{}">回收站</a>恢复。', what, RETENTION.days, the_bin)
    rows = EntryRevision.objects.in_bin().filter(uid__in=[entry.uid for entry in deleted[:UNDONE]])
    pks = " ".join(str(pk) for pk in rows.values_list("pk", flat=True))
    can_undo = len(deleted) <= UNDONE and pks
    return with_button(text, reverse("admin:issues_binnedentry_undo"), pks) if can_undo else text
