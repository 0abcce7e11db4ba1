"""The one door for state: every change of an issue's status goes through `perform`.

草稿 ──送审──▶ 待审核 ──通过──▶ 审核通过 ──发布──▶ 已发布 ──撤下──▶ 已撤下
  ▲  ◀─撤回送审─┘  │退回           │退回              │                │
  │               ▼               ▼                 └──── 勘误 ──────┴──▶ 草稿（新版次）
  └──送审──── 退回修改 ◀───────────┘
"""

from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from issues.editing.building import build_document
from issues.models import Issue, Snapshot, Transition
from issues.refusals import ActionRefused, Forbidden, Stale, Unmet
from issues.workflow import editions
from issues.workflow.action import Action, Performance
from issues.workflow.actions import ACTIONS
from issues.workflow.notice_mail import notify
from issues.workflow.notices import SCHEDULE_FAILED

__all__ = [
    "ACTIONS",
    "Action",
    "ActionRefused",
    "Forbidden",
    "Stale",
    "Unmet",
    "available_actions",
    "call_off",
    "is_sent_again",
    "perform",
]


AGAIN = timedelta(minutes=10)
"""How long the same step of the same person from the same page is one step: a form sent again over a bad line."""


def perform(
    issue: Issue,
    key: str,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Transition:
    """Carry out one action whole, with its record, or raise `ActionRefused` and change nothing.

    `seen` is the `Issue.version` of the page that the person decided on; None trusts `issue` as it was read. `at` is
    for what is to happen later.
    """
    action, note = ACTIONS[key], note.strip()
    _check_person(action, by)
    draft = _prepare(issue, action)
    with transaction.atomic():
        current = Issue.objects.select_for_update().get(pk=issue.pk)
        _check_state(current, action, seen=issue.version if seen is None else seen)
        act = Performance(current, by, note, build_document(current), draft, at)
        _check_guards(action, act)
        transition = _carry_out(action, _signed(action, act), by_clock=at is not None and action.prints)
    issue.refresh_from_db()
    return transition


def is_sent_again(issue: Issue, key: str, *, by: User, seen: int) -> bool:
    """Whether this person has just taken this step from the page of this version: the same form came a second time."""
    current = Issue.objects.get(pk=issue.pk)
    last = current.transitions.order_by("-pk").first()
    if last is None or (last.action, last.actor_id) != (key, by.pk):
        return False
    return current.version == seen + 1 and last.at >= timezone.now() - AGAIN


def call_off(issue: Issue, *, reason: str) -> Transition | None:
    """Clear a schedule that could not be kept, in the name of whoever set it, whatever they may do by now.

    None, and nothing is changed, where somebody acted on the issue since it was read.
    """
    with transaction.atomic():
        current = Issue.objects.select_for_update().get(pk=issue.pk)
        if (current.version, current.publish_at) != (
            issue.version,
            issue.publish_at,
        ) or not current.scheduled_by:
            return None
        act = Performance(
            current, current.scheduled_by, f"{SCHEDULE_FAILED}：{reason}", build_document(current)
        )
        return _carry_out(ACTIONS["unschedule"], act, by_clock=True)


def available_actions(issue: Issue, user: User) -> list[Action]:
    """What this person could do from here, as far as status and permission tell."""
    return [
        action
        for action in ACTIONS.values()
        if issue.status in action.moves
        and user.has_perm(action.permission)
        and _makes_sense(action.key, issue, user)
    ]


def _makes_sense(key: str, issue: Issue, user: User) -> bool:
    """What the table alone does not tell."""
    match key:
        case "withdraw":
            return issue.is_online
        case "abandon":
            return issue.edition is not None and issue.edition.revision < issue.revision
        case "unapprove":
            return _was_last_done_by(user, issue, "approve") and (
                issue.status == Issue.Status.APPROVED or issue.stage > 0
            )
        case "unreturn":
            return _was_last_done_by(user, issue, "return")
        case "unschedule":
            return issue.publish_at is not None
    return True


def _was_last_done_by(user: User, issue: Issue, key: str) -> bool:
    return next((t.actor_id == user.pk for t in issue.transitions.all() if t.action == key), False)


def _prepare(issue: Issue, action: Action) -> editions.PrintedIssue | None:
    if not action.prints or issue.status not in action.moves:
        return None
    try:
        return editions.prepare(issue)
    except editions.NotPrintable as error:
        raise Unmet(f"没有发布：{error}") from error


def _check_person(action: Action, by: User) -> None:
    if not (by.is_active and by.has_perm(action.permission)):
        raise Forbidden(f"您没有“{action.label}”的权限；如果工作需要，请联系管理员")


def _check_state(issue: Issue, action: Action, *, seen: int) -> None:
    if issue.status not in action.moves:
        raise Stale(f"{issue}现在是“{issue.standing}”，不能{action.label}，请刷新页面")
    if issue.version != seen:
        raise Stale(f"您打开页面之后，{issue}又有改动，请刷新页面、看过最新内容后再{action.label}")


def _check_guards(action: Action, act: Performance) -> None:
    if action.needs_note and not act.note and not action.without_note(act):
        raise Unmet(f"请填写{action.needs_note}")
    for guard in action.guards:
        if reason := guard(act):
            raise Unmet(reason)


def _signed(action: Action, act: Performance) -> Performance:
    """A name belongs to what is signed, so it goes in before the digest is taken."""
    names = {name: value for name, value in action.signs(act).items() if value != getattr(act.issue, name)}
    if not names:
        return act
    Issue.objects.filter(pk=act.issue.pk).advance(**names)
    return replace(act, document=build_document(Issue.objects.get(pk=act.issue.pk)))


def _carry_out(action: Action, act: Performance, *, by_clock: bool = False) -> Transition:
    issue, target = act.issue, action.target(act.issue)
    state = {"status": target, **action.effect(act)}
    Issue.objects.filter(pk=issue.pk).advance(version=F("version") + 1, **state)
    Snapshot.keep(issue.pk, act.document)
    transition = Transition.objects.create(
        issue=issue,
        revision=issue.revision + ("revised_by" in state),
        action=action.key,
        stage=issue.stage_name if issue.has_stages else "",
        from_status=issue.status,
        to_status=target,
        actor=act.by,
        note=act.note,
        digest=act.document.digest,
    )
    notify(transition, by_clock=by_clock)
    return transition
