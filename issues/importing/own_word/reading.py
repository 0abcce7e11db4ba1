"""Reads our own Word file block by block: the style of a paragraph says which field it is, bookmarks say of which entry."""

import re
from collections.abc import Callable
from typing import Any

from issues.document import word_form as form
from issues.document.kinds import (
    EntryKind,
    entry_kind,
    is_section_kind,
    section_kind,
    section_kinds,
)
from issues.document.word_form import Article, Notices
from issues.importing.own_word.annex_pages import CHANGED, is_annex_page, is_unchanged
from issues.importing.own_word.carried_data import Carried
from issues.importing.own_word.drafts import EntryDraft, GroupDraft, SectionDraft
from issues.importing.own_word.facts import as_field
from issues.importing.own_word.front import Front, is_imprint
from issues.importing.own_word.pieces import bookmarked_uids, line, text, values
from issues.importing.own_word.rows import is_laid, read_rows
from issues.importing.recognition import Taken
from issues.importing.source import Block, Paragraph, Remark, Table

SECTION_BOOKMARK = re.compile(r"_s\d+_(.+)")
ANNEX_BOOKMARK = re.compile(r"_a\d+")
IN_BODY = {form.BODY, form.GAP, *form.LISTED}
UNKNOWN = "没有识别出这一段是什么"


class Reading:
    """Nothing that it reads is lost: it is in a draft, in the guide, derived, or in a remark."""

    def __init__(self, carried: Carried) -> None:
        self.front = Front(self.remark)
        self.sections: list[SectionDraft] = []
        self.taken: list[Taken] = []
        self.remarks: list[Remark] = []
        self._carried = carried
        self._group: GroupDraft | None = None
        self._entry: EntryDraft | None = None
        self._pending: list[str] = []
        """Bookmarks of a heading that is empty because somebody began a new line before its words."""
        self._used: set[str] = set()
        self._readers: dict[str, Callable[[Paragraph], str]] = {
            form.SECTION: self._section,
            form.PART: self._part,
            form.INTRO: self._intro,
            form.ENTRY: self._heading,
            form.PART_ENTRY: self._heading,
            form.FACTS: self._facts,
            form.NOTICE: self._text,
            form.ANNEX: self._annex,
        }

    def read(self, block: Block) -> None:
        if isinstance(block, Table) and is_imprint(block):
            for row in block.rows:
                for cell in row.cells:
                    for inner in cell.blocks:
                        self.read(inner)
            return
        if is_annex_page(block):
            self._annex_page(block)
            return
        became = self._table(block) if isinstance(block, Table) else self._paragraph(block)
        self.taken.append(Taken(block=block, became=became))
        if not became and block.text.strip():
            self.remark(block, UNKNOWN, block.text)

    def _annex_page(self, block: Block) -> None:
        """The rows come with the annex: those of the page after the issue show them."""
        self.taken.append(Taken(block=block, became="附件页"))
        if not is_unchanged(block, self._carried):
            self.remark(block, CHANGED, block.text)

    def remark(self, block: Block, reason: str, text: str) -> None:
        self.remarks.append(Remark(line=block.line, reason=reason, text=text, is_unrecognised=True))

    def _paragraph(self, block: Paragraph) -> str:
        name = form.unstyled(block.style)
        if name in form.TITLES and not block.text.strip():
            self._pending += block.anchors
            return ""
        if name not in (form.SECTION, form.PART):
            self._begin(block, name)
        if name == form.COLOPHON:
            self._entry = None
        reader = self.front.readers.get(name) or self._readers.get(name)
        return reader(block) if reader else self._body(block, name)

    # Sections and their parts

    def _section(self, block: Paragraph) -> str:
        title, kind = line(block), self._section_kind(block)
        if not title and not block.anchors:
            return ""
        self._entry, self._group = None, None
        if not kind:
            return ""
        bookmark = next((name for name in block.anchors if SECTION_BOOKMARK.fullmatch(name)), "")
        self._group = SectionDraft(kind=kind, bookmark=bookmark, title=title or section_kind(kind).heading)
        self.sections.append(self._group)
        return f"栏目“{self._group.title}”"

    def _section_kind(self, block: Paragraph) -> str:
        """As its bookmark says; of a section that somebody added, as its title says."""
        for name in block.anchors:
            if (match := SECTION_BOOKMARK.fullmatch(name)) and is_section_kind(match[1]):
                return match[1]
        return next((kind.key for kind in section_kinds() if kind.heading in block.text), "")

    def _part(self, block: Paragraph) -> str:
        if not self.sections or self._group is None or not (title := line(block)):
            return ""
        bookmark = next(iter(block.anchors), "")
        self._entry, self._group = None, GroupDraft(bookmark=bookmark, title=title)
        self.sections[-1].parts.append(self._group)
        return self._path(f"“{title}”")

    def _intro(self, block: Paragraph) -> str:
        if self._group is None or self._group.entries:
            return self._body(block, "")
        self._group.intro.append(text(block))
        return self._path("引言")

    # Entries

    def _begin(self, block: Paragraph, name: str) -> None:
        """An entry begins at its bookmark, or at a heading that somebody wrote."""
        uids = [uid for uid in bookmarked_uids([*self._pending, *block.anchors]) if uid not in self._used]
        self._pending = []
        if self._group is None or not (uids or name in form.TITLES):
            return
        uid = uids[-1] if uids else ""
        kind = self._kind(uid, Notices if name in (form.NOTICE, form.ANNEX) else Article)
        if kind:
            self._used.add(uid)
            self._entry = EntryDraft(kind=kind.key, uid=uid)
            self._group.entries.append(self._entry)

    def _kind(self, uid: str, layout: type[Article] | type[Notices]) -> EntryKind | None:
        """The kind that the file carries for the entry, if the section takes it; else the section's own of that layout."""
        kinds = section_kind(self.sections[-1].kind).entry_kinds
        carried = self._carried.entries.get(uid, {}).get("kind")
        of_layout = [kind for kind in kinds if isinstance(kind.word, layout)]
        return next((kind for kind in kinds if kind.key == carried), of_layout[0] if of_layout else None)

    def _heading(self, block: Paragraph) -> str:
        if self._entry is None or not self._is(Article):
            return ""
        self._entry.fields["title"] = line(block)
        return self._seen(self._entry, block, "标题")

    def _facts(self, block: Paragraph) -> str:
        if self._entry is None or self._is(()):
            return ""
        kind, known = entry_kind(self._entry.kind), set()
        for field in getattr(kind.word, "facts", ()):
            if written := values(block, field.label):
                self._entry.fields[field.name] = as_field(kind.document_type, field.name, written)
                known.add(field.label)
        self.front.remark_extra_text(block, known)
        return self._seen(self._entry, block, "资料")

    def _text(self, block: Paragraph) -> str:
        """Reads a paragraph of a notice; a notice whose bookmark is lost begins here."""
        if self._group is not None and (self._entry is None or not self._is(Notices)):
            if not (kind := self._kind("", Notices)):
                return self._body(block, "")
            self._entry = EntryDraft(kind=kind.key)
            self._group.entries.append(self._entry)
        if self._entry is None:
            return ""
        self._entry.blocks.append(block)
        return self._seen(self._entry, block, "正文")

    def _annex(self, block: Paragraph) -> str:
        bookmark = next((name for name in block.anchors if ANNEX_BOOKMARK.fullmatch(name)), "")
        annex = self._carried.annexes.get(bookmark)
        title = "".join(values(block, form.ANNEX_TITLE))
        if self._entry is None or not self._is(Notices) or not annex or not title:
            return ""
        self._entry.annexes.append(annex | {"title": title})
        return self._seen(self._entry, block, "附件")

    def _body(self, block: Block, name: str) -> str:
        """All below an entry's heading belongs to its body, unless its style says that it is something else."""
        is_heading = isinstance(block, Paragraph) and block.level > 0
        if self._entry is None or (is_heading and name not in IN_BODY):
            return ""
        if self._is(Article) or (self._is(Notices) and isinstance(block, Paragraph) and name != form.GAP):
            self._entry.blocks.append(block)
            return self._seen(self._entry, block, "正文")
        return ""

    def _table(self, block: Table) -> str:
        kinds = section_kind(self.sections[-1].kind).entry_kinds if self.sections else ()
        if self._group is None or not is_laid(block, kinds):
            return self._body(block, form.unstyled(block.style))
        self._entry = None
        drafts = read_rows(block, kinds, carried=self._carried, used=self._used, remark=self.remark)
        self._group.entries += drafts
        return self._path(f"{len(drafts)} 条") if drafts else ""

    def _is(self, layout: Any) -> bool:
        return self._entry is not None and isinstance(entry_kind(self._entry.kind).word, layout)

    def _seen(self, entry: EntryDraft, block: Block, what: str) -> str:
        entry.seen.append(block)
        number = len(self._group.entries) if self._group else 0
        return self._path(f"第 {number} 条 › {what}")

    def _path(self, what: str) -> str:
        return f"{self.sections[-1].title} › {what}"
