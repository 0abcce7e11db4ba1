"""The template context of a complete issue outside the site: as a file, as text, in print."""

from typing import Any

from django.conf import settings

from issues.document import DRAFT_MARK, Document
from issues.document.annexes import annex_pages
from issues.document.outline import outline


def page_context(document: Document, *, is_draft: bool) -> dict[str, Any]:
    return {
        "document": document,
        "outline": outline(document),
        "annex_pages": annex_pages(document),
        "is_draft": is_draft,
        "draft_mark": DRAFT_MARK,
        "site_url": settings.SITE_URL,
    }
