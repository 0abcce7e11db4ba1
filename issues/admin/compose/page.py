"""The content of the compose page, from a number of queries that does not grow with the issue."""

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
from issues.admin.compose.import_remarks import ImportRemark, import_remarks_of, may_resolve
from issues.admin.compose.review_summary import ReviewSummary, review_summary
from issues.admin.compose.steps import Event, event_of
from issues.admin.compose.workflow_panel import WorkflowPanel, workflow_panel
from issues.document.kinds import SectionKind, section_kinds
from issues.editing.building import imprint_of
from issues.editing.entry_rows import EntryRow, entry_rows, in_reading_order
from issues.exporting.formats import OFFERED, Format
from issues.models import ImportedFile, Issue, Section, Transition
from issues.reviewing.signatories import name_notice
from issues.workflow.tally import Tally

PUBLIC = (Issue.Status.PUBLISHED, Issue.Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class ComposeContent:
    """The sections with their entries. `unfinished` counts the entries that lack a needed field; `missing_kinds` are the
    sections that can be added; `targets` are where ticked entries can be moved to."""

    groups: list[Group]
    total: int
    words: int
    unfinished: int
    missing_kinds: list[SectionKind]
    targets: list[Target]


@dataclass(frozen=True, slots=True)
class ImportPanel:
    """The remarks to check of an imported issue."""

    file: ImportedFile
    remarks: list[ImportRemark]
    can_resolve: bool

    @property
    def unrecognised(self) -> list[ImportRemark]:
        return [remark for remark in self.remarks if remark.is_unrecognised]

    @property
    def doubts(self) -> list[ImportRemark]:
        return [remark for remark in self.remarks if not remark.is_unrecognised]

    @property
    def origin(self) -> str:
        """The file that the issue was imported from, and who marked the remarks as done."""
        by = signature(self.file.uploaded_by) if self.file.uploaded_by else "系统命令"
        day = date_format(localtime(self.file.uploaded_at), "DATE_FORMAT")
        return f"{day}由{by}从“{self.file.filename}”导入。{_resolved_by(self.file)}"


@dataclass(frozen=True, slots=True)
class Exports:
    """Each version of the content can be downloaded in every format."""

    offers: list[Offer]
    forms: list[Format]


@dataclass(frozen=True, slots=True)
class ComposePage:
    """`notices` say what is wrong with the masthead."""

    issue: Issue
    can_edit: bool
    content: ComposeContent
    workflow: WorkflowPanel
    events: list[Event]
    exports: Exports
    imported: ImportPanel | None
    notices: list[str]

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


def _imprint_notice(issue: Issue) -> str:
    """What the regime requires and is missing, as long as readers do not see this content."""
    reason = imprint_of(issue).why_incomplete(issue.publishers) if issue.status not in PUBLIC else None
    return f"{reason}，否则不能送审。" if reason else ""


def _resolved_by(imported: ImportedFile) -> str:
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
    in_order = list(in_reading_order(sections, rows))
    summary = review_summary(issue)
    unfinished = [row for row in in_order if row.missing]
    return ComposePage(
        issue=issue,
        can_edit=can_edit,
        content=_content(issue, user, sections, rows, summary, can_edit=can_edit),
        workflow=workflow_panel(issue, user, _tally(rows, in_order, summary), unfinished),
        events=[event_of(record) for record in issue.transitions.all()],
        exports=Exports(offers_of(issue), OFFERED),
        imported=_import_panel(issue, user, rows),
        notices=list(filter(None, (name_notice(issue), _imprint_notice(issue)))),
    )


def _content(
    issue: Issue,
    user: User,
    sections: list[Section],
    rows: list[EntryRow],
    summary: ReviewSummary,
    *,
    can_edit: bool,
) -> ComposeContent:
    present = {section.kind for section in sections}
    return ComposeContent(
        groups=groups_of(sections, rows, user, summary),
        total=len(rows),
        words=sum(row.words for row in rows),
        unfinished=sum(bool(row.missing) for row in rows),
        missing_kinds=[kind for kind in section_kinds() if kind.key not in present],
        targets=targets(issue) if can_edit and rows else [],
    )


def _tally(rows: list[EntryRow], in_order: list[EntryRow], summary: ReviewSummary) -> Tally:
    uids = {row.uid for row in rows}
    return Tally(
        total=len(rows),
        unfinished=sum(bool(row.missing) for row in rows),
        open=summary.open,
        unresolved=summary.unresolved,
        needs_change=summary.count_needing_change(uids),
        marked=len(uids & summary.verdicts.keys()),
        unmarked=tuple(row.title for row in in_order if row.uid not in summary.verdicts),
    )


def _import_panel(issue: Issue, user: User, rows: list[EntryRow]) -> ImportPanel | None:
    file = ImportedFile.objects.select_related("uploaded_by", "settled_by").filter(issue=issue).first()
    if file is None:
        return None
    can_resolve = may_resolve(issue) and user.has_perm("issues.change_issue")
    return ImportPanel(file, import_remarks_of(file, rows), can_resolve)
