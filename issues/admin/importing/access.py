"""Who may bring an issue in, and who may look at what an issue was made of."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from issues.admin.compose.previews import may_view
from issues.document.errors import Unreadable

log = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]


def importing(view: View) -> View:
    """For whoever may begin an issue."""
    return _answered(view, may_import)


def looking(view: View) -> View:
    """What an issue was made of: to be read by everyone who may see the issue, the reviewer first of all."""

    def may(request: HttpRequest) -> bool:
        return may_import(request) or (request.method in ("GET", "HEAD") and may_view(request))

    return _answered(view, may)


def may_import(request: HttpRequest) -> bool:
    return request.user.has_perm("issues.add_issue")


def _answered(view: View, may: Callable[[HttpRequest], bool]) -> View:
    """A file that can no longer be read leads back to the upload, with the reason."""

    @wraps(view)
    def asked(request: HttpRequest, **values: Any) -> HttpResponseBase:
        if not may(request):
            raise PermissionDenied
        try:
            return view(request, **values)
        except Unreadable as refusal:
            messages.error(request, str(refusal))
        except FileNotFoundError:
            log.exception("the stored file of an import is missing from the media store")
            missing = (
                "上传的文件已过期清除，请重新导入。"
                if may_import(request)
                else "原文件已找不到，不能对照；请告诉管理员。"
            )
            messages.error(request, missing)
        page = "import" if may_import(request) else "changelist"
        return HttpResponseRedirect(reverse(f"admin:issues_issue_{page}"))

    return asked
