"""Tells the browser, which keeps what is typed until it is saved (static/admin/unsaved/), when to forget it."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
MINUTE, WEEK = 60, 7 * 24 * 60 * 60


def forget_saved(request: HttpRequest, response: R) -> R:
    """What was typed at this address is stored."""
    told = quote(f"{request.user.pk}:{request.get_full_path()}", safe="")
    response.set_cookie("unsaved_saved", told, max_age=MINUTE, samesite="Strict")
    return response


def forget_all(user_pk: int | None, response: R) -> R:
    """This person has signed out. From the admin the script forgets at once; elsewhere, where pages have no script,
    the browser does if it knows this header (over HTTPS), or else the next page of the admin."""
    if user_pk is not None:
        response.set_cookie("unsaved_gone", str(user_pk), max_age=WEEK, samesite="Strict")
        response.headers["Clear-Site-Data"] = '"storage"'
    return response
