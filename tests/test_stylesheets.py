"""The style sheets: one palette for both themes, nothing that Chrome 109 cannot read, no page's looks reaching into
another's."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "static"
PALETTE = STATIC / "palette.css"
PRINT = Path(settings.BASE_DIR) / "issues/exporting/pdf/print.css"
SHEETS = sorted(STATIC.glob("[!v]*/**/*.css"))
every_sheet = pytest.mark.parametrize(
    "sheet", [*SHEETS, PALETTE], ids=lambda path: str(path.relative_to(STATIC))
)

IN_BOTH_THEMES = {
    "--banner-accent",
    "--banner-focus",
    "--banner-hover",
    "--banner-line",
    "--brand",
    "--brand-hover",
    *(
        f"--chip{state}-{part}"
        for state in ("", "-success", "-danger", "-pending", "-info")
        for part in ("bg", "text")
    ),
    "--float-bg",
    "--float-text",
    "--focus",
    "--on-brand",
    "--remark-line",
    "--remark-mark",
    "--shadow",
}
NAMED_COLOURS = r"white|black|gr[ae]y|silver|red|orange|gold|yellow|green|teal|blue|navy|purple|pink|brown"
LITERAL = re.compile(
    rf"#[0-9a-f]{{3,8}}$|({NAMED_COLOURS})$|(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\($", re.I
)
NEWER_FUNCTIONS = {
    "light-dark",
    "color-mix",
    "oklch",
    "oklab",
    "round",
    "mod",
    "rem",
    "sin",
    "cos",
    "if",
    "linear",
}
NEWER_RULES = {"scope", "starting-style", "view-transition", "position-try", "function"}
NEWER_SELECTORS = re.compile(
    r"&|:popover-open|:user-(in)?valid|:state\(|::view-transition|::backdrop-root|:open\b"
)


def rules(source: Any, query: str = "") -> Iterator[tuple[str, str, Any]]:
    """(media query, selector, content) of every rule; the name of an at-rule stands for its selector."""
    for rule in tinycss2.parse_rule_list(source, skip_comments=True, skip_whitespace=True):
        assert rule.type != "error", rule.message
        if rule.type == "at-rule" and rule.at_keyword == "media":
            yield from rules(rule.content, tinycss2.serialize(rule.prelude).strip())
        elif rule.type == "at-rule":
            yield query, f"@{rule.at_keyword}", rule.content or []
        else:
            yield query, " ".join(tinycss2.serialize(rule.prelude).split()), rule.content


def declarations(sheet: Path) -> Iterator[Any]:
    for _, selector, content in rules(sheet.read_text()):
        for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if selector != "@keyframes":
                yield part


def tokens(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield from tokens(getattr(part, "arguments", None) or getattr(part, "content", None) or [])


def literals(values: Iterable[Any]) -> list[str]:
    words = (f"{token.name}(" if token.type == "function" else token.serialize() for token in tokens(values))
    return [word for word in words if LITERAL.match(word)]


def values(sheet: Path) -> Iterator[tuple[str, Any]]:
    for part in declarations(sheet):
        yield part.name, [token for token in part.value if token.type != "whitespace"]


def used(sheet: Path) -> set[str]:
    return set(re.findall(r"var\((--[\w-]+)", sheet.read_text()))


def given(sheet: Path) -> set[str]:
    return {name for name, _ in values(sheet) if name.startswith("--")}


def palette() -> dict[str, Any]:
    """The names of the palette's own block: the rules before it say which theme it is."""
    *_, (_, _, content) = rules(PALETTE.read_text())
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return {part.name: [token for token in part.value if token.type != "whitespace"] for part in parsed}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(STATIC)))
def test_colours_stand_in_the_palette_alone(sheet):
    assert [(name, literals(value)) for name, value in values(sheet) if literals(value)] == []


def test_print_sheet_names_colours_in_its_own_palette_alone():
    before, _, rest = PRINT.read_text().partition(":root {")
    palette, _, after = rest.partition("}")
    assert literals(tinycss2.parse_component_value_list(before + after)) == []
    assert len(literals(tinycss2.parse_component_value_list(palette))) == palette.count(": #")


def test_palette_has_a_value_for_each_theme_or_one_for_both():
    def themes(value: Any) -> tuple[str, ...]:
        return tuple(token.arguments[0].serialize() for token in value if token.type == "function")

    wrong = {
        name
        for name, value in palette().items()
        if name not in IN_BOTH_THEMES and themes(value) != ("--light", "--dark")
    }
    assert wrong == set()
    assert {name for name, value in palette().items() if len(value) == 1} == IN_BOTH_THEMES


def test_palette_states_each_name_once():
    *_, (_, _, content) = rules(PALETTE.read_text())
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    assert [name for name, count in Counter(part.name for part in parsed).items() if count > 1] == []


def test_either_theme_is_empty_and_the_other_without_a_value():
    """An empty value keeps its blank: to Chrome of 2022 and before, none at all is an error."""
    light, dark = "{ --light: initial; --dark: ; }", "{ --light: ; --dark: initial; }"
    expected = {
        (":root", ""): light,
        (":root", "screen and (prefers-color-scheme: dark)"): dark,
        ('html[data-theme="light"]', ""): light,
        ('html[data-theme="dark"]', "screen"): dark,
    }
    *switches, _ = rules(PALETTE.read_text())
    parsed = {
        (selector, query): f"{{{tinycss2.serialize(content)}}}" for query, selector, content in switches
    }
    assert parsed == expected


def test_every_name_of_the_palette_is_used():
    assert set(palette()) - set.union(*map(used, SHEETS)) == {"color-scheme"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(STATIC)))
def test_stylesheet_uses_no_name_that_nobody_gives(sheet):
    stock = Path(str(finders.find("admin/css/base.css")))
    fonts = STATIC / "reading/base.css"
    assert used(sheet) - given(sheet) - given(PALETTE) - given(fonts) - given(stock) == set()


@every_sheet
def test_stylesheet_is_readable_by_the_oldest_browser(sheet):
    """Chrome 109; a property that it does not know is passed over, and may stand."""
    parsed = list(rules(sheet.read_text()))
    assert [selector for _, selector, _ in parsed if NEWER_SELECTORS.search(selector)] == []
    assert {selector.removeprefix("@") for _, selector, _ in parsed} & NEWER_RULES == set()
    assert [part for part in declarations(sheet) if part.type != "declaration"] == []  # nested rules
    functions = {
        token.name for _, value in values(sheet) for token in tokens(value) if token.type == "function"
    }
    assert functions & NEWER_FUNCTIONS == set()


@pytest.mark.parametrize("sheet", [*SHEETS, PALETTE, PRINT], ids=lambda path: "/".join(path.parts[-2:]))
def test_no_line_is_longer_than_120_characters(sheet):
    lines = sheet.read_text().splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(STATIC)))
def test_stylesheet_has_one_rule_for_a_selector(sheet):
    """The second would be of another page, which does not know of the first. A list of selectors shares what they have
    in common, and each may add to that."""
    counted = Counter(
        (query, selector) for query, selector, _ in rules(sheet.read_text()) if "," not in selector
    )
    assert [where for where, count in counted.items() if count > 1] == []


def test_every_stylesheet_is_asked_for():
    root = Path(settings.BASE_DIR)
    askers = [*root.glob("templates/**/*.html"), *(path for path in root.glob("issues/**/*.py"))]
    text = "\n".join(path.read_text() for path in askers)
    assert [
        str(sheet.relative_to(STATIC))
        for sheet in [*SHEETS, PALETTE]
        if str(sheet.relative_to(STATIC)) not in text
    ] == []
