import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from issues.actor import current_actor
from issues.document import MAX_LINE, MAX_NUMBER
from issues.document.kinds import entry_kinds
from issues.fields.numbers import NumberField
from issues.fields.plain import LineField
from issues.fields.values import NamesField
from issues.models.bases.content_lock import ContentLocked
from issues.models.bases.guard import GuardedModel, GuardedQuerySet
from issues.models.bases.kinds import entry_model
from issues.models.imprint import ImprintFields


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "审核通过"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


RENUMBERED = "发布过的期不能改期号：读者按期号找到它。"
ONE_STAGE = "审核"
EDITABLE = (Status.DRAFT, Status.RETURNED)


class IssueQuerySet(GuardedQuerySet["Issue"]):
    def editable(self) -> "IssueQuerySet":
        return self.filter(status__in=EDITABLE)

    def published(self) -> "IssueQuerySet":
        """Those that readers know of: with an edition, withdrawn ones included."""
        return self.filter(edition__isnull=False)

    def online(self) -> "IssueQuerySet":
        return self.published().filter(withdrawn_at=None)

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1

    def advance(self, **state: Any) -> int:
        """Write state fields. For the workflow and the guard alone: nothing is checked here."""
        return self.unguarded().update(**state)

    def update(self, **kwargs: Any) -> int:
        if names := Issue.STATE_FIELDS & kwargs.keys():
            raise ValueError(f"{sorted(names)} are written by issues.workflow.transitions only")
        if "number" in kwargs and self.published().exists():
            raise ContentLocked(RENUMBERED)
        return super().update(**kwargs)


def today() -> datetime.date:
    return timezone.localdate()


class Issue(ImprintFields, GuardedModel):
    """One issue as it is being made. What readers see is its `edition`, a frozen Document."""

    Status = Status
    issue_path: ClassVar[str] = "pk"
    STATE_FIELDS: ClassVar[set[str]] = {
        "status",
        "revision",
        "version",
        "revised_by",
        "approved_digest",
        "stages",
        "stage",
        "signatures",
        "publish_at",
        "scheduled_by",
        "edition",
        "withdrawn_at",
        "withdrawal_note",
    }

    number = NumberField("期号", unique=True, least=1, most=MAX_NUMBER)
    date = models.DateField("出刊日期", default=today)
    title = LineField("刊名", max_length=MAX_LINE, default="动态参考")
    publishers = NamesField("主办单位", help_text="一行一个。")
    contact_name = LineField("联系人", max_length=MAX_LINE, blank=True)
    contact_phone = LineField("联系电话", max_length=MAX_LINE, blank=True)
    editor = LineField(
        "编辑", max_length=MAX_LINE, blank=True, help_text="署名。留空时，送审人的姓名自动署上。"
    )
    reviewer = LineField(
        "审核", max_length=MAX_LINE, blank=True, help_text="署名。留空时，审核通过的人的姓名自动署上。"
    )

    printed_on = models.DateField("印刷日期", null=True, blank=True)

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    revision = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    revised_by = models.JSONField(default=list, editable=False)
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    stages = models.JSONField(default=list, editable=False)
    """The steps of reviewing as they were set up when it was submitted: [{"name", "group": key or None}]."""
    stage = models.PositiveSmallIntegerField(default=0, editable=False)
    """Which of `stages` it waits for."""
    signatures = models.JSONField(default=list, editable=False)
    """Who signed which stage of this round: [{"stage", "name"}]; empty where there is one stage only."""
    publish_at = models.DateTimeField("定时发布", null=True, blank=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    edition = models.OneToOneField(
        "issues.Edition", models.PROTECT, null=True, blank=True, editable=False, related_name="current_for"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True, editable=False)
    withdrawal_note = models.TextField("撤下原因", blank=True, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = IssueQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "期"
        verbose_name_plural = "各期"
        ordering = ("-number",)
        permissions = (
            ("submit_issue", "送审和撤回送审"),
            ("review_issue", "审核（通过、退回）"),
            ("publish_issue", "发布"),
            ("withdraw_issue", "撤下"),
            ("correct_issue", "发起勘误"),
            ("read_edition", "阅读已发布的期刊"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="issue_number_from_one"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="issue_revision_from_one"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="issue_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.PUBLISHED, Status.WITHDRAWN)) | Q(edition__isnull=False),
                name="issue_published_has_edition",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.APPROVED) | ~Q(approved_digest=""), name="issue_approved_is_signed"
            ),
        )
        indexes = (models.Index(F("status"), F("number").desc(), name="issue_by_status"),)

    def __str__(self) -> str:
        return f"第{self.number}期"

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_online(self) -> bool:
        return self.edition_id is not None and self.withdrawn_at is None

    @property
    def is_correction(self) -> bool:
        return self.revision > 1

    @property
    def stage_name(self) -> str:
        """The step of reviewing that it waits for, or that its review begins with."""
        return self.stages[self.stage]["name"] if self.stage < len(self.stages) else ONE_STAGE

    @property
    def has_stages(self) -> bool:
        return len(self.stages) > 1

    @property
    def is_last_stage(self) -> bool:
        return self.stage + 1 >= len(self.stages)

    @property
    def standing(self) -> str:
        """Its status in words, with the stage where there are several."""
        if self.status == Status.SUBMITTED and self.has_stages:
            return f"待{self.stage_name}"
        return self.get_status_display()

    @classmethod
    def entries_under(cls, rows: "models.QuerySet[Any]") -> Iterator[Any]:
        for kind in entry_kinds():
            yield entry_model(kind).objects.filter(section__issue__in=rows)

    def unique_error_message(self, model_class: Any, unique_check: Any) -> ValidationError:
        if tuple(unique_check) == ("number",):
            return ValidationError(f"第{self.number}期已经有了，请换一个期号。", code="unique")
        return super().unique_error_message(model_class, unique_check)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self._begin()
        else:
            kwargs["update_fields"] = self._content_fields(kwargs.get("update_fields"))
        with transaction.atomic():
            self._refuse_renumbering()
            super().save(*args, **kwargs)

    def _refuse_renumbering(self) -> None:
        """Readers find an edition by the number of its issue: it stays once there is one."""
        renumbered = Issue.objects.published().filter(pk=self.pk).exclude(number=self.number)
        if not self._state.adding and renumbered.exists():
            raise ContentLocked(RENUMBERED)

    def _begin(self) -> None:
        self.status = Status.DRAFT
        actor = current_actor()
        self.revised_by = [actor.pk] if actor else []

    def _content_fields(self, wanted: Any) -> set[str]:
        """State is never written from here, whatever an instance may hold."""
        names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
        return (names if wanted is None else set(wanted)) - self.STATE_FIELDS
