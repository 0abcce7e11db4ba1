"""Where font files lie, and which of them an administrator has named for a role.

Two environment variables: PRINT_FONTS, a path list, replaces the usual places. PRINT_FONT_ROLES names files for roles:
仿宋=FZFSK.TTF;小标宋=/srv/fonts/title.ttc#FZXBSJW
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from issues.exporting.pdf.fonts.roles import ROLES, Role, stem_of

PLACES = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "~/Library/Fonts"),
    *(r"C:\Windows\Fonts", "~/AppData/Local/Microsoft/Windows/Fonts", "/mnt/c/Windows/Fonts"),
)
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
MAGIC = {b"\0\1\0\0", b"OTTO", b"ttcf", b"true"}
BOLD_MARK = "（粗）"


@dataclass(frozen=True)
class Named:
    """A file that the setting names: its path or file name, and its PostScript name within a collection."""

    file: str
    postscript: str = ""


def usual_places() -> list[Path]:
    """Those that there are."""
    names = os.environ["PRINT_FONTS"].split(os.pathsep) if "PRINT_FONTS" in os.environ else PLACES
    places = (Path(name).expanduser().absolute() for name in names if name)
    return [place for place in places if place.is_dir()]


def pip_fonts() -> Iterator[Path]:
    spec = find_spec("pylopdf_fonts_zh_cn")
    yield from map(Path, (spec and spec.submodule_search_locations) or ())


def files_by_stem(places: Iterable[Path]) -> dict[str, Path]:
    """The font files by `stem_of` their names; the first place wins."""
    found: dict[str, Path] = {}
    for place in places:
        for folder, _, names in os.walk(place):
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix.lower() in SUFFIXES and stem_of(name) not in found and is_font(path):
                    found[stem_of(name)] = path
    return found


def is_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in MAGIC
    except OSError:
        return False


def named_files() -> dict[str, Named]:
    """The setting: role by its Chinese or English name → file."""
    pairs = (pair.partition("=") for pair in os.environ.get("PRINT_FONT_ROLES", "").split(";"))
    return {role.strip(): _named(file) for role, _, file in pairs if role.strip()}


def _named(file: str) -> Named:
    name, _, postscript = file.strip().rpartition("#") if "#" in file else (file.strip(), "", "")
    return Named(name, postscript)


def named_for(role: Role, setting: Mapping[str, Named]) -> Named | None:
    """黑体=… holds for both weights of a role that institutes have fonts for, 黑体（粗）=… for the bold one."""
    general = (role.label.removesuffix(BOLD_MARK), role.family) if role.own else ()
    return next((setting[name] for name in (role.label, *general) if name in setting), None)


def found(named: Named, files: Mapping[str, Path]) -> Path | None:
    """An absolute path as it is, a file name wherever it lies."""
    if os.path.isabs(named.file):
        path = Path(named.file)
        return path if is_font(path) else None
    return files.get(stem_of(named.file))


def problems(places: Sequence[Path] | None = None) -> list[str]:
    """What is wrong with the setting, in Chinese."""
    if not (setting := named_files()):
        return []
    files = files_by_stem([*(usual_places() if places is None else places), *pip_fonts()])
    known = {name for role in ROLES for name in (role.label, role.family)}
    unknown = [f"PRINT_FONT_ROLES 里的“{name}”不是字体的用途" for name in setting if name not in known]
    lost = [
        f"PRINT_FONT_ROLES 给“{name}”指定的文件没有找到，或不是字体文件：{named.file}"
        for name, named in setting.items()
        if name in known and not found(named, files)
    ]
    return unknown + lost
