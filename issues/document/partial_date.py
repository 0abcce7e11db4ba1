"""A date of which the year, the month or the day is known; and dates in Chinese."""

import re
from dataclasses import dataclass
from datetime import date

PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """Sorts as its text does: 2025 < 2025-03 < 2025-03-01."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("有日无月")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "YYYY", "YYYY-MM" or "YYYY-MM-DD"; ValueError (in Chinese) on anything else."""
        match = PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}”不是日期，应写作 2025、2025-09 或 2025-09-28")
        year, month, day = (int(part) if part else None for part in match.groups())
        if month == 0 or day == 0:
            raise ValueError(f"没有“{text}”这一天")
        try:
            return cls(year or 0, month or 0, day or 0)
        except ValueError:
            raise ValueError(f"没有“{text}”这一天") from None

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def in_chinese(self) -> str:
        return format_day(self)


def format_day(day: date | PartialDate) -> str:
    """2025年9月28日; for a partial date also 2025年9月 or 2025年."""
    return f"{day.year}年" + (f"{day.month}月" if day.month else "") + (f"{day.day}日" if day.day else "")
