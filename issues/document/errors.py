from issues.refusals import Refusal
from issues.richtext.characters import visible

LONGEST = 500


class Unreadable(Refusal, ValueError):
    """The file cannot be read in the expected format. `reason` is Chinese."""

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
    """The text, short and clean enough for a page and a terminal: a quoted value may be long or contain control characters."""
    return visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}……")
