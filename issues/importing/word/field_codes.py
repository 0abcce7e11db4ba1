"""Computes what a field prints that stores no result: signs, circled characters, fractions, choices of a form."""

import re
from xml.etree.ElementTree import Element

from issues.importing.word.formulas import operand
from issues.importing.word.package import W
from issues.importing.word.styles import number, switch, value
from issues.richtext.foreign.number_formats import formatted_number
from issues.richtext.foreign.symbols import symbol
from issues.richtext.superscripts import subscript, superscript

_SYMBOL = re.compile(r"\s*SYMBOL\s+(?:(0x[0-9a-f]{1,5}|[0-9]{1,6})|(\S))(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r"\\f\s*\"?([^\"\\]*?)\"?\s*(?:\\|$)", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"\\([a-z])((?:\s*\\[lrb]c\s*\\?.|\s*\\[a-z]+\s*-?[0-9]*)*)\s*\(", re.IGNORECASE)
_BRACKET = re.compile(r"\\([lrb])c\s*\\?(.)")
_CIRCLES = set("○◯〇△▲□■◇")
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_DEEPEST = 20
_LONGEST = 2_000


def symbol_of(instruction: str) -> str | None:
    """SYMBOL 254 \\f Wingdings → ☑; None for another field."""
    match = _SYMBOL.match(instruction)
    if match is None:
        return None
    code = (
        int(match[1], 0) if match[1] and match[1].lower().startswith("0x") else int(match[1] or ord(match[2]))
    )
    named = _FONT.search(match[3])
    sign = symbol(named[1].strip(), code) if named else ""
    if sign or not 0x20 <= code < 0x110000:
        return sign
    if "\\u" in match[3].lower() or code < 0x80:
        return chr(code)
    return bytes([code]).decode("cp1252", "ignore") if code < 0x100 and named is None else ""


def equation_of(instruction: str) -> str | None:
    """EQ \\o\\ac(○,急) → 急; EQ \\f(1,2) → 1/2; None for another field."""
    match = _EQUATION.match(instruction[:_LONGEST])
    return None if match is None else _read(match[1].strip(), 0, 0)[0].strip()


def choice_of(form: Element | None) -> str | None:
    """The chosen item of a list in a form, or a sign for a ticked or empty box; None for another form."""
    if form is None:
        return None
    if (box := form.find(W + "checkBox")) is not None:
        ticked = switch(box, "checked")
        return "☑" if (switch(box, "default") if ticked is None else ticked) else "☐"
    choices = form.find(W + "ddList")
    if choices is None:
        return None
    entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
    at = number(value(choices, "result") or value(choices, "default")) or 0
    return entries[at] if 0 <= at < len(entries) else ""


def _read(code: str, at: int, depth: int) -> tuple[str, int]:
    """Returns the words from `at` to the comma or bracket that ends them, and the index of that."""
    text = ""
    opened = 0
    while at < len(code):
        letter = code[at]
        command = _COMMAND.match(code, at) if letter == "\\" and depth < _DEEPEST else None
        if command:
            arguments, at = _arguments(code, command.end(), depth + 1)
            text += _written(command[1].lower(), command[2].lower(), arguments)
            continue
        if letter == "\\" and at + 1 < len(code):
            at += 1
            letter = code[at]
        elif depth and ((letter in ",;，；" and not opened) or (letter == ")" and not opened)):
            break
        else:
            opened += {"(": 1, ")": -1}.get(letter, 0)
        text += letter
        at += 1
    return text, at


def _arguments(code: str, at: int, depth: int) -> tuple[list[str], int]:
    arguments: list[str] = []
    while True:
        text, at = _read(code, at, depth)
        arguments.append(text.strip())
        if at >= len(code) or code[at] == ")":
            return arguments, at + 1
        at += 1


def _written(name: str, options: str, arguments: list[str]) -> str:
    first, second, third = (*arguments, "", "", "")[:3]
    if name == "f":
        return f"{operand(first)}/{operand(second)}"
    if name == "o":
        return _over_each_other(arguments)
    if name == "r":
        return f"{first}√{operand(second)}" if len(arguments) > 1 else f"√{operand(first)}"
    if name == "s":
        is_one = len(arguments) == 1 and first.isascii()
        return (subscript if "\\do" in options else superscript)(first) if is_one else "".join(arguments)
    if name == "i":
        sign = "∑" if "\\su" in options else "∏" if "\\pr" in options else "∫"
        return sign + subscript(first) + superscript(second) + third
    if name == "b":
        return _bracketed(",".join(arguments), options)
    return {"l": ",", "a": "，"}.get(name, "").join(arguments)


def _over_each_other(arguments: list[str]) -> str:
    """The text inside a circle alone, or Unicode's sign for a number in a circle."""
    inner = [text for text in arguments if text not in _CIRCLES]
    if (
        len(inner) == 1 < len(arguments)
        and inner[0].isascii()
        and inner[0].isdigit()
        and set(arguments) & set("○◯〇")
    ):
        return formatted_number(int(inner[0][:3]), "decimalEnclosedCircle")
    return "".join(inner or arguments)


def _bracketed(text: str, options: str) -> str:
    brackets = dict(_BRACKET.findall(options))
    if both := brackets.get("b"):
        return f"{both}{text}{_PAIRS.get(both, both)}"
    return f"{brackets.get('l', '')}{text}{brackets.get('r', '')}" if brackets else f"({text})"
