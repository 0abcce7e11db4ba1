"""Records: rows that are written once and cannot be changed or deleted."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from issues.refusals import Refusal

M = TypeVar("M", bound=models.Model)


class RecordIsFinal(Refusal):
    """A record (a transition, an edition) cannot be changed or deleted."""


class FinalQuerySet(models.QuerySet[M]):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal(f"{self.model._meta.verbose_name}一经写入，不能更改或删除")

    update = delete = bulk_update = _refuse

    def unguarded(self) -> "models.QuerySet[M]":
        """These rows without the refusal. Only for `EntryRevision.objects.drop_expired`."""
        return models.QuerySet(self.model, self.query.chain(), using=self.db)


class FinalModel(models.Model):
    """A row that is written once and cannot be changed or deleted."""

    objects = FinalQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RecordIsFinal(f"{self._meta.verbose_name}一经写入，不能更改")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordIsFinal(f"{self._meta.verbose_name}不能删除")
