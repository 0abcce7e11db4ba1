"""What CNKI writes for raised and lowered signs in plain text: χ~2, Ca~(2+), 10~9/L, SpO_2, VO_(2max).

A ~ between two numbers is mostly a range (3~5 days): it is one here wherever it can be.
"""

import re

from issues.richtext.superscripts import subscript, superscript

_LETTER = r"A-Za-z\u0370-\u03ff"
_UP = r"(?P<up>[+\-−]?\d{1,2}|[+\-−]|\([^()\s]{1,8}\))(?![\d%])"
_RAISED = re.compile(
    rf"(?P<address>(?:https?://|www\.)\S+)"
    rf"|(?P<mean>(?<![{_LETTER}])[xX])~-(?=\s*±)"
    rf"|(?P<base>(?<![{_LETTER}])(?![IVX]{{2,}}~)[{_LETTER}]{{1,6}}|[₀-₉]|(?<=[{_LETTER}])[)\]])~{_UP}"
    rf"|(?P<times>[×xX*]\s*10)~(?P<power>[+\-−]?\d{{1,2}}|\([^()\s]{{1,8}}\))(?!\d)"
    rf"|(?P<ten>(?<![\d.])10)~(?P<tens>[+\-−]\d{{1,2}}|\([+\-−]?\d{{1,2}}\)|[1-9](?![\d.%])|1[0-2](?=\s*/\s*L))"
    rf"|(?<![\w)\]~])~\((?P<isotope>\d{{1,3}}m?)\)(?=[A-Z])"
)
_LOWERED = re.compile(
    rf"(?P<address>(?:https?://|www\.)\S+)"
    rf"|(?<![_/.@\-])(?<![A-Za-z]{{6}})(?P<base>[{_LETTER}]|(?<=[{_LETTER}])[)\]])_(?P<down>\d{{1,2}}(?![A-Za-z0-9_])"
    rf"|\d(?=[A-Z])|\([^()\s]{{1,12}}\)(?!_))"
)
_FILE_NAME = re.compile(r"[a-z]{3,}$|_[a-z]{2,}\w*$")


def read(text: str) -> str:
    if "_" in text:
        text = _LOWERED.sub(_down, text)
    return _RAISED.sub(_up, text) if "~" in text else text


def _up(match: re.Match[str]) -> str:
    if match["address"]:
        return match[0]
    if match["mean"]:
        return f"{match['mean']}\N{COMBINING MACRON}"
    if match["isotope"]:
        return superscript(match["isotope"])
    base = match["base"] or match["times"] or match["ten"]
    return base + superscript(_inside(match["up"] or match["power"] or match["tens"]))


def _down(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 20, 0) : match.start() + 1]
    if match["address"] or _FILE_NAME.search(before):
        return match[0]
    return match["base"] + subscript(_inside(match["down"]))


def _inside(text: str) -> str:
    return text[1:-1] if text[0] == "(" else text
