"""The counts from which the buttons of the workflow follow: what is left to do on an issue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Of entries: `total`; `unfinished`, with a needed field empty; `needs_change`; `untouched`, unchanged since a change
    was asked for; `marked`, with a verdict, and the titles of the `unmarked`. Of comments: `open`, without an answer;
    `unresolved`. `why_refused` is the reason why this person may not approve, None if it was not checked yet."""

    total: int = 0
    unfinished: int = 0
    open: int = 0
    unresolved: int = 0
    needs_change: int = 0
    untouched: int = 0
    marked: int = 0
    unmarked: tuple[str, ...] = ()
    why_refused: str | None = None
