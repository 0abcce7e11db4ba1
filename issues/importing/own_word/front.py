"""The first page of our own Word file, and its last line: masthead, guide, colophon."""

import re
from collections.abc import Callable
from typing import Any

from issues.document import word_form as form
from issues.importing.own_word.facts import as_date
from issues.importing.own_word.pieces import by_style, line, unsaid, values
from issues.importing.recognition import PrintedGuide
from issues.importing.source import Paragraph

DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
STAGES = re.compile(r"[^\s：]{1,20}：")  # what the stages of the review are called, before the names


class Front:
    """`upload_hint` has the document's own fields in the interchange form; `readers` say of a paragraph what it became."""

    def __init__(self, remark: Callable[[Paragraph, str, str], None]) -> None:
        self.told: dict[str, Any] = {"publishers": [], "contact": {}}
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
        }
        self._remark = remark

    def _title(self, block: Paragraph) -> str:
        self.told["title"] = self.told.get("title", "") + line(block)
        return "刊名"

    def _number(self, block: Paragraph) -> str:
        found = re.search(r"\d+", "".join(values(block, form.NUMBER)) or block.text)
        if found:
            self.told["number"] = int(found[0])
        self.note_unsaid(block, {form.NUMBER} if found else set())
        return "期号"

    def _publisher(self, block: Paragraph) -> str:
        if told := line(block):
            self.told["publishers"].append(told)
        return "主办单位"

    def _imprint(self, block: Paragraph) -> str:
        contact, known = self.told["contact"], {form.CONTACT_NAME, form.CONTACT_PHONE, form.DATE}
        for style, field in ((form.CONTACT_NAME, "name"), (form.CONTACT_PHONE, "phone")):
            if found := values(block, style):
                contact[field] = "".join(found)
        if day := DAY.search(block.text):
            self.told["date"] = as_date(day[0])
            known |= {"", form.LABEL}
        self.note_unsaid(block, known)
        return "联系人与日期"

    def _colophon(self, block: Paragraph) -> str:
        for style, field in ((form.EDITOR, "editor"), (form.REVIEWER, "reviewer")):
            if found := values(block, style):
                self.told[field] = found[-1]  # of several stages, the last is 审核
        if STAGES.sub("", unsaid(block, {form.EDITOR, form.REVIEWER})).strip():
            self.note_unsaid(block, {form.EDITOR, form.REVIEWER})
        return "版记"

    def note_unsaid(self, block: Paragraph, known: set[str]) -> None:
        if told := unsaid(block, known):
            self._remark(block, "这几个字没有识别出是什么", told)

    def _guide_section(self, block: Paragraph) -> str:
        title = "".join(told for name, told in by_style(block) if name != form.BULLET).strip()
        self.guide.append(PrintedGuide(section=title, headings=()))
        return "本期导读"

    def _guide_line(self, block: Paragraph) -> str:
        section = self.guide.pop() if self.guide else PrintedGuide(section="", headings=())
        self.guide.append(PrintedGuide(section=section.section, headings=(*section.headings, line(block))))
        return "本期导读"
