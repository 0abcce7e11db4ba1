"""历史: what each entry said, and where it stood, after each change; with the last thing that a deleted one said."""

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
        """Of entries that are gone: their last words."""
        later = EntryRevision.objects.filter(uid=OuterRef("uid"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), act=Change.DELETED)

    def in_bin(self) -> Self:
        """What can be brought back."""
        return self.last_deleted().filter(at__gte=timezone.now() - RETENTION)

    def expired(self) -> Self:
        """All that is known of entries that were deleted too long ago to be brought back."""
        gone = EntryRevision.objects.last_deleted().filter(at__lt=timezone.now() - RETENTION)
        return self.filter(uid__in=gone.values("uid"))

    def append(self, rows: list[dict[str, Any]]) -> None:
        """Write rows with all their columns. An import of ten thousand entries waits for this: as instances the
        history would take as long again as the entries."""
        fields = [f for f in self.model._meta.concrete_fields if not f.primary_key]
        insert(self.model, {field: [row[field.attname] for row in rows] for field in fields})

    def drop_expired(self) -> int:
        """The one way in which rows go: for `clean_bin` alone. Gives the number of entries."""
        expired = self.expired()
        count = expired.values("uid").distinct().count()
        expired.unguarded().delete()
        return count


class EntryRevision(FinalModel):
    """`data` is the entry's part of the interchange format: annexes by their fingerprints, whose files stay."""

    Change = Change

    uid = models.UUIDField("条目")
    kind = models.CharField("种类", max_length=40)
    act = models.CharField("作为", max_length=10, choices=Change)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    issue_number = models.PositiveIntegerField("期号", null=True)
    place = models.CharField("栏目", max_length=1100, blank=True)
    """Where it stood, as that was called then; blank in the material pool."""
    section_key = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(null=True)
    """Where that was: the key of the section, which may be gone by now, and the place in it. None in the pool, and in
    what was written before these were noted."""
    heading = models.CharField("标题", max_length=600)
    data = models.TextField("内容（JSON）")
    writers = models.JSONField(default=list)
    """Keys of those who had written it: brought back, it is theirs still."""
    stored_at = models.DateTimeField()
    """The entry's own `updated_at`: which revision somebody had open."""

    objects = EntryRevisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "修改记录"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("uid", "id"), name="revision_of_entry"),
            models.Index(fields=("act", "at"), name="revision_by_act"),
        )

    def __str__(self) -> str:
        return self.heading

    @property
    def entry_kind(self) -> EntryKind:
        return entry_kind(self.kind)

    @property
    def standing(self) -> str:
        return f"第{self.issue_number}期 · {self.place}" if self.issue_number else "素材库"

    @property
    def days_left(self) -> int:
        """How many days a deleted one can still be brought back, from 1."""
        return (self.at + RETENTION - timezone.now()).days + 1

    @cached_property
    def document(self) -> document.Entry:
        return loading.read_unfinished_entry(self.data)


class BinnedEntry(EntryRevision):
    """A deleted entry that can be brought back."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "回收站"
