"""帮助: the manual (docs/用户手册.md), for everybody who is signed in."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt

DOCS = Path(settings.BASE_DIR) / "docs"


@require_GET
@never_cache
def manual(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html", {"manual": manual_html()})


@require_GET
@never_cache
def picture(request: HttpRequest, name: str) -> FileResponse:
    file = DOCS / "pictures" / f"{name}.png"
    if not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


@cache
def manual_html() -> SafeString:
    """Rendered once: it changes with the product. Markdown's own HTML is off, so that what is here is all of ours."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((DOCS / "用户手册.md").read_text(encoding="utf-8"))
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", re.sub(r"[^\w]", "", words.content))
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return mark_safe(html)  # noqa: S308 - a file of ours, without HTML


urlpatterns = [
    path("help/", manual, name="help"),
    path("help/pictures/<slug:name>.png", picture, name="help_picture"),
]
