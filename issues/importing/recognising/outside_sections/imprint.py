"""Reads the imprint at the beginning or the end of an issue: number of the permit, compiler, printer and so on."""

import re
from dataclasses import dataclass, field
from datetime import date

from issues.document import Imprint
from issues.document.imprint import LABELS
from issues.importing.recognising.text.dates import full_date_in

STATEMENT = re.compile(r"(?:内\s*部\s*资\s*料[\s\u3000,，、·]*免\s*费\s*交\s*流|本期仅在网上发布，不印发)")
"""It says under which rules the issue went out. An editor chooses that: the rules of an old issue are not those of today."""
CHOOSE_REGIME = "印发方式未导入，请在“印发信息”里选定"
_PERMIT = re.compile(r"(?:内部资料)?准印证(?:号|编号|字号)?\s*[:：]?\s*([^\s\u3000]+)")
_LAST = "|".join(label for name, label in LABELS.items() if name != "permit")
_FIELD = re.compile(rf"({_LAST})\s*[:：]\s*(\S.*?)(?=[\s\u3000；;|]+(?:{_LAST})\s*[:：]|[\s\u3000]*$)")
_NAMES = {label: name for name, label in LABELS.items()}


@dataclass(slots=True)
class ImprintReader:
    permit: str = ""
    values: dict[str, str] = field(default_factory=dict)
    printed_on: date | None = None

    def read_cover(self, text: str) -> str:
        """Takes the number of the permit out of a line and returns the rest of it."""
        match = None if self.permit else _PERMIT.search(text)
        if match is None:
            return text
        self.permit = match[1]
        return f"{text[: match.start()]}  {text[match.end() :]}"

    def read_last_page(self, text: str) -> str:
        return _FIELD.sub(self._take, text)

    def _take(self, match: re.Match[str]) -> str:
        name, value = _NAMES[match[1]], match[2]
        if name != "printed_on":
            return match[0] if self.values.setdefault(name, value) != value else ""
        dated = full_date_in(value)
        if self.printed_on or not dated or dated[1:] != (0, len(value)):
            return match[0]
        self.printed_on = dated[0]
        return ""

    @property
    def imprint(self) -> Imprint:
        value = self.values.get
        return Imprint(
            permit=self.permit,
            compiler=value("compiler", ""),
            recipients=value("recipients", ""),
            printer=value("printer", ""),
            copies=value("copies", ""),
            printed_on=self.printed_on,
        )
