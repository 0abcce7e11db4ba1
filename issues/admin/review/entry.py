"""The verdict and the comments of one entry, shown above its form."""

from typing import Any

from django.http import HttpRequest

from issues.actor import signed_in
from issues.admin.review.entry_panel import EntryPanel, entry_panels
from issues.admin.review.text import shown_alone
from issues.document.cleaning import cleaned


def entry_review(request: HttpRequest, obj: Any) -> EntryPanel | None:
    """None where there is neither a verdict nor a comment, or this person has no part in the review."""
    user, issue = signed_in(request), obj.section.issue
    if not (user.has_perm("issues.view_issue") or user.has_perm("issues.change_issue")):
        return None
    panels = entry_panels(issue, user)
    if obj.uid not in panels.verdicts and obj.uid not in panels.conversations:
        return None
    entry = cleaned(obj.to_document())
    return panels.of(entry, entry.heading, shown_alone(entry))
