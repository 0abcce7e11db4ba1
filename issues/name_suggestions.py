"""Which known names somebody may have meant by a new one: 协和 is in 北京协和医院, 国家卫健委 in 国家卫生健康委员会."""

from collections.abc import Iterable, Iterator

MOST = 3
SHORTEST = 2
"""A single character is in too many names."""


def likely(name: str, known: Iterable[str]) -> list[str]:
    """Those that hold its characters in their order, or the other way round; the closest first."""
    if len(name) < SHORTEST:
        return []
    found = [other for other in known if other != name and (_is_in(name, other) or _is_in(other, name))]
    return sorted(found, key=lambda other: (abs(len(other) - len(name)), other))[:MOST]


def told(name: str, known: Iterable[str]) -> str:
    """是不是“北京协和医院”？; "" where nothing is like it."""
    meant = "、".join(f"“{other}”" for other in likely(name, known))
    return f"是不是{meant}？" if meant else ""


def _is_in(short: str, long: str) -> bool:
    if not SHORTEST <= len(short) < len(long):
        return False
    rest: Iterator[str] = iter(long)
    return all(character in rest for character in short)
