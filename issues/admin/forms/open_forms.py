"""Shows who else has a form open, on the form itself and in the row of the compose page. An open form reports itself with
heartbeats; other open pages ask again from time to time."""

import re
from collections import defaultdict
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from issues.actor import signature
from issues.admin.compose.previews import may_view
from issues.models import Editing

WHAT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|section-[0-9]{1,15}", re.ASCII)


def others_at(what: str, user: User) -> list[str]:
    """Who else has this form open, each as a sentence; one query."""
    return [sentence(row) for row in Editing.objects.of_others(user).filter(what=what)]


def everyone_else(user: User) -> dict[str, list[str]]:
    """Names by what they have open; one query for everything."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in Editing.objects.of_others(user):
        names[row.what].append(signature(row.user))
    return names


def sentence(row: Editing) -> str:
    subject = "这个栏目" if row.what.startswith("section-") else "这一条"
    if row.typed_at:
        return f"{signature(row.user)}正在修改{subject}（{_ago(row.typed_at)}还在输入）"
    return f"{signature(row.user)}也打开了{subject}（{_ago(row.opened_at)}）"


def _ago(moment: datetime) -> str:
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    return f"{minutes} 分钟前" if minutes < 60 else f"{minutes // 60} 小时前"


@never_cache
@require_http_methods(["GET", "POST"])
def open_forms(request: HttpRequest) -> JsonResponse:
    """GET returns {"editing": names by what they have open}, or with `what` {"others": sentences about this form alone}.
    POST records that this person has `what` open."""
    user = request.user
    if not isinstance(user, User) or not may_view(request):
        raise PermissionDenied
    if request.method == "POST":
        return _heartbeat(request, user, request.POST.get("what", ""))
    if what := request.GET.get("what"):
        return JsonResponse({"others": others_at(what, user) if WHAT.fullmatch(what) else []})
    return JsonResponse({"editing": everyone_else(user)})


def _heartbeat(request: HttpRequest, user: User, what: str) -> JsonResponse:
    """Returns {"others": sentences about the other people}. With `left` the page is being closed."""
    if not WHAT.fullmatch(what):
        return JsonResponse({"others": []}, status=400)
    if "left" in request.POST:
        Editing.objects.leave(user, what)
        return JsonResponse({"others": []})
    Editing.objects.beat(user, what, has_typed="typed" in request.POST)
    return JsonResponse({"others": others_at(what, user)})
