"""Reads headers and footers, which are on every page and in no paragraph of the text."""

import re
from collections.abc import Iterator

from issues.importing.source import IN_HEADER, Block, Remark
from issues.importing.word.package import Package
from issues.importing.word.wording import words

_PAGES = re.compile(
    r"[-—–－·~～|]*(?:第?[0-9]{0,4}页?)(?:[-—–－·~～/|，,]*(?:共?[0-9]{0,4}页?))?[-—–－·~～|]*"
)
"""Page numbers, in a line without blanks: 第3页共12页, -3-, 3/12."""


def remarks_of_headers(package: Package, blocks: tuple[Block, ...]) -> Iterator[Remark]:
    """One remark for each line that is not in the text too; page numbers are derived."""
    text, seen = _bare("".join(block.text for block in blocks)), set[str]()
    for kind, reason in (("header", IN_HEADER), ("footer", "页脚里的文字")):
        for _, root in package.related(kind):
            for line in words(root).splitlines():
                if (
                    (bare := _bare(line))
                    and bare not in seen
                    and bare not in text
                    and not _PAGES.fullmatch(bare)
                ):
                    seen.add(bare)
                    yield Remark(line=None, reason=reason, text=line.strip(), is_unrecognised=True)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
