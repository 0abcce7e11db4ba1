"""Makes an Edition of an approved Document. Its PDF is printed before anything is locked."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from issues.document import Document
from issues.editing.building import build_document
from issues.exporting.pdf import Rendered, RenderingFailed
from issues.exporting.printable import why_not_printable
from issues.exporting.printing import print_document
from issues.files.file_store import sha256_of, store_atomically
from issues.models import Edition, EditionEntry, Issue
from issues.refusals import Refusal


@dataclass(frozen=True)
class PrintedIssue:
    """A Document and its PDF, which are not published yet."""

    document: Document
    printed: Rendered


class NotPrintable(Refusal):
    """The PDF cannot be published; the message is Chinese and for the user."""


def prepare(issue: Issue) -> PrintedIssue:
    """Raises `NotPrintable`, also where no installed font has a glyph for a character."""
    document = build_document(issue)
    try:
        printed = print_document(document)
    except RenderingFailed as error:
        raise NotPrintable(str(error)) from error
    except FileNotFoundError as error:
        raise NotPrintable("有附件的文件已找不到，或与审核时的不同，请告诉管理员") from error
    if printed.missing:
        reason = why_not_printable(document, printed.missing)
        raise NotPrintable(f"{reason}，请改写，或请管理员安装字体")
    return PrintedIssue(document, printed)


def freeze(issue: Issue, draft: PrintedIssue, *, by: User, note: str) -> Edition:
    document = draft.document
    sha256 = sha256_of(draft.printed.pdf)
    edition = Edition(
        issue=issue,
        revision=issue.revision,
        document_json=document.canonical_json,
        digest=document.digest,
        pdf=_store_pdf(f"{issue.number}-{issue.revision}-{sha256[:12]}.pdf", draft.printed.pdf),
        pdf_sha256=sha256,
        pages=draft.printed.pages,
        correction_note=note,
        published_by=by,
        published_at=timezone.now(),
    )
    edition.save()
    EditionEntry.objects.bulk_create(_entries(edition, document))
    return edition


def _store_pdf(name: str, pdf: bytes) -> str:
    path = f"editions/{name}"
    store_atomically(path, pdf)
    return path


def _entries(edition: Edition, document: Document) -> list[EditionEntry]:
    return [
        EditionEntry(edition=edition, uid=entry.uid, kind=entry.kind, title=heading)
        for entry, heading in document.headings()
    ]
