"""The manual as it is served, and that it is whole."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

DOCS = Path(settings.BASE_DIR) / "docs"
MOST = 100 * 1024


@pytest.fixture
def page(client: Client, reader: User) -> str:
    client.force_login(reader)
    return client.get("/help/").content.decode()


def test_manual_has_a_chapter_for_each_role_and_its_contents_lead_there(page: str) -> None:
    for number, name in enumerate(("编辑", "审核人", "管理员", "读者")):
        anchor = f"{'一二三四'[number]}{name}"
        assert f'<h2 id="{anchor}">' in page
    leads = [unquote(lead) for lead in re.findall(r'<li><a href="#([^"]+)"', page)]
    assert leads
    assert all(f'id="{lead}"' in page for lead in leads)


def test_every_picture_is_there_small_and_described(page: str, client: Client) -> None:
    shown = re.findall(r'<img src="(pictures/[\w-]+\.png)" alt="([^"]+)"', page)
    assert len(shown) >= 12
    assert {path for path, _ in shown} == {f"pictures/{file.name}" for file in (DOCS / "pictures").iterdir()}
    for path, _ in shown:
        picture = b"".join(client.get(f"/help/{path}").streaming_content)  # type: ignore[attr-defined]
        assert picture.startswith(b"\x89PNG")
        assert len(picture) <= MOST


def test_manual_is_for_those_who_have_signed_in(client: Client, db: None) -> None:
    assert client.get("/help/").url == "/login/?next=/help/"  # type: ignore[attr-defined]
    assert client.get("/help/pictures/front.png").status_code == 302


def test_office_and_site_lead_to_the_manual(client: Client, editor: User) -> None:
    client.force_login(editor)
    for page in ("/admin/", "/issues/"):
        assert 'href="/help/"' in client.get(page).content.decode()


def test_manual_quotes_buttons_that_exist() -> None:
    """What stands in “” after 按 is on a page, letter for letter."""
    named = set(re.findall(r"按“([^”]{2,12})”", (DOCS / "用户手册.md").read_text(encoding="utf-8")))
    folders = ("templates", "issues", "static/admin")
    written = "".join(
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in (Path(settings.BASE_DIR) / folder).rglob("*")
        if file.suffix in {".html", ".py", ".js"}
    )
    assert not {words for words in named if words not in written}
