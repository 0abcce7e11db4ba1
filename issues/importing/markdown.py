"""Reads the few elements of Markdown and HTML that occur in texts: in a line, and in the rows of a table."""

import re
from collections.abc import Iterator

from issues.importing.source import Run

_HTML = "p|br|b|strong|i|em|u|s|div|span|font|a|sup|sub|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|img|hr"
_DELIMITER = re.compile(
    rf"""
      \\(?P<escaped>[\\`*_{{}}\[\]()\#+.!|<>~-])
    | <(?P<auto>(?:https?://|www\.)[^\s<>]{{1,2000}})>
    | (?P<address>(?:https?://|www\.)[^\s<>*()\[\]（），。；]+)
    | <(?P<end>/?)(?P<tag>strong|b|em|i|sup|sub)>
    | (?P<line><br[ ]?/?>)
    | (?P<lost></?(?:{_HTML})(?:\s[^<>]{{0,300}})?/?>|<!--[^<>]{{0,300}}-->)
    | (?P<bold>\*\*|__(?=\S)|(?<=\S)__)
    | (?P<italic>(?<![A-Za-z0-9*])\*(?=[^\s*])|(?<=[^\s*])\*(?![A-Za-z0-9*]))
    | \[(?P<words>[^\[\]\n]{{1,500}})\]\((?P<href>https?://[^\s()]{{1,2000}})\)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TAGS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "sup": "sup", "sub": "sub"}
_RULE = re.compile(r"\s*:?-{2,}:?\s*")


def read_runs(line: str) -> tuple[Run, ...]:
    """The runs of a line. A delimiter without its pair is lost: it belongs to no text."""
    if not _DELIMITER.search(line):
        return (Run(text=line),) if line else ()
    return tuple(run for run in _runs(line) if run.text)


def _runs(line: str) -> Iterator[Run]:
    pieces = list(_DELIMITER.finditer(line))
    paired = {name: _paired(pieces, name) for name in ("bold", "italic")}
    tagged = _paired_tags(pieces)
    is_open = dict.fromkeys(("bold", "italic", "sup", "sub"), False)
    at = 0
    for piece in pieces:
        yield _run(line[at : piece.start()], is_open)
        at = piece.end()
        name = piece.lastgroup or ""
        if name in paired and piece.start() in paired[name]:
            is_open[name] = not is_open[name]
        elif piece.start() in tagged:
            is_open[_TAGS[piece["tag"].lower()]] = not piece["end"]
        elif name == "line":
            yield _run("\n", is_open)
        elif name in ("escaped", "auto"):
            yield _run(piece[name], is_open)
        elif piece["href"]:
            yield _run(piece["words"], is_open, href=piece["href"])
        elif name in ("italic", "address"):  # an asterisk of the text, as in 5*8; the __biz of an address
            yield _run(piece[0], is_open)
        else:
            yield Run(text=piece[0], is_lost=True)
    yield _run(line[at:], is_open)


def _paired(pieces: list[re.Match[str]], name: str) -> set[int]:
    starts = [piece.start() for piece in pieces if piece.lastgroup == name]
    return set(starts[: len(starts) // 2 * 2])


def _paired_tags(pieces: list[re.Match[str]]) -> set[int]:
    """The positions of tags that open and close in this line, except nested tags of the same name."""
    paired: set[int] = set()
    begun: dict[str, int] = {}
    for piece in pieces:
        if not (tag := piece["tag"]):
            continue
        if not piece["end"]:
            begun[tag.lower()] = piece.start()
        elif (start := begun.pop(tag.lower(), None)) is not None:
            paired |= {start, piece.start()}
    return paired


def _run(text: str, is_open: dict[str, bool], href: str = "") -> Run:
    height = "super" if is_open["sup"] else "sub" if is_open["sub"] else ""
    run = Run(text=text, is_bold=is_open["bold"], is_italic=is_open["italic"], vertical=height, href=href)
    return run.with_signs()


def is_rule(cells: list[str]) -> bool:
    """Whether it is the row |---|---| between the head of a table and its rows."""
    return len(cells) > 1 and all(_RULE.fullmatch(cell) for cell in cells)


def pipe_cells(line: str) -> list[str] | None:
    """The cells of a row | a | b |, or None if it is none."""
    stripped = line.strip()
    if not (len(stripped) > 2 and stripped.startswith("|") and stripped.endswith("|")):
        return None
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", stripped[1:-1])]
