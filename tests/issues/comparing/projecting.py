"""Marked HTML read back: the new text as it is, and the words of the old one."""

import re

from issues import richtext
from issues.comparing.css_classes import ADDED, BREAK, REFORMATTED, REMOVED

VOID = {"br"}
TAG = re.compile(r"<(/?)([a-z]+)([^>]*)>|([^<]+)")
ATTRIBUTES = re.compile(rf' (?:class="(?:{REMOVED}|{ADDED}|{REFORMATTED}|{BREAK})"|title="[^"]*")')


def new_html(marked: str) -> str:
    return _without(marked, {"del", REMOVED})


def old_text(marked: str) -> str:
    return richtext.plain_text(_without(marked, {"ins", ADDED}))


def _without(marked: str, dropped: set[str]) -> str:
    written, open_tags, hidden = [], [], 0
    for end, name, attributes, text in TAG.findall(marked):
        if text or name in VOID:
            written.append("" if hidden else text or f"<{name}>")
        elif end:
            opened, drops = open_tags.pop()
            assert opened == name, marked
            hidden -= drops
            if not hidden and not drops and name not in {"ins", "del", "span"}:
                written.append(f"</{name}>")
        else:
            classes = re.findall(r'class="([^"]*)"', attributes)
            drops = name in dropped or any(c in dropped for c in classes)
            open_tags.append((name, drops))
            hidden += drops
            if not hidden and name not in {"ins", "del", "span"}:
                written.append(f"<{name}{ATTRIBUTES.sub('', attributes)}>")
    assert not open_tags
    return "".join(written)
