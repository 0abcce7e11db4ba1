"""A round of reviewing: from submitting until a return or the publication, stage by stage.

Which approvals are in force follows from the transitions alone.
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
    """When the present round began, and its present stage; None for the first stage."""

    round: datetime
    stage: datetime | None


class ApprovalEffect(Enum):
    """What an action of the workflow does to the approvals of the present round."""

    NONE = auto()
    ROUND_BEGUN = auto()
    """The issue is sent for review. Whoever does it does not approve (four eyes)."""
    GIVEN = auto()
    LAST_REMOVED = auto()
    RETURNED = auto()
    """A reviewer gives the issue back to the editors. The approvals are cleared."""
    CLEARED = auto()
    RESTORED = auto()
    """Those that were cleared last are valid again."""


_effects: dict[str, ApprovalEffect] = {}


def register(action: str, effect: ApprovalEffect) -> None:
    """Every action of `issues.workflow.actions` is registered when the app is loaded."""
    _effects[action] = effect


def effect_of(record: Transition) -> ApprovalEffect:
    return _effects.get(record.action, ApprovalEffect.NONE)


def actions_that(*effects: ApprovalEffect) -> list[str]:
    """The keys of the actions with one of these effects, as `Transition.action` stores them."""
    return [action for action, effect in _effects.items() if effect in effects]


Signed = list[Transition]
"""Approvals in force, one for each stage that was passed."""


def planned_stages() -> list[dict[str, object]]:
    """The stages as an administrator set them up, to be stored with an issue when it is submitted."""
    stages = Masthead.current().stages.all()
    return [{"name": stage.name, "group": stage.group_id} for stage in stages] or [
        {"name": ONE_STAGE, "group": None}
    ]


def approvals_of(issue: Issue) -> Signed:
    """The approvals of the present round that are in force."""
    history = issue.transitions.filter(revision=issue.revision).select_related("actor").order_by("pk")
    return approvals_in_force(history)


def current_round(issue: Issue) -> Round | None:
    """None where the issue was not submitted in this revision."""
    history = [record for record in issue.transitions.all() if record.revision == issue.revision]
    history.sort(key=lambda record: record.pk)
    sent = [record.at for record in history if effect_of(record) is ApprovalEffect.ROUND_BEGUN]
    approvals = approvals_in_force(history)
    return Round(sent[-1], approvals[-1].at if approvals else None) if sent else None


def is_of_present_stage(verdict: Verdict, now: Round, by: User) -> bool:
    """Whether the verdict was given in this stage, or by this person."""
    return now.stage is None or verdict.at >= now.stage or verdict.by_id == by.pk


def approvals_in_force(history: Iterable[Transition]) -> Signed:
    """The approvals in force at the end of `history`: the transitions of a revision, the oldest first."""
    in_force: Signed = []
    cleared: Signed = []
    for record in history:
        match effect_of(record):
            case ApprovalEffect.GIVEN:
                in_force = [*in_force, record]
            case ApprovalEffect.LAST_REMOVED:
                in_force = in_force[:-1]
            case ApprovalEffect.ROUND_BEGUN | ApprovalEffect.RETURNED | ApprovalEffect.CLEARED:
                in_force, cleared = [], in_force
            case ApprovalEffect.RESTORED:
                in_force = cleared
    return in_force


def why_not_this_stage(issue: Issue, by: User) -> str | None:
    """Refuses a person who is not in the group of the stage, or who signed another stage of this revision."""
    plan = issue.stages[issue.stage] if issue.stage < len(issue.stages) else {}
    group = plan.get("group")
    if group and not by.is_superuser and group not in {own.pk for own in by.groups.all()}:
        return f"“{issue.stage_name}”已指定由别人担任；如需调整，请管理员改“审次”"
    if issue.has_stages and (done := _other_stage_of(issue, by)):
        return f"这一版的{done}是您做的，{issue.stage_name}要由另一位来做"
    return None


def _other_stage_of(issue: Issue, by: User) -> str:
    """The name of another stage of this revision that this person signed; "" where there is none."""
    signed_by = (ApprovalEffect.GIVEN, issue.revision, by.pk)
    return next(
        (
            record.stage
            for record in issue.transitions.all()
            if (effect_of(record), record.revision, record.actor_id) == signed_by
            and record.stage not in ("", issue.stage_name)
        ),
        "",
    )
