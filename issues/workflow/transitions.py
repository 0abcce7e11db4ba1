"""The one door for state: every change of an issue's status goes through `perform` or `call_off`."""

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
from issues.workflow.action import Action, ActionCall
from issues.workflow.actions import ACTIONS, MANUAL_ACTIONS
from issues.workflow.notice_mail import notify

__all__ = [
    "ACTIONS",
    "MANUAL_ACTIONS",
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


SENT_AGAIN_WITHIN = timedelta(minutes=10)
"""Within this time a form that arrives twice (over a bad line the browser sends it again) is one step."""


def perform(
    issue: Issue,
    key: str,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Transition:
    """Carries out one action and records it, or raises `ActionRefused` and changes nothing.

    `seen` is the `Issue.version` of the page on which the person decided; None takes it from `issue`. `at` is the time
    that a schedule is set to.
    """
    action, note = MANUAL_ACTIONS[key], note.strip()
    _check_person(action, by)
    # Printing takes seconds, so it comes before the lock. A guard compares what was printed with what is locked.
    printed = _print(issue, action)
    with transaction.atomic():
        current = Issue.objects.select_for_update().get(pk=issue.pk)
        _check_state(current, action, seen=issue.version if seen is None else seen)
        call = ActionCall(current, by, note, build_document(current), printed, at)
        _check_guards(action, call)
        transition = _carry_out(action, _sign(action, call), by_clock=at is not None and action.prints)
    issue.refresh_from_db()
    return transition


def is_sent_again(issue: Issue, key: str, *, by: User, seen: int) -> bool:
    """Whether this person has just done this from the page of this version: the same form arrived a second time."""
    current = Issue.objects.get(pk=issue.pk)
    last = current.transitions.order_by("-pk").first()
    if last is None or (last.action, last.actor_id) != (key, by.pk):
        return False
    return current.version == seen + 1 and last.at >= timezone.now() - SENT_AGAIN_WITHIN


def call_off(issue: Issue, *, reason: str) -> Transition | None:
    """Clears the schedule of an issue that could not be published, in the name of whoever set it. Their present
    permissions do not matter.

    Gives None, and changes nothing, where somebody acted on the issue since it was read.
    """
    with transaction.atomic():
        current = Issue.objects.select_for_update().get(pk=issue.pk)
        is_unchanged = (current.version, current.publish_at) == (issue.version, issue.publish_at)
        if not is_unchanged or not current.scheduled_by:
            return None
        call = ActionCall(current, current.scheduled_by, reason, build_document(current))
        return _carry_out(ACTIONS["call_off"], call, by_clock=True)


def available_actions(issue: Issue, user: User) -> list[Action]:
    """The actions that are offered to this person now. A guard may still refuse one."""
    return [
        action
        for action in MANUAL_ACTIONS.values()
        if issue.status in action.moves and user.has_perm(action.permission) and action.offered(issue, user)
    ]


def _print(issue: Issue, action: Action) -> editions.PrintedIssue | None:
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


def _check_guards(action: Action, call: ActionCall) -> None:
    if action.lacks_note(call):
        raise Unmet(f"请填写{action.needs_note}")
    for guard in action.guards:
        if reason := guard(call):
            raise Unmet(reason)


def _sign(action: Action, call: ActionCall) -> ActionCall:
    """Stores the names of those who sign. They are part of the content, so the document is built again with them."""
    names = {name: value for name, value in action.signs(call).items() if value != getattr(call.issue, name)}
    if not names:
        return call
    Issue.objects.filter(pk=call.issue.pk).advance(**names)
    return replace(call, document=build_document(Issue.objects.get(pk=call.issue.pk)))


def _carry_out(action: Action, call: ActionCall, *, by_clock: bool = False) -> Transition:
    issue = call.issue
    state = {"status": action.target(issue), **action.effect(call)}
    Issue.objects.filter(pk=issue.pk).advance(version=F("version") + 1, **state)
    Snapshot.store(issue.pk, call.document)
    transition = Transition.objects.create(
        issue=issue,
        revision=issue.revision + ("revised_by" in state),
        action=action.key,
        stage=issue.stage_name if issue.has_stages else "",
        from_status=issue.status,
        to_status=state["status"],
        actor=call.by,
        note=call.note,
        digest=call.document.digest,
    )
    notify(action, transition, by_clock=by_clock)
    return transition
