"""The stylesheets: one page's looks do not reach into another's."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "static").glob("[ar]*/*.css"))


def single_selectors(rules: Any, query: str = "") -> Iterator[tuple[str, str]]:
    """(media query, selector) of every rule of one selector: a list of them shares what its members have in common,
    and each may add to that."""
    for rule in tinycss2.parse_rule_list(rules, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.content:
            yield from single_selectors(rule.content, tinycss2.serialize(rule.prelude).strip())
        elif rule.type == "qualified-rule" and not any(token == "," for token in rule.prelude):
            yield query, " ".join(tinycss2.serialize(rule.prelude).split())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_stylesheet_has_one_rule_for_a_selector(sheet):
    """The second would be of another page, which does not know of the first."""
    counted = Counter(single_selectors(sheet.read_text()))
    assert [where for where, count in counted.items() if count > 1] == []
