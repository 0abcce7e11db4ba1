"""历史: the content and the placement of each entry after each change, and the last content of a deleted entry."""

from datetime import timedelta
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from issues import document
from issues.document import loading
from issues.document.kinds import EntryKind, entry_kind
from issues.models.bases.bulk_insert import insert
from issues.models.bases.final import FinalModel, FinalQuerySet
from issues.models.bases.history import Change

RETENTION = timedelta(days=30)
"""How long a deleted entry can be brought back."""


class EntryRevisionQuerySet(FinalQuerySet["EntryRevision"]):
    def of(self, uid: object) -> Self:
        """The newest first."""
        return self.filter(uid=uid).order_by("-pk")

    def last_deleted(self) -> Self:
        """The last revision of each deleted entry."""
        later = EntryRevision.objects.filter(uid=OuterRef("uid"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), change=Change.DELETED)

    def in_bin(self) -> Self:
        """Deleted entries that can be restored."""
        return self.last_deleted().filter(at__gte=timezone.now() - RETENTION)

    def expired(self) -> Self:
        """All revisions of entries that were deleted too long ago to be restored."""
        deleted = EntryRevision.objects.last_deleted().filter(at__lt=timezone.now() - RETENTION)
        return self.filter(uid__in=deleted.values("uid"))

    def append(self, rows: list[dict[str, Any]]) -> None:
        """Writes rows, given with all their columns. An import of ten thousand entries waits for this: with instances the
        history would take as long as the entries."""
        fields = [f for f in self.model._meta.concrete_fields if not f.primary_key]
        insert(self.model, {field: [row[field.attname] for row in rows] for field in fields})

    def drop_expired(self) -> int:
        """Deletes expired revisions, for `clean_bin` and the clock only, and gives the number of entries."""
        expired = self.expired()
        count = expired.values("uid").distinct().count()
        expired.unguarded().delete()
        return count


class EntryRevision(FinalModel):
    """An entry after one change. `data` is its JSON in the interchange format; annexes are named by their sha256, and
    their files are not deleted."""

    Change = Change

    uid = models.UUIDField("条目")
    kind = models.CharField("种类", max_length=40)
    change = models.CharField("作为", max_length=10, choices=Change)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    issue_number = models.PositiveIntegerField("期号", null=True)
    section_name = models.CharField("栏目", max_length=1100, blank=True)
    """The headings of its section at that time; blank in the material pool."""
    section_key = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(null=True)
    """The key of its section, which may be deleted by now, and its position there. None in the pool, and in revisions
    that are older than these columns."""
    heading = models.CharField("标题", max_length=600)
    data = models.TextField("内容（JSON）")
    writers = models.JSONField(default=list)
    """Keys of its writers. They are its writers again when it is restored."""
    stored_at = models.DateTimeField()
    """The entry's `updated_at` at that time. It identifies the revision that somebody has open in a form."""

    objects = EntryRevisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("uid", "id"), name="revision_of_entry"),
            models.Index(fields=("change", "at"), name="revision_by_change"),
        )

    def __str__(self) -> str:
        return self.heading

    @property
    def entry_kind(self) -> EntryKind:
        return entry_kind(self.kind)

    @property
    def standing(self) -> str:
        return f"第{self.issue_number}期 · {self.section_name}" if self.issue_number else "素材库"

    @property
    def days_left(self) -> int:
        """Days in which a deleted entry can still be restored, 1 at least."""
        return (self.at + RETENTION - timezone.now()).days + 1

    @cached_property
    def document(self) -> document.Entry:
        return loading.read_unfinished_entry(self.data)


class BinnedEntry(EntryRevision):
    """A deleted entry that can be restored."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "回收站"
