"""撤销: the message after a change has a button that undoes it. The button contains the previous arrangement, signed for
this person and this issue."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from issues.editing.arrangement import Arrangement, restore_arrangement
from issues.editing.restoring import Unrestorable
from issues.models import Issue

SALT = "undo"
UNDONE = 100
"""One button restores at most this many deleted entries."""
LASTS = 24 * 60 * 60  # seconds
OVER = "没有撤销：这个按钮已经失效。"


@dataclass
class Undo:
    """`token` is filled in once the change is done."""

    request: HttpRequest
    issue: Issue
    token: str = ""

    def message(self, text: str) -> str:
        """Safe HTML: the text with the button. Its form `undo` is on every page of the admin."""
        return with_button(text, reverse("admin:issues_issue_undo", args=[self.issue.pk]), self.token)


def with_button(text: str, address: str, value: str, *, label: str = "撤销") -> str:
    return format_html(
        '{} <button type="submit" class="undo" form="undo" formaction="{}" name="undo" value="{}">{}</button>',
        text,
        address,
        value,
        label,
    )


@contextmanager
def undoable(request: HttpRequest, issue: Issue) -> Iterator[Undo]:
    """Makes what the block changes in the arrangement of this issue undoable. Locks the issue until the block ends."""
    with transaction.atomic():
        Issue.objects.select_for_update().only("pk").get(pk=issue.pk)
        undo, before = Undo(request, issue), Arrangement.of(issue)
        yield undo
    issue.refresh_from_db(fields=["version"])
    content = [request.user.pk, issue.pk, issue.version, before.as_json()]
    undo.token = signing.dumps(content, salt=SALT, compress=True)


def take_back(request: HttpRequest, issue: Issue) -> None:
    """Undoes what the posted button names. Raises `Unrestorable`, `ContentLocked`."""
    try:
        user, of_issue, version, before = signing.loads(
            request.POST.get("undo", ""), salt=SALT, max_age=LASTS
        )
    except signing.BadSignature:
        raise Unrestorable(OVER) from None
    if (user, of_issue) != (request.user.pk, issue.pk):
        raise Unrestorable(OVER)
    restore_arrangement(issue, Arrangement.from_json(before), version=version)
