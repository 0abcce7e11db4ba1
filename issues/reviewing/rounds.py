"""A round of reviewing: from sending for review until a return or the publication, stage by stage.

What was signed in it follows from the record of transitions alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.contrib.auth.models import User

from issues.models import Issue, Masthead, Transition, Verdict
from issues.models.issue import ONE_STAGE


@dataclass(frozen=True, slots=True)
class Round:
    """When the present round began, and its present stage where others came before."""

    round: datetime
    stage: datetime | None


class ApprovalEffect(Enum):
    """What an action of the workflow does to the approvals of the present round."""

    NONE = auto()
    GIVEN = auto()
    LAST_REMOVED = auto()
    CLEARED = auto()
    RESTORED = auto()
    """Those that were cleared last are valid again."""


_effects: dict[str, ApprovalEffect] = {}


def register(action: str, effect: ApprovalEffect) -> None:
    """Every action of `issues.workflow.actions` is registered when the app is loaded."""
    _effects[action] = effect


def effect_of(record: Transition) -> ApprovalEffect:
    return _effects.get(record.action, ApprovalEffect.NONE)


Signed = list[Transition]
"""The approvals that stand, one for each stage passed."""


def planned_stages() -> list[dict[str, object]]:
    """The stages as an administrator set them up, to be kept with an issue that is sent for review."""
    stages = Masthead.current().stages.all()
    return [{"name": stage.name, "group": stage.group_id} for stage in stages] or [
        {"name": ONE_STAGE, "group": None}
    ]


def approvals_of(issue: Issue) -> Signed:
    """The approvals of the present round that stand."""
    history = issue.transitions.filter(revision=issue.revision).select_related("actor").order_by("pk")
    return approvals_in_force(history)


def current_round(issue: Issue) -> Round | None:
    """None where the issue was not sent for review in this revision."""
    history = [record for record in issue.transitions.all() if record.revision == issue.revision]
    history.sort(key=lambda record: record.pk)
    sent = [record.at for record in history if record.action == "submit"]
    approvals = approvals_in_force(history)
    return Round(sent[-1], approvals[-1].at if approvals else None) if sent else None


def is_of_present_stage(verdict: Verdict, now: Round, by: User) -> bool:
    """A mark that was made in this stage, or by this same person."""
    return now.stage is None or verdict.at >= now.stage or verdict.by_id == by.pk


def approvals_in_force(history: Iterable[Transition]) -> Signed:
    """The approvals that stand at the end of `history`, which starts with a revision, the oldest first."""
    standing: Signed = []
    cleared: Signed = []
    for record in history:
        match effect_of(record):
            case ApprovalEffect.GIVEN:
                standing = [*standing, record]
            case ApprovalEffect.LAST_REMOVED:
                standing = standing[:-1]
            case ApprovalEffect.CLEARED:
                standing, cleared = [], standing
            case ApprovalEffect.RESTORED:
                standing = cleared
    return standing


def why_not_this_stage(issue: Issue, by: User) -> str | None:
    """Each stage has its own people where a group is named for it, and nobody signs two stages of a revision."""
    plan = issue.stages[issue.stage] if issue.stage < len(issue.stages) else {}
    group = plan.get("group")
    if group and not by.is_superuser and group not in {own.pk for own in by.groups.all()}:
        return f"“{issue.stage_name}”已指定由别人担任；如需调整，请管理员改“审次”"
    if issue.has_stages and (done := _other_stage_of(issue, by)):
        return f"这一版的{done}是您做的，{issue.stage_name}要由另一位来做"
    return None


def _other_stage_of(issue: Issue, by: User) -> str:
    """Another stage of this revision that this person signed."""
    signed_by = ("approve", issue.revision, by.pk)
    return next(
        (
            record.stage
            for record in issue.transitions.all()
            if (record.action, record.revision, record.actor_id) == signed_by
            and record.stage not in ("", issue.stage_name)
        ),
        "",
    )
