"""The page 邮件通知设置, and the link in every mail that unsubscribes."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from issues.actor import signed_in
from issues.mail.messages import read_stop
from issues.mail.outbox import save_choice
from issues.models import MailChoice

When = MailChoice.When


class MailChoiceForm(forms.Form):
    when = forms.ChoiceField(choices=When.choices, label="通知邮件", widget=forms.RadioSelect)


@never_cache
@require_http_methods(["GET", "POST"])
def mail_choice(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = MailChoiceForm(request.POST or None, initial={"when": MailChoice.of(user)})
    if request.method == "POST" and form.is_valid():
        save_choice(user, When(form.cleaned_data["when"]))
        messages.success(request, "邮件通知设置已保存。")
        return redirect("mail_choice")
    return render(request, "mail/choice.html", {"form": form})


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token says who, and this is all that it can do
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing: mail programs open links by themselves, and would unsubscribe people."""
    person = read_stop(token)
    if person is None:
        return render(request, "mail/stop.html", {"is_unknown": True}, status=404)
    if request.method == "POST":
        save_choice(person, When.NEVER)
    return render(request, "mail/stop.html", {"is_stopped": MailChoice.of(person) == When.NEVER})


urlpatterns = [
    path("account/mail/", mail_choice, name="mail_choice"),
    path("mail/stop/<str:token>/", stop_mail, name="stop_mail"),
]
