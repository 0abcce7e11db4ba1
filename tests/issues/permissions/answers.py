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


def ask(client: Client, method: str, address: str, body: dict[str, Any], before: str) -> Answer:
    """Rolled back afterwards; `before` is the digest of the database."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    key = cookie.value if cookie else ""
    if method == "POST" and address.endswith(("/change/", "/deadlines/")):
        body = body | _seen(client.get(address))
    with transaction.atomic(), statements() as written:
        response = (
            getattr(client, method.lower())(address, body)
            if method in ("GET", "POST")
            else client.generic(method, address)
        )
        content = _content(response)
        wrote = any(written) and database_digest() != before
        transaction.set_rollback(True)
    client.cookies.clear()
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    page = content if response.headers.get("Content-Type", "").startswith("text/html") else ""
    return Answer(_how(response), _messages(response, content), page, wrote)


def _seen(page: Any) -> dict[str, str]:
    """What a browser would send along: the state that the form shows, if it is a form for this person."""
    found = re.search(r'name="seen" value="([^"]*)" id="id_seen"', page.content.decode(errors="replace"))
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
def statements() -> Iterator[list[str]]:
    """Those that write, but for sessions and the like."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITING) and not any(f'"{name}' in sql[:60] for name in ASIDE):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def database_digest() -> str:
    """Every row of every table."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(ASIDE):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
                found.update(f"{table}{cursor.fetchall()}".encode())
    return found.hexdigest()
