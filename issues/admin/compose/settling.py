"""Settles what an import left to look at, one remark or all of them, from the compose page."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from issues.admin import posted
from issues.admin.compose.actions import issue_act
from issues.admin.compose.hints import may_settle
from issues.admin.compose.undo import with_button
from issues.admin.history.issue import note
from issues.models import ImportedFile, Issue
from issues.refusals import Stale


@issue_act("issues.change_issue")
def settle_remarks(request: HttpRequest, issue: Issue) -> str:
    imported = ImportedFile.objects.filter(issue=issue).first()
    if imported is None:
        raise Http404
    if not may_settle(issue):
        raise Stale(f"{issue}{issue.get_status_display()}，导入时的提示不用再处理")
    if "undo" in request.POST:
        imported.settle_one(posted.number(request.POST["undo"]), request.user, is_settled=False)
        messages.success(request, "已撤销，这条提示还在。")
    elif "remark" in request.POST:
        place = request.POST["remark"]
        imported.settle_one(posted.number(place), request.user)
        address = reverse("admin:issues_issue_settle", args=[issue.pk])
        messages.success(request, with_button("已记下：这条提示处理过了。", address, place))
    else:
        imported.settle(request.user)
        messages.success(request, "已记下：导入时的提示都处理过了。")
    note(request, issue, "处理了导入时的提示")
    return "imported"
