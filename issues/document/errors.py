from issues.refusals import Refusal
from issues.richtext.characters import visible

LONGEST = 500


class Unreadable(Refusal, ValueError):
    """A file cannot be read as what it should be. `reason` is Chinese."""

    def __init__(self, reason: str) -> None:
        self.reason = _shown(reason)
        super().__init__(self.reason)


class InvalidDocument(Unreadable):
    """A value is wrong for a Document. `path` is where it is in the JSON form, such as sections[2].entries[0].url;
    "" for the Document as a unit."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = _shown(path)
        self.args = (f"{self.path}：{self.reason}" if path else self.reason,)


def _shown(text: str) -> str:
    """Fit for a page and for a terminal: what is quoted may be of any length and hold what no text may hold."""
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}……")
