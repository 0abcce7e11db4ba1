"""印刷字体: which font plays which role in print, for administrators, and a specimen to print."""

from csp.decorators import csp_exempt
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from issues.actor import signed_in
from issues.admin.compose.previews import PATIENCE
from issues.exporting.pdf import RenderingFailed
from issues.exporting.pdf.fonts import places
from issues.exporting.pdf.fonts.overview import overview
from issues.exporting.specimen import print_specimen


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    _require_administrator(request)
    shown = {
        "title": "印刷字体",
        "roles": overview(),
        "places": places.usual_places(),
        "problems": places.problems(),
    }
    return render(request, "admin/print_fonts.html", admin.site.each_context(request) | shown)


@require_GET
@csp_exempt()  # as for every PDF: the browser's viewer brings styles of its own
def specimen(request: HttpRequest) -> HttpResponse:
    _require_administrator(request)
    try:
        printed = print_specimen(patience=PATIENCE)
    except RenderingFailed as failure:
        messages.error(request, f"印刷字样没有生成：{failure}")
        return HttpResponseRedirect(reverse("admin:print_fonts"))
    disposition = str(content_disposition_header(as_attachment=False, filename="印刷字样.pdf"))
    return HttpResponse(
        printed.pdf, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


def _require_administrator(request: HttpRequest) -> None:
    if not signed_in(request).is_superuser:
        raise PermissionDenied
