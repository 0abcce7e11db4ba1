from dataclasses import MISSING, fields
from functools import cache
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Case, Expression, F, TextField, Value, When
from django.utils.functional import cached_property

from issues import document
from issues.document.kinds import EntryKind, entry_kind
from issues.models.bases.content_lock import acting_now, why_passed
from issues.models.bases.guard import GuardedModel
from issues.models.bases.history import recording
from issues.models.entry_queryset import EntryQuerySet
from issues.models.name_record import link
from issues.models.section import Section


class Entry(GuardedModel):
    """Base of the entry types, one table each. Without a section an entry is in the material pool (素材库).

    A field of the document type is the column of the same name here; a subclass overrides what differs.
    """

    issue_path: ClassVar[str] = "section__issue"
    uid_path: ClassVar[str] = "uid"
    document_type: ClassVar[type[document.Entry]]
    needed: ClassVar[tuple[str, ...]] = ()
    """Fields that must be filled before an issue can be submitted."""
    counted: ClassVar[str] = ""
    """The field whose words are counted; blank where those of the title are."""
    document_relations: ClassVar[tuple[str, ...]] = ()
    """Related rows that `to_document` reads, to be prefetched."""
    names_its_part: ClassVar[bool] = False
    """Whether it gets a part of its own, named after its heading, in a section that has parts."""
    same_where: ClassVar[tuple[tuple[str, ...], ...]] = (("title",),)
    """Two entries are duplicates if all fields of one of these tuples are equal and the first field is not blank."""
    searched: ClassVar[tuple[str, ...]] = ("title",)
    """Fields that a search looks into, in the lists and in the pool."""
    named_in: ClassVar[str] = ""
    """The field with the printed name (hospital, journal, issuing bodies) that the pool can be filtered by."""
    name_records: ClassVar[dict[str, str]] = {}
    """Foreign key to a name record → the field with the name as printed."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="栏目", editable=False
    )
    position = models.PositiveIntegerField("次序", default=0, editable=False)
    written_by = models.JSONField(default=list, editable=False)
    """Keys of its writers, also those who wrote it in the pool. They become writers of the issue that it is placed in."""
    created_at = models.DateTimeField("添加时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("section", "position"), name="%(class)s_in_order"),)

    def __str__(self) -> str:
        return self.heading

    def save(self, *args: Any, **kwargs: Any) -> None:
        with recording() as history:
            is_new = self._state.adding
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "written_by"}
            super().save(*args, **kwargs)
            if is_new:
                history.note_new([self])

    def _join_writers(self) -> list[int]:
        """Adds the writers since this row was read, and the current actor."""
        rows = type(self)._default_manager.order_by().select_for_update().filter(pk=self.pk)
        stored = rows.values_list("written_by", flat=True).first() if self.pk else None
        self.written_by = list(dict.fromkeys((*(stored or ()), *self.written_by, *acting_now())))
        writers: list[int] = self.written_by
        return writers

    @property
    def heading(self) -> str:
        return getattr(self, "title", "") or "（无标题）"

    @property
    def missing(self) -> tuple[str, ...]:
        return self.missing_in(self)

    @classmethod
    def missing_in(cls, entry: object) -> tuple[str, ...]:
        """The Chinese names of the needed fields that are blank in a row of this type, or in its Document entry."""
        blank = [name for name in cls.needed if not getattr(entry, name)]
        return tuple(str(cls._meta.get_field(name).verbose_name) for name in blank)  # type: ignore[union-attr]

    @cached_property
    def is_locked_as_passed(self) -> bool:
        """Whether it cannot be changed, although its issue can: it passed review. One query, cached on the instance."""
        return why_passed({self.own_issue_id()}, {self.uid}) is not None

    @classmethod
    def heading_expression(cls) -> Expression:
        """`heading`, as the database computes it for many rows."""
        return Case(When(title="", then=Value("（无标题）")), default=F("title"), output_field=TextField())

    @classmethod
    def detail_expression(cls) -> Expression | F:
        """What distinguishes such entries in a list, after the heading."""
        return Value("")

    @property
    def entry_kind(self) -> EntryKind:
        return entry_kind(self.document_type.kind)

    def to_document(self) -> document.Entry:
        return self.document_type(
            **{name: self.document_value(name) for name in _defaults(self.document_type.kind)}
        )

    def document_value(self, name: str) -> Any:
        """A blank column is the document field's own blank: None, "" or ()."""
        value = getattr(self, name)
        if isinstance(value, list):
            return tuple(value)
        default = _defaults(self.document_type.kind)[name]
        return default if value in ("", None) and default is not MISSING else value

    @classmethod
    def from_document(cls, entry: document.Entry, **placement: Any) -> Self:
        """An unsaved row of this document entry."""
        columns = {f.name for f in cls._meta.concrete_fields}
        values = {f.name: getattr(entry, f.name) for f in fields(entry) if f.name in columns}
        return cls(**{name: _column(cls, name, value) for name, value in values.items()}, **placement)

    def set_content(self, entry: document.Entry) -> None:
        """Replaces the content, but not the placement, with that of this document entry, and saves it with its annexes."""
        new = type(self).from_document(entry)
        columns = {f.name for f in self._meta.concrete_fields} - {"uid"}
        for name in columns & {f.name for f in fields(entry)}:
            setattr(self, name, getattr(new, name))
        self.link_name_records([self])
        with recording():
            self.save()
            self.replace_annexes(entry)

    def replace_annexes(self, entry: document.Entry) -> None:
        """Replaces the annexes with those of this document entry. Most kinds have none."""

    @classmethod
    def link_name_records(cls, rows: list[Self]) -> None:
        """Sets the name records that these unsaved rows name, and creates those that do not exist."""
        for record, printed in cls.name_records.items():
            link(rows, record=record, printed=printed)

    @classmethod
    def store_annexes(cls, rows: list[Self], entries: list[document.Entry]) -> None:
        """Stores the annexes of rows that were just created. Most kinds have none."""


@cache
def _defaults(kind: str) -> dict[str, Any]:
    return {f.name: f.default for f in fields(entry_kind(kind).document_type)}


def _column(model: type[Entry], name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return "" if value is None and not model._meta.get_field(name).null else value
