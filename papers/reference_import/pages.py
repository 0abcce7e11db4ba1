"""导入文献: upload or paste what a database exported, check it, and choose what to import."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from issues.admin import posted
from issues.admin.compose.destinations import chosen, destinations, label
from issues.admin.spreadsheets.entries import may_place
from issues.document.kinds import entry_kind
from issues.editing.placement import fits, placement_name
from issues.models import Section
from issues.models.bases.content_lock import ContentLocked, why_locked
from issues.office_urls import compose_address
from papers.document import JournalAbstract as Abstract
from papers.models import JournalAbstract
from papers.reference_import.batch import Batch, Expired, read_uploads, uploads_of
from papers.reference_import.collecting import collect
from papers.reference_import.preview import Preview, preview
from papers.references import MAX_BYTES, MAX_RECORDS

PAGE = "admin/papers/journalabstract/references.html"


class ReferencesMixin:
    """Adds the page to the admin of abstracts."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_references)  # type: ignore[attr-defined]
        own = path("references/", view, name="papers_journalabstract_references")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def import_references(self, request: HttpRequest) -> HttpResponse:
        section = self._section(request)
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, section)
        if section and (reason := why_locked(section.issue)):
            raise ContentLocked(reason)
        return self._confirmed(request, section) if "batch" in request.POST else self._read(request, section)

    def _section(self, request: HttpRequest) -> Section | None:
        """The section to import into, from the address or the form; None for the pool."""
        asked = request.GET.get("section")
        if asked is None:
            return self._chosen(request)
        if not request.user.has_perm("issues.change_issue"):
            raise PermissionDenied
        sections = Section.objects.select_related("issue", "parent")
        section = sections.filter(pk=posted.number(asked)).first()
        if section is None or not fits(Abstract.kind, section):
            raise Http404
        return section

    def _choices(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The sections to choose from, where the address names none."""
        if "section" in request.GET or not may_place(request):
            return []
        sections = destinations([entry_kind(Abstract.kind)])
        return [(str(section.pk), label(section)) for section in sections]

    def _chosen(self, request: HttpRequest) -> Section | None:
        key = request.POST.get("destination")
        if not key:
            return None
        if not may_place(request):
            raise PermissionDenied
        return chosen(key, [entry_kind(Abstract.kind)])

    def _read(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        files, too_large = _small_enough(request.FILES.getlist("files"))
        batch, unread = read_uploads(list(uploads_of(files, request.POST.get("text", ""))))
        refusals = [*too_large, *unread]
        if not batch.sources:
            return self._page(request, section, refusals=refusals or [NOTHING_GIVEN])
        return self._page(request, section, refusals=refusals, shown=preview(batch, _user_id(request)))

    def _confirmed(self, request: HttpRequest, section: Section | None) -> HttpResponse:
        try:
            batch = Batch.loaded(request.POST["batch"], _user_id(request))
        except Expired:
            messages.error(
                request, "没有导入：这份预览已经失效，或不是您上传的。请重新上传，看过预览再确认。"
            )
            return HttpResponseRedirect(request.get_full_path())
        indexes = {posted.number(index) for index in request.POST.getlist("chosen")}
        ticked = {index for index in indexes if 0 <= index < len(batch.abstracts)}
        shown = preview(batch, _user_id(request), chosen=ticked)
        wanted = ticked - shown.imported
        if ticked and not wanted:
            return _imported_before(request)
        if refusal := _why_not(wanted, shown):
            return self._page(request, section, refusals=[refusal], shown=shown)
        return self._collected(request, section, [batch.abstracts[index] for index in sorted(wanted)], shown)

    def _collected(
        self, request: HttpRequest, section: Section | None, abstracts: list[Abstract], shown: Preview
    ) -> HttpResponse:
        try:
            home = collect(abstracts, section)
        except IntegrityError:  # the same page confirmed twice at the same moment
            return _imported_before(request)
        left = len(shown.rows) - len(abstracts)
        note = f"；没有选的 {left} 篇没有导入" if left else ""
        messages.success(request, f"已导入 {len(abstracts)} 篇论文摘要到{placement_name(home)}{note}。")
        address = compose_address(home.issue_id, f"s{home.pk}") if home else _list_address()
        return HttpResponseRedirect(address)

    def _page(
        self,
        request: HttpRequest,
        section: Section | None,
        *,
        refusals: list[str] | None = None,
        shown: Preview | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": "导入文献",
            "opts": JournalAbstract._meta,
            "section": section,
            "destination": placement_name(section),
            "choices": self._choices(request),
            "back": compose_address(section.issue_id, f"s{section.pk}") if section else _list_address(),
            "locked": why_locked(section.issue) if section else "",
            "refusals": refusals or [],
            "shown": shown,
            "text": request.POST.get("text", ""),
            "most": MAX_RECORDS,
            "largest": LARGEST,
        }
        return TemplateResponse(request, PAGE, context)


LARGEST = f"{MAX_BYTES // 1024 // 1024} MB"
NOTHING_GIVEN = "请选择文件，或者粘贴导出的文字。"
NEWLY_KNOWN = "没有导入：预览之后，所选的论文中有 {} 篇已在库里（下面标出并取消了勾选），请再看一遍。"


def _small_enough(files: list[UploadedFile]) -> tuple[list[tuple[str, bytes]], list[str]]:  # type: ignore[type-arg]
    """The files that may be read, and a refusal for each that is too large."""
    accepted, refusals, room = [], [], MAX_BYTES
    for file in files:
        if (file.size or 0) > room:
            refusals.append(f"{file.name}：没有读，一次最多 {LARGEST}，请分次导入")
            continue
        room -= file.size or 0
        accepted.append((file.name or "", file.read()))
    return accepted, refusals


def _why_not(wanted: set[int], shown: Preview) -> str:
    if not wanted:
        return "还没有勾选要导入的论文。"
    newly = len(shown.newly_known & wanted)
    return NEWLY_KNOWN.format(newly) if newly else ""


def _imported_before(request: HttpRequest) -> HttpResponse:
    messages.warning(request, "这些论文刚才已经导入过了，没有再导入。")
    return HttpResponseRedirect(_list_address())


def _user_id(request: HttpRequest) -> int:
    return request.user.pk or 0


def _list_address() -> str:
    return reverse("admin:papers_journalabstract_changelist")
