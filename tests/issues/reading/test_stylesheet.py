"""The reading site has one palette, which the dark theme exchanges."""

import re
from pathlib import Path

STYLESHEET = Path(__file__).parents[3] / "static/reading/reading.css"
PALETTE = re.compile(r":root[^{]*\{[^}]*\}")


def test_colours_stand_in_the_palette_alone():
    rules = PALETTE.sub("", STYLESHEET.read_text("utf-8"))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|: (?:white|black)\b", rules) == []


def test_dark_palettes_are_the_same_for_the_system_and_for_the_choice():
    _, system, chosen = PALETTE.findall(STYLESHEET.read_text("utf-8"))
    assert system.partition("{")[2].split() == chosen.partition("{")[2].split()


def test_dark_theme_has_another_value_for_every_colour_it_must_exchange():
    light, dark, _ = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", block))
        for block in PALETTE.findall(STYLESHEET.read_text("utf-8"))
    )
    same = {name for name, value in light.items() if value.startswith("#") and dark.get(name, value) == value}
    assert same == {"--on-press"}
