"""The hash chain that shows whether the records of an issue were changed. Each record has a `Seal`, one link of the chain: a
SHA-256 over the record and the link before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.apps import apps
from django.db import models, transaction

from issues.models.bases.final import FinalModel, FinalQuerySet


class Seal(FinalModel):
    """`record_digest` is the digest of the record; `chain_digest` is SHA-256 over the
    `chain_digest` before it, the record's kind and key, and `record_digest`."""

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="seals", verbose_name="期")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("记录种类", max_length=40)
    record = models.PositiveBigIntegerField("记录编号")
    record_digest = models.CharField("内容校验码", max_length=64)
    chain_digest = models.CharField("记录校验码", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "记录校验码"
        ordering = ("issue", "position")
        constraints = (
            models.UniqueConstraint(fields=("issue", "position"), name="seal_once_per_position"),
            models.UniqueConstraint(fields=("kind", "record"), name="seal_once_per_record"),
        )

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.position}"

    @classmethod
    def append(cls, record: "ChainedRecord") -> "Seal":
        """Adds the link of this record to the end of the issue's chain."""
        # The issue's row is locked, so that no two records of an issue get the same position.
        issues = apps.get_model("issues", "Issue").objects
        issues.select_for_update().only("pk").get(pk=record.issue_id)
        last = cls.objects.filter(issue=record.issue_id).order_by("-position").first()
        kind, digest = str(record._meta.model_name), digest_of_record(record)
        return cls.objects.create(
            issue_id=record.issue_id,
            position=last.position + 1 if last else 1,
            kind=kind,
            record=record.pk,
            record_digest=digest,
            chain_digest=chained(last.chain_digest if last else "", kind, record.pk, digest),
        )


def chained(before: str, kind: str, record: int, record_digest: str) -> str:
    return hashlib.sha256(f"{before}\n{kind}\n{record}\n{record_digest}".encode()).hexdigest()


class ChainedQuerySet(FinalQuerySet[Any]):
    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError("records join the chain one by one: use save()")


class ChainedRecord(FinalModel):
    """A final record of one issue, which gets a link of the chain when it is saved."""

    KINDS: ClassVar[list[type["ChainedRecord"]]] = []
    """Every model of such records."""
    names_in_digest: ClassVar[dict[str, str]] = {}
    """For columns that were renamed when there were records already: the present name → the name in the digest."""
    issue_id: Any

    objects = ChainedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        ChainedRecord.KINDS.append(cls)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            Seal.append(self)


def digest_of_record(record: models.Model) -> str:
    """SHA-256 (hex) of the columns that are not blank: a column that is added later, blank, changes no old digest."""
    # Migrations call this with models as they were then. Those have the old names, and no `names_in_digest`.
    names: dict[str, str] = getattr(record, "names_in_digest", {})
    columns = {
        names.get(field.attname, field.attname): _plain(getattr(record, field.attname))
        for field in record._meta.concrete_fields
    }
    filled = {name: value for name, value in columns.items() if value not in (None, "")}
    return hashlib.sha256(json.dumps(filled, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """The same text for a value that was just written and for one that was read back from any database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
