"""Makes the browser delete the text that it stores until it is saved (static/admin/unsaved/)."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
MINUTE, WEEK = 60, 7 * 24 * 60 * 60


def forget_saved(request: HttpRequest, response: R) -> R:
    """Marks the text typed at this address as saved, so that the browser deletes its copy."""
    saved_page = quote(f"{request.user.pk}:{request.get_full_path()}", safe="")
    response.set_cookie("unsaved_saved", saved_page, max_age=MINUTE, samesite="Strict")
    return response


def forget_all(user_pk: int | None, response: R) -> R:
    """Makes the browser delete all texts of a user who signed out. In the admin, the script deletes them at once. Other
    pages have no script: there the browser does it if it supports this header (over HTTPS), or the next admin page."""
    if user_pk is not None:
        response.set_cookie("unsaved_gone", str(user_pk), max_age=WEEK, samesite="Strict")
        response.headers["Clear-Site-Data"] = '"storage"'
    return response
