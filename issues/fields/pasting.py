"""Normalizes what users paste into a form. Unrecognised text is returned unchanged, to be validated by the field."""

import re
import unicodedata

DATE = re.compile(r"(\d{4})(?:年|(?:[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?))?", re.ASCII)
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
TITLE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
SOURCE = r"来源(?:[于自]?\s*[:：]|[于自])\s*"
SOURCES = (re.compile(rf"[（(]\s*{SOURCE}(.+?)\s*[)）]"), re.compile(rf"{SOURCE}(.+)"))
NAMES_APART = re.compile(r"[、；;\r\n]")


def as_date(text: str) -> str:
    """2025年9月28日, 2025.9.28, 20250928 → 2025-09-28; 2025年9月 → 2025-09; digits may be of full width."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = DATE.fullmatch(plain) or COMPACT_DATE.fullmatch(plain)
    return "-".join(f"{part:0>2}" for part in match.groups() if part) if match else text


def as_source(text: str) -> str:
    """（来源于某某网站） → 某某网站"""
    match = next(filter(None, (pattern.fullmatch(text) for pattern in SOURCES)), None)
    return match[1] if match else text


def without_title_marks(text: str) -> str:
    """《关于某事的通知》 → 关于某事的通知; 《甲》和《乙》 stays."""
    match = TITLE.fullmatch(text)
    return match[1].strip() if match else text


def as_names(text: str) -> list[str]:
    """甲、乙；丙, or one a line."""
    return [name.strip() for name in NAMES_APART.split(text) if name.strip()]
