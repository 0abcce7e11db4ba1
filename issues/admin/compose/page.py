"""What the compose page shows: the whole issue in reading order, from a fixed number of queries whatever its size."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.timezone import localtime

from issues.actor import signature
from issues.admin.compose.destinations import Target, targets
from issues.admin.compose.exports import Offer, offers_of
from issues.admin.compose.groups import Group, groups_of
from issues.admin.compose.hints import Hint, hints_of, may_settle
from issues.admin.compose.review_state import reviewed
from issues.admin.compose.steps import Event, Step, Tally, event_of, steps_of
from issues.document.kinds import SectionKind, section_kinds
from issues.editing.entry_rows import EntryRow, entry_rows, in_reading_order
from issues.exporting.formats import OFFERED, Format
from issues.models import ImportedFile, Issue, Transition
from issues.reviewing.signatories import name_notice
from issues.workflow.actions import remarks_of
from issues.workflow.hints import hint_for
from issues.workflow.remarks import Remark


@dataclass(frozen=True, slots=True)
class ComposePage:
    issue: Issue
    groups: list[Group]
    total: int
    words: int
    unfinished: int
    steps: list[Step]
    remarks: list[Remark]
    events: list[Event]
    can_edit: bool
    hint: str
    missing_kinds: list[SectionKind]
    offers: list[Offer]
    forms: list[Format]
    imported: ImportedFile | None
    import_hints: list[Hint]
    can_settle: bool
    unwritten: list[EntryRow]
    targets: list[Target]
    """Where several entries can be moved at once."""
    name_told: str
    """What speaks against the name that the masthead gives as 审核."""

    @property
    def is_in_review(self) -> bool:
        return self.issue.status in (Issue.Status.SUBMITTED, Issue.Status.RETURNED)

    @property
    def seen_by_readers(self) -> str:
        """What readers see of the issue now."""
        issue = self.issue
        if issue.is_online and (edition := issue.edition):
            return f"读者现在看到的是第{edition.revision}版（{_moment(edition.published_at)} 发布）。"
        if issue.withdrawn_at:
            return f"本期已于 {_moment(issue.withdrawn_at)} 撤下：{issue.withdrawal_note}"
        return "读者还看不到。"

    @property
    def unrecognised(self) -> list[Hint]:
        return [hint for hint in self.import_hints if hint.is_unrecognised]

    @property
    def doubts(self) -> list[Hint]:
        return [hint for hint in self.import_hints if not hint.is_unrecognised]

    @property
    def origin(self) -> str:
        """The file that the issue was imported from, and who settled its hints; "" where it was not imported."""
        if not (imported := self.imported):
            return ""
        by = signature(imported.uploaded_by) if imported.uploaded_by else "系统命令"
        day = date_format(localtime(imported.uploaded_at), "DATE_FORMAT")
        return f"{day}由{by}从“{imported.filename}”导入。{_settled(imported)}"


def _settled(imported: ImportedFile) -> str:
    if not (imported.settled_at and imported.remarks):
        return ""
    by = signature(imported.settled_by) if imported.settled_by else ""
    return f"导入时的提示已由{by}处理（{_moment(imported.settled_at)}）。"


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def compose_page(issue: Issue, user: User, *, can_edit: bool) -> ComposePage:
    sections = list(issue.sections.order_by("position", "pk"))
    for section in sections:
        section.issue = issue
    rows = entry_rows(issue, counted=True)
    history = Transition.objects.select_related("actor")
    prefetch_related_objects([issue], Prefetch("transitions", queryset=history))
    unfinished = sum(bool(row.missing) for row in rows)
    known = reviewed(issue)
    uids = {row.uid for row in rows}
    tally = Tally(
        total=len(rows),
        unfinished=unfinished,
        open=known.open,
        unresolved=known.unresolved,
        needs_change=known.needing(uids),
        marked=len(uids & known.marks.keys()),
        unmarked=tuple(row.title for row in in_reading_order(sections, rows) if row.uid not in known.marks),
    )
    imported = ImportedFile.objects.select_related("uploaded_by", "settled_by").filter(issue=issue).first()
    present = {section.kind for section in sections}
    return ComposePage(
        issue=issue,
        groups=groups_of(sections, rows, user, known),
        total=len(rows),
        words=sum(row.words for row in rows),
        unfinished=unfinished,
        steps=steps_of(issue, user, tally),
        remarks=remarks_of(issue),
        events=[event_of(record) for record in issue.transitions.all()],
        can_edit=can_edit,
        hint=hint_for(issue, user),
        missing_kinds=[kind for kind in section_kinds() if kind.key not in present],
        offers=offers_of(issue),
        forms=OFFERED,
        imported=imported,
        import_hints=hints_of(imported, rows),
        can_settle=may_settle(issue) and user.has_perm("issues.change_issue"),
        unwritten=[row for row in in_reading_order(sections, rows) if row.missing],
        targets=targets(issue) if can_edit and rows else [],
        name_told=name_notice(issue),
    )
