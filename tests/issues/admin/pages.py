"""Reading the admin's pages in tests."""

import re
from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse

from issues.models import Issue
from tests.rendered import flat


def compose(issue: Issue) -> str:
    return reverse("admin:issues_issue_change", args=[issue.pk])


def act(issue: Issue, name: str, *args: Any) -> str:
    return reverse(f"admin:issues_issue_{name}", args=[issue.pk, *args])


def messages_of(response: Any) -> list[str]:
    """The messages that the response leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def form_values(response: Any) -> dict[str, Any]:
    """What a browser would post from the page's form as it stands."""
    form = response.context["adminform"].form
    values = {field.html_name: field.value() for field in form}
    for inline in response.context["inline_admin_formsets"]:
        for part in (inline.formset.management_form, *inline.formset.forms):
            values |= {field.html_name: field.value() for field in part}
    return {name: value for name, value in values.items() if value is not None}


def titles(html: str) -> list[str]:
    """The entries' titles on the compose page in reading order."""
    return re.findall(r'<span class="what"><a href="[^"]+">([^<]+)</a>', flat(html))


def undo_button(shown: str) -> tuple[str, dict[str, str]]:
    """Where the button 撤销 in a message posts to, and what."""
    address = re.search(r'formaction="([^"]+)"', shown)
    value = re.search(r'name="undo" value="([^"]+)"', shown)
    assert address, shown
    assert value, shown
    return address[1], {"undo": value[1]}
