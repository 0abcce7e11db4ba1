"""Resolves the remarks that an import left to check, one or all of them, from the compose page."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.urls import reverse

from issues.admin import posted
from issues.admin.compose.actions import issue_action
from issues.admin.compose.import_remarks import may_resolve
from issues.admin.compose.undo import with_button
from issues.admin.history.issue import note
from issues.models import ImportedFile, Issue
from issues.refusals import Stale


@issue_action("issues.change_issue")
def resolve_remarks(request: HttpRequest, issue: Issue) -> str:
    imported = ImportedFile.objects.filter(issue=issue).first()
    if imported is None:
        raise Http404
    if not may_resolve(issue):
        raise Stale(f"{issue}{issue.get_status_display()}，导入时的提示不用再处理")
    if "undo" in request.POST:
        imported.resolve_remark(posted.number(request.POST["undo"]), request.user, is_resolved=False)
        messages.success(request, "已撤销，这条提示还在。")
    elif "remark" in request.POST:
        index = request.POST["remark"]
        imported.resolve_remark(posted.number(index), request.user)
        address = reverse("admin:issues_issue_resolve_remarks", args=[issue.pk])
        messages.success(request, with_button("已记下：这条提示处理过了。", address, index))
    else:
        imported.resolve_remarks(request.user)
        messages.success(request, "已记下：导入时的提示都处理过了。")
    note(request, issue, "处理了导入时的提示")
    return "imported"
