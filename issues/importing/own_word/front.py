"""Reads the first page of our own Word file, and its last line: masthead, guide, colophon."""

import re
from collections.abc import Callable
from typing import Any

from issues.document import word_form as form
from issues.document.imprint import LABELS, STATEMENTS
from issues.importing.own_word.facts import as_date
from issues.importing.own_word.pieces import by_style, extra_text, has_style, line, values
from issues.importing.recognition import PrintedGuide
from issues.importing.source import Paragraph, Table

DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
PAGE_NUMBER = re.compile(r"\t\d*\s*$")
STAGES = re.compile(r"[^\s：]{1,20}：")  # the name of a review stage, before the names of people

FIELDS = {label: name for name, label in LABELS.items()}


def is_imprint(table: Table) -> bool:
    return has_style(table, form.IMPRINT_TABLE, {form.PUBLISHER, form.IMPRINT})


class Front:
    """`payload` has the document's own fields in the interchange form, `imprint` those of its imprint; each of `readers`
    returns what its paragraph became."""

    def __init__(self, remark: Callable[[Paragraph, str, str], None]) -> None:
        self.payload: dict[str, Any] = {"publishers": [], "contact": {}}
        self.imprint: dict[str, str] = {}
        self.guide: list[PrintedGuide] = []
        self.readers: dict[str, Callable[[Paragraph], str]] = {
            form.MASTHEAD: self._title,
            form.NUMBER_LINE: self._number,
            form.PUBLISHER: self._publisher,
            form.IMPRINT: self._imprint,
            form.GUIDE_TITLE: lambda _: "本期导读",
            form.GUIDE_SECTION: self._guide_section,
            form.GUIDE_LINE: self._guide_line,
            form.COLOPHON: self._colophon,
            form.COVER_NOTE: self._cover_note,
            form.ISSUED: self._issued,
        }
        self._remark = remark

    def _title(self, block: Paragraph) -> str:
        self.payload["title"] = self.payload.get("title", "") + line(block)
        return "刊名"

    def _number(self, block: Paragraph) -> str:
        number = re.search(r"\d+", "".join(values(block, form.NUMBER)) or block.text)
        if number:
            self.payload["number"] = int(number[0])
        self.remark_extra_text(block, {form.NUMBER} if number else set())
        return "期号"

    def _publisher(self, block: Paragraph) -> str:
        if name := line(block):
            self.payload["publishers"].append(name)
        return "主办单位"

    def _imprint(self, block: Paragraph) -> str:
        contact, known = self.payload["contact"], {form.CONTACT_NAME, form.CONTACT_PHONE, form.DATE}
        for style, field in ((form.CONTACT_NAME, "name"), (form.CONTACT_PHONE, "phone")):
            if words := values(block, style):
                contact[field] = "".join(words)
        if day := DAY.search(block.text):
            self.payload["date"] = as_date(day[0])
            known |= {"", form.LABEL}
        self.remark_extra_text(block, known)
        return "联系人与日期"

    def _colophon(self, block: Paragraph) -> str:
        for style, field in ((form.EDITOR, "editor"), (form.REVIEWER, "reviewer")):
            if names := values(block, style):
                self.payload[field] = names[-1]  # of several stages, the last is 审核
        if STAGES.sub("", extra_text(block, {form.EDITOR, form.REVIEWER})).strip():
            self.remark_extra_text(block, {form.EDITOR, form.REVIEWER})
        return "版记"

    def _cover_note(self, block: Paragraph) -> str:
        if permit := values(block, form.PERMIT):
            self.imprint["permit"] = "".join(permit)
        for regime, words in STATEMENTS.items():
            if words in block.text:
                self.imprint["regime"] = regime
        self.remark_extra_text(block, {form.PERMIT})
        return "印发信息"

    def _issued(self, block: Paragraph) -> str:
        """One field: its label stands before the colon."""
        label, _, value = block.text.strip().partition("：")
        name = FIELDS.get(label.strip(), "")
        if name == "printed_on":
            day = DAY.search(value)
            value = as_date(day[0]) if day else ""
        if name and value.strip():
            self.imprint[name] = value.strip()
        elif not name or block.text.strip() != f"{label}：":
            return ""
        return "印发信息"

    def remark_extra_text(self, block: Paragraph, known: set[str]) -> None:
        if text := extra_text(block, known):
            self._remark(block, "这几个字没有识别出是什么", text)

    def _guide_section(self, block: Paragraph) -> str:
        title = "".join(text for name, text in by_style(block) if name != form.BULLET).strip()
        self.guide.append(PrintedGuide(section=title, headings=()))
        return "本期导读"

    def _guide_line(self, block: Paragraph) -> str:
        section = self.guide.pop() if self.guide else PrintedGuide(section="", headings=())
        heading = PAGE_NUMBER.sub("", line(block)).strip()
        self.guide.append(PrintedGuide(section=section.section, headings=(*section.headings, heading)))
        return "本期导读"
