"""The chain that makes the record of an issue evident: each record is sealed together with all before it."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.apps import apps
from django.db import models, transaction

from issues.models.bases.final import FinalModel, FinalQuerySet


class Seal(FinalModel):
    """`seal` is SHA-256 over the seal before it, the record's kind and key, and its content."""

    issue = models.ForeignKey("issues.Issue", models.PROTECT, related_name="seals", verbose_name="期")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("记录种类", max_length=40)
    record = models.PositiveBigIntegerField("记录编号")
    content = models.CharField("内容校验码", max_length=64)
    seal = models.CharField("记录校验码", max_length=64)

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
    def put_on(cls, record: "SealedModel") -> "Seal":
        """The issue's row is locked, so that records are sealed one after the other."""
        issues = apps.get_model("issues", "Issue").objects
        issues.select_for_update().only("pk").get(pk=record.issue_id)
        last = cls.objects.filter(issue=record.issue_id).order_by("-position").first()
        content = content_fingerprint(record)
        return cls.objects.create(
            issue_id=record.issue_id,
            position=last.position + 1 if last else 1,
            kind=str(record._meta.model_name),
            record=record.pk,
            content=content,
            seal=chained(last.seal if last else "", str(record._meta.model_name), record.pk, content),
        )


def chained(before: str, kind: str, record: int, content: str) -> str:
    return hashlib.sha256(f"{before}\n{kind}\n{record}\n{content}".encode()).hexdigest()


class SealedQuerySet(FinalQuerySet[Any]):
    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError("sealed one by one: use save()")


class SealedModel(FinalModel):
    """A final record of one issue."""

    SEALED: ClassVar[list[type["SealedModel"]]] = []
    """Every kind of sealed record."""
    issue_id: Any

    objects = SealedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        SealedModel.SEALED.append(cls)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            Seal.put_on(self)


def content_fingerprint(record: models.Model) -> str:
    """SHA-256 (hex) of every column that holds something: one that is added later, blank, changes no old seal."""
    values = {field.attname: _plain(getattr(record, field.attname)) for field in record._meta.concrete_fields}
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """The same text for a value just written and for one read back from any database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
