"""Reads the names at the end of an issue: 编辑 and 审核."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from issues.importing.recognising.outside_sections.contacts import Contact
from issues.importing.recognising.outside_sections.imprint import ImprintReader
from issues.importing.recognising.outside_sections.people import format_names
from issues.importing.recognising.report import NOT_UNDERSTOOD, Report
from issues.importing.source import Block, Paragraph

EDITOR = r"(?:责\s*任|本\s*期|执\s*行|文\s*字)?\s*编\s*辑|责\s*编|编\s*者|编\s*写"
REVIEWER = r"审\s*核(?:\s*签\s*发)?|审\s*稿|审\s*定|审\s*阅|审\s*签|签\s*发"
_ROLES = {"editor": EDITOR, "reviewer": REVIEWER}
_NAME = r"[\u4e00-\u9fff·]"
_SIGNED = {
    role: re.compile(
        rf"(?:{words})\s*(?:人|人员)?\s*[:：]\s*({_NAME}(?:[\s\u3000、，,]*{_NAME}){{0,30}}?)(?=\s*$|[\s\u3000；;|]+[^\s:：]{{2,6}}\s*[:：]|[\s\u3000；;|]+\S\s\S\s*[:：])"
    )
    for role, words in _ROLES.items()
}
_OTHERS = re.compile(
    r"\s*(?:校\s*对|排\s*版|美\s*编|统\s*稿|主\s*编|主\s*任|终\s*审|监\s*制|值\s*班|主\s*办|承\s*办|协\s*办|印\s*[制发]|[报抄发]\s*送|地\s*址|邮\s*箱)[^：:]{0,4}[:：]"
)
_SPACED = {
    role: re.compile(rf"\s*(?:{words})(?:人|人员)?(?:[ \u3000]{{2,}}|\t\s*)({_NAME}(?:\s*{_NAME}){{1,5}})\s*")
    for role, words in _ROLES.items()
}
"""A separate line with blanks instead of the colon."""
_UNSIGNED = re.compile(rf"(?:(?:{'|'.join(_ROLES.values())})\s*(?:人|人员)?\s*[:：][\s_＿\u3000；;|，,/]*)+")
"""Names that nobody has filled in."""
_OTHER_ROLE = "刊末只有编辑和审核两种署名，这一署名未导入"
_LAST_BLOCKS = 12
_LONGEST = 80


@dataclass(slots=True)
class Staff:
    editor: str = ""
    reviewer: str = ""

    def read(self, text: str) -> str:
        """Takes the names out of a line and returns the rest of it."""
        for role, pattern in _SIGNED.items():
            match = pattern.search(text) or _SPACED[role].fullmatch(text)
            if match and not getattr(self, role):
                setattr(self, role, format_names(match[1]))
                text = f"{text[: match.start()]}  {text[match.end() :]}"
        return text


def colophon_start(blocks: Sequence[Block]) -> int:
    """The index of the first block with names at the end; the number of blocks where there are none."""
    first = max(0, len(blocks) - _LAST_BLOCKS)
    for at in range(first, len(blocks)):
        block = blocks[at]
        if isinstance(block, Paragraph) and is_signature(block.text):
            while at > first and _OTHERS.match(blocks[at - 1].text) and len(blocks[at - 1].text) <= _LONGEST:
                at -= 1
            return at
    return len(blocks)


def is_signature(text: str) -> bool:
    bare = text.strip()
    return len(text) <= _LONGEST and (
        any(pattern.match(bare) for pattern in _SIGNED.values())
        or any(pattern.fullmatch(bare) for pattern in _SPACED.values())
        or bool(_UNSIGNED.fullmatch(bare))
    )


def _reason(left: str) -> str:
    return _OTHER_ROLE if _OTHERS.match(left) else NOT_UNDERSTOOD


def read_colophon(
    blocks: Sequence[Block], staff: Staff, contact: Contact, imprint: ImprintReader, report: Report
) -> None:
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        signed = staff.read(imprint.read_last_page(block.text))
        if _UNSIGNED.fullmatch(signed.strip()):
            report.take([block], "编审")
            continue
        left = contact.read(signed)
        if left != block.text or _OTHERS.match(left):
            report.take([block], "编审")
            report.add_unrecognised(block.line, left.strip(" \u3000；;|，,"), _reason(left))
