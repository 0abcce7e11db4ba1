"""Number fields with bounds, which forms check, so that every value fits every database."""

from typing import Any

from django.db import models

MAX_POSITION = 100_000


class _Bounded(models.IntegerField):  # type: ignore[type-arg]
    """In migrations this is the Django field that it is based on."""

    base: str

    def __init__(self, *args: Any, least: int = 0, most: int = MAX_POSITION, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.base}", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"min_value": self.least, "max_value": self.most, **kwargs})

    def clone(self) -> Any:
        """Copies the bounds, which `deconstruct` leaves out."""
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, least=self.least, most=self.most, **kwargs)


class NumberField(_Bounded, models.PositiveIntegerField):  # type: ignore[type-arg]
    base = "PositiveIntegerField"


class SmallNumberField(_Bounded, models.PositiveSmallIntegerField):  # type: ignore[type-arg]
    base = "PositiveSmallIntegerField"
