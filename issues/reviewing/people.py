"""The people to ask or to inform: by their permissions, and by what they did. Only those who can still sign in."""

from collections.abc import Iterable

from django.contrib.auth.models import Permission, User
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from issues.models import Issue, Transition
from issues.reviewing.rounds import ApprovalEffect, actions_that
from issues.reviewing.rules import why_not_approve


def users_with_permission(codename: str) -> "QuerySet[User]":
    """Those who were given a permission. Superusers have every permission, but are not asked to do the work."""
    granted = Permission.objects.filter(content_type__app_label="issues", codename=codename)
    of_role = Q(groups__permissions__in=granted) | Q(user_permissions__in=granted)
    return User.objects.filter(of_role, is_active=True).distinct().prefetch_related("groups")


def active_users(keys: Iterable[int], permission: str) -> list[User]:
    """Those of these users who may still do it, superusers included."""
    users = User.objects.filter(pk__in=set(keys), is_active=True)
    return [user for user in users if user.has_perm(permission)]


def editors_of(issue: Issue, revision: int) -> list[User]:
    """Those who wrote or submitted this revision."""
    sent = issue.transitions.filter(action__in=actions_that(ApprovalEffect.ROUND_BEGUN), revision=revision)
    return active_users([*issue.revised_by, *sent.values_list("actor", flat=True)], "issues.submit_issue")


def reviewers_of(issue: Issue) -> list[User]:
    """Those who may pass the stage that the issue waits for."""
    prefetch_related_objects([issue], Prefetch("transitions", Transition.objects.all()))
    return [user for user in users_with_permission("review_issue") if why_not_approve(issue, user) is None]


def publishers_of(issue: Issue, revision: int) -> list[User]:
    """The editors of this revision who may publish; where none may, everybody who may."""
    own = [user for user in editors_of(issue, revision) if user.has_perm("issues.publish_issue")]
    return own or list(users_with_permission("publish_issue"))
