"""What is said of one entry, above its form, so that it is answered while it is mended."""

from typing import Any

from django.http import HttpRequest

from issues.actor import signed_in
from issues.admin.review.entry_panel import EntryPanel, EntryPanels
from issues.admin.review.text import shown_alone
from issues.document.cleaning import cleaned


def entry_review(request: HttpRequest, obj: Any) -> EntryPanel | None:
    """None where there is neither a mark nor a comment, or this person has no part in the review."""
    user, issue = signed_in(request), obj.section.issue
    if not (user.has_perm("issues.view_issue") or user.has_perm("issues.change_issue")):
        return None
    sides = EntryPanels(issue, user)
    if obj.uid not in sides.verdicts and obj.uid not in sides.threads:
        return None
    entry = cleaned(obj.to_document())
    return sides.of(entry, entry.heading, shown_alone(entry))
