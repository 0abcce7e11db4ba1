"""A form may come back to another row than it was opened for: the entry was deleted and is back under another key, or
the form of a new entry is sent a second time, because the answer to the first never came."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from issues.admin import posted
from issues.admin.forms.entry_state import Opened
from issues.editing.restoring import restore_deleted
from issues.models import Entry, EntryRevision, Issue, entry_model


def standing_in(request: HttpRequest, model: type[Entry], object_id: str | None) -> Entry | None:
    """The entry that this form is to change in place of the one in its address; None where that is the right one."""
    opened = Opened.of(model, request.POST.get("seen"))
    if opened is None or (object_id is None) != (opened.at is None):
        return None
    if object_id is not None and model.objects.filter(pk=posted.number(object_id)).exists():
        return None
    entry = _locked(model, opened)
    if entry is not None:
        if opened.at is None and _is_untouched(request, entry):
            _as_it_is_now(request, entry)
        request.sent_again = opened.at is None  # type: ignore[attr-defined]  # for `rows_below`
        return entry
    return _brought_back(request, opened) if "_restore" in request.POST else None


def _locked(model: type[Entry], opened: Opened) -> Entry | None:
    """Its issue first, as everywhere: a third request with the same form waits for the second."""
    rows = model.objects.filter(uid=opened.uid)
    issues = rows.exclude(section=None).order_by().values("section__issue")
    list(Issue.objects.select_for_update().filter(pk__in=issues).values_list("pk"))
    return rows.select_for_update(of=("self",)).first()


def _brought_back(request: HttpRequest, opened: Opened) -> Entry | None:
    deleted = EntryRevision.objects.in_bin().filter(uid=opened.uid).first()
    if deleted is None:
        return None
    opts = entry_model(deleted.entry_kind)._meta
    if not request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        raise PermissionDenied
    entry = restore_deleted(deleted)
    _as_it_is_now(request, entry)
    request.sent_again = False  # type: ignore[attr-defined]  # for `rows_below`
    return entry


def rows_below(request: HttpRequest, prefix: str, told: dict[str, Any]) -> dict[str, Any]:
    """What is posted of the rows below a form that came back to another entry. One that is back has its own; one that
    this form has made has the files that came with it then."""
    is_again = getattr(request, "sent_again", None)
    if is_again is None:
        return told
    if not is_again:
        return told | {"data": {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}}
    annexes = getattr(told["instance"].to_document(), "annexes", ())
    stored = {(annex.filename, annex.size) for annex in annexes}
    files: dict[str, Any] = request.FILES.dict()
    for name, file in files.items():
        if name.startswith(f"{prefix}-") and (file.name, file.size) in stored:
            told["data"][name.removesuffix("-file") + "-DELETE"] = "on"
    return told


def _is_untouched(request: HttpRequest, entry: Entry) -> bool:
    """Since the first form made it: then the second only says more, or the same."""
    revisions = EntryRevision.objects.of(entry.uid)[:2]
    return [revision.by_id for revision in revisions] == [request.user.pk]


def _as_it_is_now(request: HttpRequest, entry: Entry) -> None:
    """What is stored is what this person has seen."""
    entry.refresh_from_db()
    data = request.POST.copy()
    data["seen"] = Opened(entry.document_type.kind, entry.uid, entry.updated_at, entry.section_id).token
    request.POST = data  # type: ignore[assignment]  # our own copy
