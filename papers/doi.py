"""DOIs: how they are written, and what people put before them."""

import re

BEFORE = re.compile(
    r"(?i)^(?:doi(?:\s*[:：]\s*|\s+(?=10\.))|(?:https?://)?(?:(?:dx\.|www\.)?doi\.org|link\.cnki\.net/doi)/)+"
)
SHAPE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_OF_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
MALFORMED = "DOI 应写作 10.1234/abcd：以“10.”加四位以上的数字开头，后面是斜线和编号，中间没有空格。"


def bare(text: str) -> str:
    """doi:10.1234/a, https://doi.org/10.1234/a, 10.1234／a → 10.1234/a; whether that is a DOI is not asked."""
    return BEFORE.sub("", text.strip().translate(_OF_FULL_WIDTH)).strip()


def is_doi(text: str) -> bool:
    return SHAPE.fullmatch(text) is not None
