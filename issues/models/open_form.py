"""Which forms are open now, and by whom. A hint for people, not a lock: nothing is refused because of it."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

ALIVE = timedelta(minutes=2)
"""A form without a heartbeat for this long counts as closed."""


class EditingQuerySet(models.QuerySet["Editing"]):
    def alive(self) -> Self:
        return self.filter(at__gte=timezone.now() - ALIVE)

    def of_others(self, user: User) -> Self:
        return self.alive().exclude(user=user).select_related("user").order_by("opened_at")

    def beat(self, user: User, what: str, *, has_typed: bool) -> None:
        """Records that the form is open. Also deletes the rows of forms that are closed."""
        now = timezone.now()
        self.filter(at__lt=now - ALIVE).delete()
        values = {"at": now, **({"typed_at": now} if has_typed else {})}
        self.update_or_create(
            user=user, what=what, defaults=values, create_defaults={**values, "opened_at": now}
        )

    def leave(self, user: User, what: str) -> None:
        self.filter(user=user, what=what).delete()


class Editing(models.Model):
    """`what` is the uid of an entry, or section-<key>."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=60)
    opened_at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(null=True)
    at = models.DateTimeField(db_index=True)

    objects = EditingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正在修改"
        constraints = (models.UniqueConstraint(fields=("user", "what"), name="editing_once_per_user"),)

    def __str__(self) -> str:
        return self.what
