from collections import defaultdict
from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from issues.document import Annex, Document
from issues.document.annexes import new_annex, with_annexes
from issues.files import file_store
from issues.models.issue import Issue

RETENTION = timedelta(days=7)
"""How long an upload that nobody confirms is stored."""


class ImportedFileQuerySet(models.QuerySet["ImportedFile"]):
    def open_to(self, user: Any) -> Self:
        """The user's own uploads, and confirmed files, which everybody who sees their issue may see."""
        return self.filter(models.Q(uploaded_by=user) | models.Q(issue__isnull=False))

    def confirmed(self) -> Self:
        return self.filter(issue__isnull=False)

    def waiting(self) -> Self:
        return self.filter(issue=None)

    def abandoned(self) -> Self:
        return self.waiting().filter(uploaded_at__lt=timezone.now() - RETENTION)


class ImportedFile(models.Model):
    """An uploaded file. It is read again for each preview and at the confirmation, so no content comes back from the
    browser. After the confirmation it is the source of its issue."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="导入人"
    )
    """None where a command imported it without a user."""
    uploaded_at = models.DateTimeField("导入时间", auto_now_add=True)
    filename = models.CharField("文件名", max_length=255)
    sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    date = models.DateField("出刊日期", null=True, blank=True)
    annexes = models.JSONField(default=list)
    """[{filename, sha256, size, carrier}]: files in the annex store; `carrier` is the index of its entry among the entries
    that may have annexes, null where it belongs to none."""
    remarks = models.JSONField(default=list)
    """Remarks of the recognition: [{line, reason, text, is_unrecognised, uid, is_settled}]; `uid` of the entry that it is about,
    "" or missing where there is none."""
    issue = models.OneToOneField(Issue, models.CASCADE, null=True, related_name="imported_file")
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入的文件"
        default_permissions = ()
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.filename

    def store_file(self, content: bytes) -> None:
        self.sha256 = file_store.sha256_of(content)
        file_store.store_atomically(self.stored_path, content)

    @property
    def stored_path(self) -> str:
        """The path of the file in the default storage."""
        return f"imports/{self.pk}"

    def read(self) -> bytes:
        with default_storage.open(self.stored_path) as file:
            return bytes(file.read())

    def attach(self, document: Document) -> Document:
        """`document`, as it was recognised in this file, with the annexes that were uploaded with the file."""
        added: dict[int, list[Annex]] = defaultdict(list)
        for annex in self.annexes:
            if annex["carrier"] is not None:
                added[annex["carrier"]].append(new_annex(annex["filename"], annex["sha256"], annex["size"]))
        return with_annexes(document, added)

    def discard(self) -> None:
        """Deletes the row, then the file."""
        # In this order, a process that is killed in between leaves only a file without a row.
        path = self.stored_path
        with transaction.atomic():
            self.delete()
            transaction.on_commit(lambda: default_storage.delete(path))

    def give_up(self) -> bool:
        """Discards it unless it was confirmed, and gives whether it did. The lock makes a confirmation wait."""
        with transaction.atomic():
            waiting = type(self).objects.waiting().select_for_update().filter(pk=self.pk)
            if is_waiting := waiting.first() is not None:
                self.discard()
        return is_waiting

    @property
    def unit(self) -> str:
        """The unit of the `line` numbers in its remarks."""
        return "段" if self.filename.lower().endswith((".docx", ".doc")) else "行"

    @property
    def waiting_remarks(self) -> list[tuple[int, dict[str, Any]]]:
        """The remarks that are not marked as done yet, each with its index."""
        remarks = enumerate(self.remarks) if self.settled_at is None else ()
        return [(index, remark) for index, remark in remarks if not remark.get("is_settled")]

    def resolve_remarks(self, by: Any) -> None:
        """Marks all remarks as done. The first person who does it is recorded."""
        type(self).objects.filter(pk=self.pk, settled_at=None).update(
            settled_at=timezone.now(), settled_by=by
        )

    @transaction.atomic
    def resolve_remark(self, index: int, by: Any, *, is_resolved: bool = True) -> None:
        """Marks one remark as done, or takes that back."""
        row = type(self).objects.select_for_update().get(pk=self.pk)
        if not 0 <= index < len(row.remarks):
            return
        row.remarks[index]["is_settled"] = is_resolved
        is_done = all(remark.get("is_settled") for remark in row.remarks)
        row.settled_at, row.settled_by = (timezone.now(), by) if is_done else (None, None)
        row.save(update_fields=["remarks", "settled_at", "settled_by"])
