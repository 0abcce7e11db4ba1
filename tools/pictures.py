"""Takes the pictures of the manual (docs/pictures) from the product itself, with the people and issues of the demo.

`make pictures` runs it. Each picture is small: 1000 pixels wide, of at most 64 colours.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.needs import find_chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "issues" / "demo" / "sample-issue.json"
PASSWORD = "demo-only-2026"  # noqa: S105 - the demo's own, known to all
ADMINISTRATOR = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_EMAIL": "guanli@example.org"}
DESK, PHONE = {"width": 1200, "height": 760}, {"width": 390, "height": 780}
WIDTH, COLOURS = 1000, 64
NEXT = "14"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = _environment(Path(folder))
        _prepare(environment)
        browser = playwright.chromium.launch(executable_path=find_chromium())
        with _served(environment) as site:
            _take_all(browser, site, lambda *words: _manage(environment, *words))
        browser.close()


def _environment(folder: Path) -> dict[str, str]:
    own = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "DIGEST_ENV": "development",
    }
    return os.environ | own | {"MEDIA_ROOT": str(folder / "media")}


def _prepare(environment: dict[str, str]) -> None:
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "demo")
    _manage(environment | ADMINISTRATOR, "createsuperuser", "--noinput", "--username", "guanli")
    _manage(environment, "import_issue", str(SAMPLE), "--number", NEXT, "--by", "editor")


def _manage(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "manage.py"), "runserver", "--noreload", f"127.0.0.1:{port}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            _wait_for(site := f"http://127.0.0.1:{port}")
            yield site
        finally:
            server.terminate()


def _wait_for(site: str) -> None:
    for _ in range(120):
        try:
            urlopen(f"{site}/login/", timeout=5).close()  # noqa: S310 - our own server
            return
        except (URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("演示站没有启动")


def _take_all(browser: Browser, site: str, manage: Callable[..., None]) -> None:
    editor = _signed_in(browser, site, "editor", before="sign-in")
    _shoot(editor, "/admin/", "front")
    address = _of_issue(editor)
    _shoot(editor, f"{address}change/", "compose")
    _open(editor, "送审")
    _save(editor, "submit")
    editor.goto(f"{site}{address}change/")
    editor.locator('#compose a[href*="/policyitem/"][href*="change"]').first.click()
    _settle(editor)
    _save(editor, "entry")
    _shoot(editor, "/admin/issues/issue/import/", "import")
    _shoot(editor, "/admin/papers/journalabstract/references/", "references")
    manage("transition", NEXT, "submit", "--by", "editor")
    reviewer = _signed_in(browser, site, "reviewer")
    _shoot(reviewer, f"{address}review/", "review")
    _open(reviewer, "退回修改")
    _save(reviewer, "return")
    manage("transition", NEXT, "return", "--by", "reviewer", "--note", "两条政策请补上来源网址。")
    _shoot(editor, f"{address}change/", "returned")
    _shoot(_signed_in(browser, site, "guanli"), "/admin/auth/user/add/", "account")
    reader = _signed_in(browser, site, "reader")
    _shoot(reader, "/", "reading")
    _shoot(reader, "/issues/", "archive")
    _shoot(_signed_in(browser, site, "reader", PHONE), "/", "phone")


def _of_issue(page: Page) -> str:
    link = page.locator("a", has_text=f"第{NEXT}期").first.get_attribute("href") or ""
    return link.split("change/")[0].split("review/")[0]


def _signed_in(browser: Browser, site: str, name: str, size: dict[str, int] = DESK, before: str = "") -> Page:
    page = browser.new_context(locale="zh-CN", viewport=size, base_url=site).new_page()  # type: ignore[arg-type]
    page.goto("/login/")
    if before:
        _save(page, before)
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('登录')")
    _settle(page)
    return page


def _shoot(page: Page, address: str, name: str) -> None:
    page.goto(address)
    _settle(page)
    _save(page, name)


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # the editor lays itself out after the page has come to rest


def _open(page: Page, label: str) -> None:
    """The question that a button of the workflow asks."""
    page.locator("details summary", has_text=label).first.click()
    page.wait_for_timeout(300)


def _save(page: Page, name: str) -> None:
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    width = min(WIDTH, image.width)
    small = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
