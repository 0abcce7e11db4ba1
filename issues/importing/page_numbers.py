"""Recognises page numbers."""

import re

_DIGITS = "[0-9０-９]{1,3}"
_PAGE_NUMBER = re.compile(
    rf"[-—–－―·~～|｜/]*(?:第?{_DIGITS}页?|第{_DIGITS}页[,，/|｜·]?[（(]?共{_DIGITS}页[）)]?|[Pp]age{_DIGITS}(?:of{_DIGITS})?"
    rf"|{_DIGITS}/{_DIGITS}|第[一二三四五六七八九十]{{1,3}}页)[-—–－―·~～|｜/]*"
)


def is_page_number(text: str) -> bool:
    """Whether `text`, which has no blanks, is only a page number: — 3 —, 第3页 共16页, 3/16."""
    return bool(_PAGE_NUMBER.fullmatch(text))
