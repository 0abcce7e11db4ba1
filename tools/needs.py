"""What the product needs from the system, and how to see whether it is there: by looking for the thing itself
(a library that loads, a font file, a program), so that a machine without apt is judged like any other."""

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts").expanduser(),
    Path("~/.fonts").expanduser(),
)
PANGO_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
FETCH_CHROMIUM = ".venv/bin/python -m playwright install --with-deps chromium"
JAXB = tuple(Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar"))
"""What veraPDF reads its profiles with: since version 11 Java does not bring it."""
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    label: str
    packages: tuple[str, ...]  # of Debian and Ubuntu
    is_met: Callable[[], bool]
    beyond_apt: str = ""  # the command that brings what apt does not have


def is_ubuntu() -> bool:
    try:
        return platform.freedesktop_os_release()["ID"] == "ubuntu"
    except OSError:
        return False


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(pattern: str) -> bool:
    return any(next(folder.rglob(pattern), None) for folder in FONT_FOLDERS if folder.is_dir())


def find_chromium() -> str | None:
    """The browser for tests: CHROMIUM if set, else the system's, else the one Playwright fetched."""
    fetched = Path("~/.cache/ms-playwright").expanduser().glob("chromium-*/chrome-linux*/chrome")
    candidates = (os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS), *map(str, sorted(fetched)))
    return next(filter(None, candidates), None)


def find_postgres() -> Path | None:
    """The folder of initdb and postgres: off PATH on Debian, one for each version; the newest is taken."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    installed = [program.parent for program in Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")]
    return max(installed, key=lambda folder: int(folder.parent.name), default=None)


NEEDS = {
    "venv": Need(
        label="Python 虚拟环境模块",
        packages=(f"python3.{sys.version_info.minor}-venv",),
        is_met=lambda: importlib.util.find_spec("ensurepip") is not None,
    ),
    "pango": Need(
        label="Pango 排版库",
        packages=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        is_met=lambda: all(map(loads, PANGO_LIBRARIES)),
    ),
    "fonts": Need(
        label="中文字体（思源、霞鹜文楷）",
        packages=("fonts-noto-cjk", "fonts-lxgw-wenkai"),
        is_met=lambda: has_font("NotoSerifCJK*") and has_font("LXGWWenKai*"),
    ),
    "postgresql": Need(
        label="PostgreSQL 数据库服务器",
        packages=("postgresql",),
        is_met=lambda: find_postgres() is not None,
    ),
    "chromium": Need(
        label="Chromium 浏览器",
        # The library is for Playwright's own Node.js. Ubuntu has Chromium as a snap only.
        packages=("libatomic1",) if is_ubuntu() else ("libatomic1", "chromium"),
        is_met=lambda: find_chromium() is not None and loads("libatomic.so.1"),
        beyond_apt=FETCH_CHROMIUM if is_ubuntu() else "",
    ),
    "java": Need(
        label="Java（用 veraPDF 检验 PDF）",
        packages=("default-jdk-headless", "libjaxb-java", "libjaxb-api-java"),
        is_met=lambda: bool(shutil.which("javac")) and all(jar.exists() for jar in JAXB),
    ),
}
