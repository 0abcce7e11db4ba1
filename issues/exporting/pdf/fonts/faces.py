"""Which font file plays which role, and a private fontconfig that knows these files alone.

The stylesheet asks for roles (Song, Hei, Kai ...), never for fonts. Files are used where they lie: of a
mapped 25 MB collection only what a page touches is ever read, and nothing is converted or copied.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

REGULAR, BOLD = 80, 200  # fontconfig's weights
LATIN = (
    *(
        (0x20, 0x7E),
        (0xA0, 0x103),
        (0x110, 0x113),
        (0x11A, 0x11B),
        (0x128, 0x12B),
        (0x143, 0x144),
        (0x147, 0x148),
    ),
    *(
        (0x14C, 0x14F),
        (0x152, 0x153),
        (0x168, 0x16D),
        (0x192, 0x192),
        (0x1A0, 0x1A1),
        (0x1AF, 0x1B0),
        (0x1CD, 0x1DC),
    ),
    *((0x1F8, 0x1F9), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9)),
    *((0x2014, 0x2014), (0x2018, 0x201A), (0x201C, 0x201D), (0x2026, 0x2026)),
)
"""The characters that the Latin font draws in Kai text. They include quotation marks and dashes, which many Kai fonts draw
too narrow for Chinese. Only characters that its file has: where a font declares a character, no other font is tried."""
PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")


@dataclass(frozen=True)
class Source:
    """A file that can play a role: by file name, and by PostScript name within a collection."""

    filename: str
    postscript: str = ""


@dataclass(frozen=True)
class Role:
    family: str
    weight: int
    sources: tuple[Source, ...]
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Face:
    role: Role
    path: Path
    source: Source


SIGNS = (Source("DejaVuSans.ttf"),)
MORE_SIGNS = (
    *(Source("NotoSansSymbols2-Regular.ttf"), Source("NotoSansSymbols2-Regular.otf"), Source("seguisym.ttf")),
    *(Source("Symbola.ttf"), Source("Symbola_hint.ttf")),
)
SONG = (Source("NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular"), Source("NotoSerifSC-Regular.otf"))
SONG_BOLD = (Source("NotoSerifCJK-Bold.ttc", "NotoSerifCJKsc-Bold"), Source("NotoSerifSC-Bold.otf"))
BIAOSONG = ("方正小标宋简体.ttf", "方正小标宋_GBK.ttf", "FZXBSJW.TTF", "FZXBSJW--GB1-0.ttf", "FZXBSK.TTF")
FANGSONG = ("仿宋_GB2312.ttf", "FangSong_GB2312.ttf", "SIMFANG_GB2312.TTF")
KAI = ("楷体_GB2312.ttf", "KaiTi_GB2312.ttf", "SIMKAI_GB2312.TTF")

ROLES = (
    Role("Song", REGULAR, SONG),
    Role("Song", BOLD, SONG_BOLD),
    Role(
        "Hei",
        REGULAR,
        (Source("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular"), Source("NotoSansSC-Regular.otf")),
    ),
    Role("Hei", BOLD, (Source("NotoSansCJK-Bold.ttc", "NotoSansCJKsc-Bold"), Source("NotoSansSC-Bold.otf"))),
    Role("Kai", REGULAR, (*map(Source, KAI), Source("LXGWWenKai-Regular.ttf"))),
    Role("Kai", BOLD, (*map(Source, KAI), Source("LXGWWenKai-Bold.ttf"))),
    Role("Biaosong", REGULAR, (*map(Source, BIAOSONG), *SONG_BOLD)),
    Role("Fangsong", REGULAR, tuple(map(Source, FANGSONG))),
    Role("Signs", REGULAR, SIGNS),
    Role("MoreSigns", REGULAR, MORE_SIGNS),
    Role("Latin", REGULAR, SONG, LATIN),
    Role("Latin", BOLD, SONG_BOLD, LATIN),
)
"""Best source first. A role without any falls to the stylesheet's next family; Song and Hei come with pip."""


def installed(places: Sequence[Path] | None = None) -> list[Face]:
    """The faces at hand. PRINT_FONTS, a path list, replaces the usual places (the pip fonts always count)."""
    files = _files_by_name([*(_usual_places() if places is None else places), *_pip_fonts()])
    chosen = ((role, _first_found(role, files)) for role in ROLES)
    return [Face(role, files[source.filename.lower()], source) for role, source in chosen if source]


def has_signs(faces: Iterable[Face]) -> bool:
    """Whether a font is at hand that draws arrows, boxes, ticks and raised figures."""
    return any(face.role.family == "Signs" for face in faces)


def _first_found(role: Role, files: Mapping[str, Path]) -> Source | None:
    return next((source for source in role.sources if source.filename.lower() in files), None)


def _usual_places() -> list[Path]:
    if "PRINT_FONTS" in os.environ:
        return [Path(place) for place in os.environ["PRINT_FONTS"].split(os.pathsep) if place]
    return [Path(place).expanduser() for place in PLACES]


def _pip_fonts() -> Iterator[Path]:
    spec = find_spec("pylopdf_fonts_zh_cn")
    yield from map(Path, (spec and spec.submodule_search_locations) or ())


def _files_by_name(places: Iterable[Path]) -> dict[str, Path]:
    """Lower-cased file name to path; the first place wins."""
    found: dict[str, Path] = {}
    for place in places:
        for folder, _, names in os.walk(place):
            for name in names:
                found.setdefault(name.lower(), Path(folder, name))
    return found


def configure(folder: Path, faces: Sequence[Face]) -> Path:
    """Write a fonts.conf into `folder` under which these faces, by their roles, are all there is."""
    (links := folder / "fonts").mkdir()
    rules = []
    for number, face in enumerate(faces):
        link = links / f"{number}{face.path.suffix}"  # one file may play two roles: each needs its own name
        link.symlink_to(face.path.resolve())
        rules.append(_rule(face, link))
    config = folder / "fonts.conf"
    places = {"links": escape(str(links)), "cache": escape(str(folder / "cache"))}
    config.write_text(HEADER.format(**places, rules="".join(rules)))
    return config


UNUSED = '<edit name="family" mode="assign_replace"><string>unused</string></edit>'
HEADER = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{links}</dir><cachedir>{cache}</cachedir>{rules}
<selectfont><rejectfont><pattern>
<patelt name="family"><string>unused</string></patelt>
</pattern></rejectfont></selectfont>
</fontconfig>"""


def _rule(face: Face, link: Path) -> str:
    """Name the face by its role; push the other faces of its collection out of the way."""
    name = f'<edit name="family" mode="prepend"><string>{face.role.family}</string></edit>'
    weight = f'<edit name="weight" mode="assign_replace"><int>{face.role.weight}</int></edit>'
    rule = _match(face, link, "eq", name + weight + _charset(face.role.ranges))
    if face.source.postscript:
        rule += _match(face, link, "not_eq", UNUSED)
    return rule


def _match(face: Face, link: Path, compare: str, edits: str) -> str:
    tests = f'<test name="file" compare="eq"><string>{escape(str(link))}</string></test>'
    if face.source.postscript:
        name = f"<string>{face.source.postscript}</string>"
        tests += f'<test name="postscriptname" compare="{compare}">{name}</test>'
    return f'\n<match target="scan">{tests}{edits}</match>'


def _charset(ranges: Iterable[tuple[int, int]]) -> str:
    spans = "".join(f"<range><int>0x{first:x}</int><int>0x{last:x}</int></range>" for first, last in ranges)
    return spans and f'<edit name="charset" mode="assign_replace"><charset>{spans}</charset></edit>'
