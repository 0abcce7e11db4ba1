"""Whatever happens to a text on its way, what was in it is in the document, in the guide, or in a remark."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from issues.document import as_json, loading
from issues.document.errors import Unreadable
from issues.importing.recognising import recognise
from issues.importing.recognition import Given
from issues.importing.text import read_text
from tests.issues.importing.recognising.completeness import lost

BACK_ISSUES = sorted((Path(__file__).parents[1] / "back_issues").glob("*.*"))
NAMES = [path.name for path in BACK_ISSUES]
TEXTS = [path.read_text("utf-8") for path in BACK_ISSUES]
SCRAPS = [
    "壹贰叁肆",
    "1.",
    "（一）",
    "二、",
    "《",
    "**",
    "\t",
    "<p>",
    "来源：",
    "https://x.example/q",
    "编辑：",
    " ",
    "”",
    "- ",
    "|",
]


def read(text: str, given=Given()):  # noqa: B008 - frozen
    source = read_text(text.encode())
    return source, recognise(source, given=given)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_every_character_is_kept(text):
    source, recognition = read(text)
    assert not lost(source, recognition)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_every_block_says_what_it_became(text):
    source, recognition = read(text)
    assert [taken.block for taken in recognition.taken] == list(source.blocks)
    silent = {
        taken.block.line for taken in recognition.taken if not taken.became and taken.block.text.strip()
    }
    assert silent <= {remark.line for remark in recognition.unrecognised}


@st.composite
def mangled(draw):
    """An issue with lines deleted, doubled, moved, cut in two and strewn with scraps."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        line, act = lines[at], draw(st.sampled_from(["delete", "double", "move", "cut", "strew", "join"]))
        if act == "delete" and len(lines) > 2:
            del lines[at]
        elif act == "double":
            lines.insert(at, line)
        elif act == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif act == "join" and at + 1 < len(lines):
            lines[at] += lines.pop(at + 1)
        else:
            position = draw(st.integers(0, len(line)))
            scrap = "\n" if act == "cut" else draw(st.sampled_from(SCRAPS))
            lines[at] = line[:position] + scrap + line[position:]
    return "\n".join(lines)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(mangled())
def test_no_mutation_loses_a_character_or_makes_what_cannot_be_read(text):
    try:
        source, recognition = read(text, Given(number=7, date=date(2026, 11, 1)))
    except Unreadable:
        return
    assert not _words_lost(source, recognition)
    assert loading.read(as_json(recognition.document)) == recognition.document


def _words_lost(source, recognition):
    """What is lost but for punctuation, and the words around sources, which scraps put where nobody prints them."""
    return {
        word
        for word in lost(source, recognition)
        if word.isalnum() and word not in "文章信息资料内容稿件来源摘转编自于出处主办承协印单位联系人电话"
    }
