"""The addresses of the editorial admin, and the anchors on its pages."""

from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from issues.document.kinds import EntryKind
from issues.editing.entry_rows import EntryRow
from issues.models import entry_model


def compose_address(issue_id: int, anchor: str = "") -> str:
    return reverse("admin:issues_issue_change", args=[issue_id]) + _fragment(anchor)


def review_address(issue_id: int, anchor: str = "") -> str:
    return reverse("admin:issues_issue_review", args=[issue_id]) + _fragment(anchor)


def _fragment(anchor: str) -> str:
    return f"#{anchor}" if anchor else ""


def entry_anchor(uid: UUID) -> str:
    """The entry on the compose page and on the review page."""
    return f"e-{uid}"


def thread_anchor(pk: int) -> str:
    """The comment thread on the review page, where it can be answered."""
    return f"t-{pk}"


def entry_address(row: EntryRow) -> str:
    """The form of an entry."""
    return model_address(entry_model(row.kind), "change", row.pk)


def entry_page_address(kind: EntryKind, pk: int) -> str:
    """The page of an entry in addition to its form (`EntryKind.row_page`); "" if its kind has none."""
    return reverse(kind.row_page, args=[pk]) if kind.row_page else ""


def model_address(model: type[Model] | Model, page: str, *args: object) -> str:
    """A page that the admin has for every model: `changelist`, `add`, `change`, `history`, `delete`, `import`…"""
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
