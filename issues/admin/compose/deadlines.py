"""送审截止 and 审核截止 of one issue; they can be changed in every status."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property

from issues.actor import signed_in
from issues.admin.bases.shared_form import SharedForm
from issues.admin.forms.errors import wrong_in
from issues.fields.values import DateFormField
from issues.models import Deadlines, Issue

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DeadlinesForm(SharedForm):
    submit_by = DateFormField(
        label="送审截止", required=False, widget=DATE, help_text="编辑在这一天之前送审。"
    )
    review_by = DateFormField(
        label="审核截止", required=False, widget=DATE, help_text="审核人在这一天之前审完。"
    )

    subject = "截止日期"

    class Meta:
        model = Deadlines
        fields = ("submit_by", "review_by")

    def begin(self) -> None:
        """Posted even while no dates are set, because a colleague may set some meanwhile."""
        self.initial["seen"] = self.state_of(self.instance)

    @cached_property
    def stored(self) -> Deadlines:
        return Deadlines.objects.filter(issue=self.instance.issue).first() or Deadlines(
            issue=self.instance.issue
        )

    def clean(self) -> dict[str, Any]:
        dates = super().clean() or self.cleaned_data
        submit_by, review_by = dates.get("submit_by"), dates.get("review_by")
        if submit_by and review_by and review_by < submit_by:
            raise forms.ValidationError("审核截止不能早于送审截止。")
        return dates


@transaction.atomic
def set_deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("issues.change_issue"):
        raise PermissionDenied
    issues = Issue.objects.select_for_update() if request.method == "POST" else Issue.objects.all()
    issue = get_object_or_404(issues, pk=pk)
    row = Deadlines.objects.filter(issue=issue).first() or Deadlines(issue=issue)
    form = DeadlinesForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        _log(signed_in(request), issue, form)
        messages.success(request, f"{issue}的截止日期已保存。")
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **admin.site.each_context(request),
        "title": f"{issue}的截止日期",
        "form": form,
        "issue": issue,
    }
    context["wrong"] = wrong_in([form])
    return TemplateResponse(request, "admin/deadlines.html", context)


def _log(user: User, issue: Issue, form: DeadlinesForm) -> None:
    dates = "，".join(
        f"{form.fields[name].label} {form.cleaned_data[name] or '无'}" for name in form.changed_data
    )
    if dates:
        LogEntry.objects.log_actions(user.pk, [issue], CHANGE, change_message=dates, single_object=True)
