"""What a font file says of itself: its characters, its half-width forms, its name."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

CHINESE, ENGLISH = 0x804, 0x409
FAMILY, FULL_NAME, VERSION, POSTSCRIPT = 1, 4, 5, 6
NOT_TO_BE_EMBEDDED = 0x0002
COLLECTIONS = {".ttc", ".otc"}


@dataclass(frozen=True)
class Description:
    name: str
    version: str
    may_be_embedded: bool


def number_in(path: Path, postscript: str) -> int:
    """Which font of a collection has this name; the first if none has."""
    if path.suffix.lower() not in COLLECTIONS or not postscript:
        return 0
    with TTCollection(str(path), lazy=True) as collection:
        names = [font["name"].getDebugName(POSTSCRIPT) for font in collection]
    return names.index(postscript) if postscript in names else 0


def opened(path: Path, postscript: str = "") -> TTFont:
    return TTFont(str(path), lazy=True, fontNumber=number_in(path, postscript))


@lru_cache(maxsize=32)
def characters(path: Path) -> frozenset[int]:
    """Of a collection, its first font: they differ in the shapes, not in the characters. None of a broken file."""
    try:
        with opened(path) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError):
        return frozenset()


@lru_cache(maxsize=32)
def has_half_width(path: Path, postscript: str = "") -> bool:
    """Whether it has half-width forms of full-width marks, the OpenType feature `halt`."""
    try:
        with opened(path, postscript) as font:
            records = font["GPOS"].table.FeatureList.FeatureRecord if "GPOS" in font else ()
            return any(record.FeatureTag == "halt" for record in records)
    except (TTLibError, OSError, AttributeError):  # AttributeError: a table without a list of features
        return False


def first_postscript(path: Path) -> str:
    """The PostScript name of the only or first font of a file."""
    try:
        with opened(path) as font:
            return font["name"].getDebugName(POSTSCRIPT) or ""
    except (TTLibError, OSError, KeyError):
        return ""


@lru_cache(maxsize=32)
def description(path: Path, postscript: str = "") -> Description:
    try:
        with opened(path, postscript) as font:
            name = next(filter(None, (_name(font, key) for key in (FULL_NAME, FAMILY))), path.stem)
            version = _name(font, VERSION).split(";")[0]
            forbidden = "OS/2" in font and font["OS/2"].fsType & 0x000F == NOT_TO_BE_EMBEDDED
            return Description(name, version, not forbidden)
    except (TTLibError, OSError, KeyError):
        return Description(path.stem, "", may_be_embedded=True)


def _name(font: TTFont, key: int) -> str:
    """Its Chinese name, or else the English one."""
    records = [font["name"].getName(key, 3, 1, language) for language in (CHINESE, ENGLISH)]
    return next((str(record) for record in records if record), font["name"].getDebugName(key) or "")
