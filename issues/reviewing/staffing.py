"""Warns where there are too few reviewers for the stages: nobody signs two stages of one revision, so each stage needs a
person of its own. Shown where stages are set up and before an issue is submitted: otherwise it could never pass."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.models import User

from issues.actor import signature
from issues.models import Issue
from issues.reviewing.people import users_with_permission
from issues.reviewing.rounds import planned_stages

HOW = "请管理员添加审核人的账号，或在“刊头与栏目默认值”里调整审次。"


def staffing_warning() -> str:
    """A warning for whoever sets up the stages; "" where each can be passed."""
    return _warning(_planned(users_with_permission("review_issue")))


def warning_before_submitting(issue: Issue, by: User) -> str:
    """A warning for whoever submits. Those who wrote or submit this revision cannot pass any of its stages (four eyes)."""
    barred = {*issue.revised_by, by.pk}
    return _warning(_planned(user for user in users_with_permission("review_issue") if user.pk not in barred))


def _planned(users: Iterable[User]) -> dict[str, list[User]]:
    """The people who could pass each stage."""
    reviewers = list(users)
    return {
        str(stage["name"]): [user for user in reviewers if _is_of(user, stage["group"])]
        for stage in planned_stages()
    }


def _is_of(user: User, group: object) -> bool:
    return group is None or group in {own.pk for own in user.groups.all()}


def _warning(able_to: Mapping[str, Sequence[User]]) -> str:
    stages = stages_without_enough(able_to)
    if not stages:
        return ""
    people = dict.fromkeys(signature(user) for stage in stages for user in able_to[stage])
    called = "、".join(f"“{stage}”" for stage in stages)
    if not people:
        return f"没有人能做{called}，送审后会一直等着。{HOW}"
    return (
        f"{called}共 {len(stages)} 个审次，能审的只有{'、'.join(people)} {len(people)} 人，而每人只能审一次，"
        f"送审后会一直等着。{HOW}"
    )


def stages_without_enough(able_to: Mapping[str, Sequence[User]]) -> list[str]:
    """Stages that together have fewer people than stages; [] where each stage can have a person of its own.

    Bipartite matching with augmenting paths.
    """
    given: dict[int, str] = {}
    for stage in able_to:
        seen: set[int] = set()
        if not _give(stage, able_to, given, seen):
            rivals = {given[pk] for pk in seen}
            return [name for name in able_to if name == stage or name in rivals]
    return []


def _give(stage: str, able_to: Mapping[str, Sequence[User]], given: dict[int, str], seen: set[int]) -> bool:
    """Finds a person for this stage, if necessary by giving another stage a different person."""
    for user in able_to[stage]:
        if user.pk in seen:
            continue
        seen.add(user.pk)
        if user.pk not in given or _give(given[user.pk], able_to, given, seen):
            given[user.pk] = stage
            return True
    return False
