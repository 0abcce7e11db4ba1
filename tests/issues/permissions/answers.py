"""What one request came to: how it was answered, which messages it shows, whether it changed anything."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client

ASIDE = ("django_session", "axes_", "sqlite_")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass
class Answer:
    how: str
    messages: str
    page: str
    """Its HTML, if it is any."""
    wrote: bool


def ask(client: Client, method: str, address: str, body: dict[str, Any], before: dict[str, str]) -> Answer:
    """Rolled back afterwards; `before` has the digests of the tables."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    key = cookie.value if cookie else ""
    with transaction.atomic(), statements() as written:
        response = (
            getattr(client, method.lower())(address, body)
            if method in ("GET", "POST")
            else client.generic(method, address)
        )
        content = _content(response)
        wrote = digests(written) != {table: before[table] for table in written}
        transaction.set_rollback(True)
    client.cookies.clear()
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    page = content if response.headers.get("Content-Type", "").startswith("text/html") else ""
    return Answer(_how(response), _messages(response, content), page, wrote)


def seen_on(page: str) -> dict[str, str]:
    """What a browser would send along: the state that the form shows, if it is a form for this person."""
    found = re.search(r'name="seen" value="([^"]*)" id="id_seen"', page)
    return {"seen": found[1]} if found else {}


def _how(response: Any) -> str:
    match response.status_code:
        case 302 if "/login/?next=" in response.url:
            return "login"
        case 403 | 404 | 405 as status:
            return {403: "no", 404: "none", 405: "405"}[status]
        case status if status < 500:
            return "yes"
    return "crash"


def _content(response: Any) -> str:
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def _messages(response: Any, content: str) -> str:
    said = [str(message) for message in get_messages(response.wsgi_request)]
    return "\n".join([content, unquote(str(response.headers)), *said])


@contextmanager
def statements() -> Iterator[set[str]]:
    """The tables that are written, but for sessions and the like."""
    written: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITING):
            written.update(table for table in [sql.split('"', 2)[1]] if not table.startswith(ASIDE))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def database_digests() -> dict[str, str]:
    """By table: no two states of it have the same."""
    tables = connection.introspection.table_names()
    return digests({table for table in tables if not table.startswith(ASIDE)})


def digests(tables: set[str]) -> dict[str, str]:
    """Of every row of these tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            found[table] = hashlib.sha256(f"{cursor.fetchall()}".encode()).hexdigest()
    return found
