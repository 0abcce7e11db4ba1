from issues.refusals import Refusal
from issues.richtext.characters import visible

LONGEST = 500


class InvalidDocument(Refusal, ValueError):
    """The source is not an issue: `place` is a path such as sections[2].entries[0].url, `reason` Chinese."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = _shown(place), _shown(reason)
        super().__init__(f"{self.place}：{self.reason}" if place else self.reason)


def _shown(told: str) -> str:
    """Fit for a page and for a terminal: what is quoted may be of any length and hold what no text may hold."""
    return visible(told if len(told) <= LONGEST else f"{told[:LONGEST]}……")
