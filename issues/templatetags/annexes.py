"""The note after the title of an annex."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

from issues.document import Annex

register = template.Library()
NUMBER = re.compile(r"^附件\s*\d*\s*[：:.、]?")


@register.simple_tag(takes_context=True)
def annex_note(context: Mapping[str, Any], annex: Annex) -> str:
    """Format and size. In print (`is_print`) also the file name, which readers need to find it among the attachments of the
    PDF."""
    size = filesizeformat(annex.size)
    if "is_print" in context:
        return f"（{name_in_print(annex)}，{size}，见本 PDF 所附文件）"
    return f"（{annex.suffix}，{size}）"


def name_in_print(annex: Annex) -> str:
    """The file name, or only its suffix if the title contains the rest."""
    name = _words(PurePath(annex.filename).stem)
    return annex.suffix if name in _words(annex.title) else annex.filename


def _words(text: str) -> str:
    return re.sub(r"[\W_]", "", NUMBER.sub("", text))
