"""A form may have to change another row than the one in its address: the entry was deleted and restored under another key,
or the form of a new entry is sent a second time, because the response to the first was lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict

from issues.admin import posted
from issues.admin.forms.entry_state import Opened
from issues.editing.restoring import restore_deleted
from issues.models import Entry, EntryRevision, Issue, entry_model


@dataclass(frozen=True, slots=True)
class Replacement:
    """The entry to change. `is_repeated`: this very form created it before. `may_overwrite`: the form may save over the
    stored state, because nobody else changed it."""

    entry: Entry
    is_repeated: bool
    may_overwrite: bool

    def posted_to(self, request: HttpRequest, prefixes: Iterable[str]) -> QueryDict:
        """The posted data as the form of this entry would send it. `prefixes` are those of its inlines."""
        data = request.POST.copy()
        if self.may_overwrite:
            data["seen"] = _current_token(self.entry)
        for prefix in prefixes:
            if self.is_repeated:
                self._drop_stored_files(request, data, prefix)
            else:
                # A restored entry has its own inline rows again; the page that restored it shows none.
                data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = "0"
        return data

    def _drop_stored_files(self, request: HttpRequest, data: QueryDict, prefix: str) -> None:
        """The files that the form sent the first time are not added a second time."""
        annexes = getattr(self.entry.to_document(), "annexes", ())
        stored = {(annex.filename, annex.size) for annex in annexes}
        files: dict[str, Any] = request.FILES.dict()
        for name, file in files.items():
            if name.startswith(f"{prefix}-") and (file.name, file.size) in stored:
                data[name.removesuffix("-file") + "-DELETE"] = "on"


def find_replacement(request: HttpRequest, model: type[Entry], object_id: str | None) -> Replacement | None:
    """None where the entry in the address is the right one."""
    opened = Opened.of(model, request.POST.get("seen"))
    if opened is None or (object_id is None) != (opened.at is None):
        return None
    if object_id is not None and model.objects.filter(pk=posted.number(object_id)).exists():
        return None
    entry = _locked(model, opened)
    if entry is not None:
        is_repeated = opened.at is None
        return Replacement(entry, is_repeated, is_repeated and _is_untouched(request, entry))
    return _restored(request, opened) if "_restore" in request.POST else None


def _locked(model: type[Entry], opened: Opened) -> Entry | None:
    """Locks the issue before the entry, as every write does: a third request with the same form waits for the second."""
    rows = model.objects.filter(uid=opened.uid)
    issues = rows.exclude(section=None).order_by().values("section__issue")
    list(Issue.objects.select_for_update().filter(pk__in=issues).values_list("pk"))
    return rows.select_for_update(of=("self",)).first()


def _restored(request: HttpRequest, opened: Opened) -> Replacement | None:
    deleted = EntryRevision.objects.in_bin().filter(uid=opened.uid).first()
    if deleted is None:
        return None
    opts = entry_model(deleted.entry_kind)._meta
    if not request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        raise PermissionDenied
    return Replacement(restore_deleted(deleted), is_repeated=False, may_overwrite=True)


def _is_untouched(request: HttpRequest, entry: Entry) -> bool:
    """Whether nobody changed it after the first form created it."""
    revisions = EntryRevision.objects.of(entry.uid)[:2]
    return [revision.by_id for revision in revisions] == [request.user.pk]


def _current_token(entry: Entry) -> str:
    entry.refresh_from_db()  # the database may round the time
    return Opened(entry.document_type.kind, entry.uid, entry.updated_at, entry.section_id).token
