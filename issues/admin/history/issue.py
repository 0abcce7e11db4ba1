"""修改记录 of an issue: records changes that Django's log does not contain, because no form of the issue was saved."""

from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone

from issues.actor import signed_in
from issues.models import Issue

SAME = timedelta(minutes=10)
"""Equal changes by one person within this time become one line, for example if an entry is moved up step by step."""


def note(request: HttpRequest, issue: Issue, what: str) -> None:
    user = signed_in(request)
    kind = ContentType.objects.get_for_model(Issue)
    last = LogEntry.objects.filter(content_type=kind, object_id=str(issue.pk)).order_by("-pk").first()
    is_same = last is not None and (last.user_id, last.change_message) == (user.pk, what)
    if last is not None and is_same and timezone.now() - last.action_time < SAME:
        LogEntry.objects.filter(pk=last.pk).update(action_time=timezone.now())
        return
    LogEntry.objects.create(
        user=user,
        content_type=kind,
        object_id=str(issue.pk),
        object_repr=str(issue),
        action_flag=CHANGE,
        change_message=what,
    )
