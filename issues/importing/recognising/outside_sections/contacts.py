"""Reads the contact person and telephone number at the beginning or the end of an issue."""

import re
from dataclasses import dataclass

from issues.importing.recognising.outside_sections.people import format_names
from issues.importing.recognising.text.wording import one_line

_CONTACT = re.compile(
    r"(?:联\s*系\s*人|联\s*络\s*人|联\s*系\s*方\s*式)\s*[:：]?\s*"
    r"((?:[\u4e00-\u9fff·][ \u3000]?){1,8}?)(?=\s*(?:$|[\d（()）:：，,；;、]|(?:联\s*系\s*)?电\s*话|手\s*机"
    r"|[ \u3000]*(?:电\s*子\s*)?邮\s*[箱件]|[ \u3000]*E-?mail|[ \u3000]{2}))"
)
_PHONE = re.compile(
    r"[(（]?\s*(?:(?:(?:联\s*系)?电\s*话|手\s*机|Tel)\s*[:：]?\s*)?"
    r"((?:\+?86[- ]?)?1[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{4}|0[0-9]{2,3}[-— ]?[0-9]{3,8}(?:[- ][0-9]{3,8})*)\s*[)）]?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Contact:
    name: str = ""
    phone: str = ""

    def read(self, text: str) -> str:
        """Takes name and number out of a line and returns the rest of it."""
        if not self.name and (match := _CONTACT.search(text)):
            self.name = format_names(match[1])
            text = f"{text[: match.start()]} {text[match.end() :]}"
        if not self.phone and (match := _PHONE.search(text)):
            self.phone = one_line(match[1])
            text = f"{text[: match.start()]} {text[match.end() :]}"
        return text
