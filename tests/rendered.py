"""What a browser would post: read out of the page as it was rendered, not out of the form behind it."""

import re
from collections import defaultdict
from typing import Any

import lxml.html

NEVER_POSTED = ("submit", "button", "image", "reset", "file")


def rendered_form(response: Any, button: str = "_save") -> dict[str, list[str]]:
    """The values of the form with this button or field, by name: hidden fields, text areas, choices, boxes, inlines."""
    assert response.status_code == 200, response.status_code
    page = lxml.html.document_fromstring(response.content.decode())
    (form,) = [
        form
        for form in page.forms
        if button in {el.get("name") for el in form.iter("input", "button", "textarea")}
    ]
    values = defaultdict(list)
    for control in form.inputs:
        for value in _values(control):
            values[control.name].append(value)
    return dict(values)


def save(browser: Any, address: str, *, button: str = "_save", **changed: Any) -> Any:
    """Open, change these fields, press the button: the answer to that."""
    values = rendered_form(browser.get(address), button)
    assert changed.keys() <= values.keys(), changed.keys() - values.keys()
    return browser.post(address, {button: "1"} | values | changed)


def _values(control: Any) -> list[str]:
    if not control.name or "disabled" in control.attrib:
        return []
    match control.tag:
        case "textarea":
            return [(control.text or "").removeprefix("\n").replace("\n", "\r\n")]
        case "select":
            return list(control.value) if control.multiple else [control.value or ""]
    if control.get("type") in NEVER_POSTED:
        return []
    if control.get("type") in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.checked else []
    return [control.get("value", "")]


def seen(browser: Any, address: str, button: str = "_save") -> dict[str, list[str]]:
    """The state that the form's page shows, for tests that post fields of their own."""
    return {"seen": rendered_form(browser.get(address), button)["seen"]}


def flat(html: str) -> str:
    """The page on one line, without the blanks that the lines of a template leave at the edges of elements."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r"(<[^/!][^<>]*?) >", r"\1>", html)
    return re.sub(r"(<[^/!][^<>]*>) | (?=</)", r"\1", html)
