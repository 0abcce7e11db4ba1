"""What is said of an annex beside its title."""

import re
from pathlib import PurePath

from django import template

from issues.document import Annex

register = template.Library()
NUMBER = re.compile(r"^附件\s*\d*\s*[：:.、]?")


@register.filter
def suffix(annex: Annex) -> str:
    """xlsx, without the dot; the whole name of a file without a suffix."""
    return PurePath(annex.filename).suffix.removeprefix(".") or annex.filename


@register.filter
def untold_name(annex: Annex) -> str:
    """The file's name; its suffix alone where the title says the rest."""
    name = _words(PurePath(annex.filename).stem)
    return suffix(annex) if name in _words(annex.title) else annex.filename


def _words(text: str) -> str:
    return re.sub(r"[\W_]", "", NUMBER.sub("", text))
