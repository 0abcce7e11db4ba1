"""Reads the title of an entry: a separate line, or the beginning of the text."""

import re
from collections.abc import Callable, Sequence

from issues.importing.recognising.entries.openings import run_in_title
from issues.importing.recognising.entries.passages import Passage, is_bold, passage, passages, without_start
from issues.importing.recognising.text.item_labels import item_label
from issues.importing.recognising.text.wording import (
    begins_with,
    comparable,
    is_balanced,
    is_ended,
    one_line,
    sentence_end,
)
from issues.importing.source import Block, Paragraph, Table

_LONGEST = 120
_SHORTEST = 10
_LONGEST_REST = 40
_TEXT_BEGINS = re.compile(
    r"\s*(?:近日|日前|近期|最近|不久前|(?:[0-9]{4}\s*年|[0-9]{1,2}\s*月)\s*[0-9]{0,2}[^，。《》]{0,12}[，])"
)
"""Words that cannot continue a title."""
_LINKED = "的和与及、，,对为以在将"


def title_and_text(
    blocks: Sequence[Block], listed: str, *, is_paged: bool, is_heading: Callable[[str], bool]
) -> tuple[str, list[Passage | Table]]:
    """The title without number and stop ("" where none shows) and what follows it."""
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return "", passages(blocks, is_paged=is_paged)
    label = item_label(first)
    head = without_start(passage(first), label.length if label else 0)
    if label or first.level or listed:
        head = Passage(head.runs, head.blocks)  # its number is derived
    if _stands_alone(head, blocks[1:], listed, is_paged=is_paged):
        return as_title(head.text), passages(blocks[1:], is_paged=is_paged)
    content = passages(blocks, is_paged=is_paged)
    opening = content[0]
    if not isinstance(opening, Passage):
        return "", content
    opening = without_start(opening, label.length if label else 0)
    opening = Passage(opening.runs, opening.blocks) if label or listed else opening
    while len(content) > 1 and isinstance(content[1], Passage):
        if not _needs_more(opening, listed) and not (is_paged and _is_cut(opening, content[1])):
            break
        opening = Passage((*opening.runs, *content[1].runs), (*opening.blocks, *content[1].blocks))
        del content[1]
    end = _title_end(opening, listed, is_sure=bool(label or first.level), is_heading=is_heading)
    rest = without_start(opening, end)
    return as_title(opening.text[:end]), [*([rest] if rest.text.strip() else []), *content[1:]]


def as_title(text: str) -> str:
    """`text` without its stop, and without that of a number which a page break has cut off."""
    return one_line(text).lstrip(".．、 ").rstrip("。 ").strip()


def _stands_alone(head: Passage, after: Sequence[Block], listed: str, *, is_paged: bool) -> bool:
    """Whether the first paragraph is the title and nothing but the title."""
    text = head.text.strip()
    if not text or len(text) > _LONGEST or not after:
        return False
    if listed and comparable(text) == comparable(listed):
        return True
    if head.blocks[0].level:
        return sentence_end(text[:-1]) is None
    if sentence_end(text) is not None or not is_balanced(text) or _is_begun(text, after, listed):
        return False
    if is_paged and (len(text) < _SHORTEST or text[-1] in _LINKED):
        return False
    following = after[0]
    is_set_off = is_bold(head.runs) and not (isinstance(following, Paragraph) and is_bold(following.runs))
    return is_set_off or not (is_ended(text) or (is_paged and _ends_title(following)))


def _is_cut(opening: Passage, after: Passage) -> bool:
    return sentence_end(opening.text) is None and len(opening.text) <= _LONGEST and _ends_title(after)


def _ends_title(block: Block | Passage) -> bool:
    """Whether it begins with the rest of a title that a page break has cut: 创新药目录。11月12日，……"""
    text = block.text
    end = sentence_end(text)
    short = end is not None and end <= _LONGEST_REST and "，" not in text[:end]
    return short and _TEXT_BEGINS.match(text, end or 0) is not None


def _is_begun(text: str, after: Sequence[Block], listed: str) -> bool:
    """Whether a page break has cut it off: the guide knows how it goes on."""
    return len(comparable(text)) < len(comparable(listed)) and begins_with(text + after[0].text, listed)


def _needs_more(opening: Passage, listed: str) -> bool:
    text = opening.text
    if listed and not begins_with(text, listed) and comparable(listed).startswith(comparable(text)):
        return True
    return len(text) < _LONGEST and sentence_end(text) is None and not is_balanced(text)


def _title_end(opening: Passage, listed: str, *, is_sure: bool, is_heading: Callable[[str], bool]) -> int:
    text = opening.text
    if listed and begins_with(text, listed):
        past = _past(text, comparable(listed))
        if listed[-1] in "？！?!" and text[past : past + 1] == listed[-1]:
            return past + 1
        stop = sentence_end(text)
        is_text = text[past - 1] == "。" or _TEXT_BEGINS.match(text, past) is not None
        goes_on = not is_text and stop is not None and stop - past <= _LONGEST / 2
        return stop if stop is not None and goes_on else past
    bold = _bold_length(opening)
    if 4 <= bold < len(text) and (is_ended(text[:bold]) or text[bold : bold + 1] == "。"):
        return sentence_end(text[:bold]) or bold + (text[bold : bold + 1] == "。")
    if not is_sure:
        alone = len(text) <= _LONGEST / 2 and not is_ended(text)
        return len(text) if alone else run_in_title(text, is_heading) or 0
    end = _question_end(text, is_heading) or sentence_end(text) or sentence_end(text, "。！？!?")
    if end is not None and end <= 2 * _LONGEST:
        return end
    return len(text) if len(text) <= _LONGEST else 0


def _question_end(text: str, is_heading: Callable[[str], bool]) -> int | None:
    """Where a title with ? or ! ends, if the text after it begins a new sentence with its subject."""
    end = sentence_end(text, "。！？!?")
    if end is None or end < _SHORTEST or text[end - 1] == "。":
        return None
    return end if is_heading(text[end:]) or _TEXT_BEGINS.match(text, end) else None


def _past(text: str, wanted: str) -> int:
    """Where `wanted` ends in `text`, with the punctuation that closes it."""
    end = next(at for at in range(1, len(text) + 1) if len(comparable(text[:at])) >= len(wanted))
    while end < len(text) and text[end] in "”’》）)】」。 \u3000":
        end += 1
        if text[end - 1] == "。":
            break
    return end


def _bold_length(opening: Passage) -> int:
    length = 0
    for run in opening.runs:
        if run.is_lost:
            continue
        if not run.is_bold and run.text.strip():
            break
        length += len(run.text)
    return length
