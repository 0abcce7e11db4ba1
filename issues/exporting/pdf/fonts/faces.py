"""Which font file plays which role. Files are used where they lie: of a mapped 25 MB collection only what a page touches
is ever read, and nothing is converted or copied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from issues.exporting.pdf.fonts import places as font_places
from issues.exporting.pdf.fonts import tables
from issues.exporting.pdf.fonts.roles import ROLES, Role, Source


@dataclass(frozen=True)
class Face:
    """`postscript` is its name within a collection. `completes`: this face draws only what that other face of its role
    does not draw."""

    role: Role
    path: Path
    postscript: str = ""
    is_own: bool = False
    completes: "Face | None" = None


def installed(places: Sequence[Path] | None = None) -> list[Face]:
    """The faces at hand: of an institute's font first, followed by ours, which completes it. The pip fonts always count."""
    searched = font_places.usual_places() if places is None else places
    files = font_places.files_by_stem([*searched, *font_places.pip_fonts()])
    setting = font_places.named_files()
    return [face for role in ROLES for face in _faces_of(role, files, setting)]


def has_signs(faces: Iterable[Face]) -> bool:
    """Whether a font is at hand that draws arrows, boxes, ticks and raised figures."""
    return any(face.role.family == "Signs" for face in faces)


def _faces_of(
    role: Role, files: Mapping[str, Path], setting: Mapping[str, font_places.Named]
) -> Iterator[Face]:
    own = _named(role, files, setting) or _first_found(role, role.own, files, is_own=True)
    if own:
        yield own
    if (own or not role.needs_own) and (ours := _first_found(role, role.ours, files, completes=own)):
        yield ours


def _named(role: Role, files: Mapping[str, Path], setting: Mapping[str, font_places.Named]) -> Face | None:
    named = font_places.named_for(role, setting)
    path = named and font_places.found(named, files)
    if not (named and path):
        return None
    name = named.postscript or tables.first_postscript(path)
    return Face(role, path, name if _is_collection(path) else "", is_own=True)


def _first_found(
    role: Role,
    sources: Iterable[Source],
    files: Mapping[str, Path],
    *,
    is_own: bool = False,
    completes: Face | None = None,
) -> Face | None:
    for source in sources:
        if path := files.get(source.stem.lower()):
            name = source.postscript if _is_collection(path) else ""
            return Face(role, path, name, is_own, completes)
    return None


def _is_collection(path: Path) -> bool:
    return path.suffix.lower() in tables.COLLECTIONS
