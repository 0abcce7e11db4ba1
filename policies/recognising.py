"""政策热点 of a back issue: who issued what, when, under which number."""

import re
from datetime import date

from issues.document import Entry
from issues.importing.recognising.articles import Article, read_articles
from issues.importing.recognising.dates import dates_in
from issues.importing.recognising.marks import without_mark
from issues.importing.recognising.section_text import Contents, SectionText
from issues.importing.recognising.wording import one_line, sentence_end, unspaced
from issues.importing.source import Block, Paragraph
from issues.partial_date import PartialDate
from policies.document import PolicyItem
from policies.issuers import issuers

_ISSUED = re.compile(r"印发|发布|公布|出台|下发|制定|修订|部署|通报|公告|施行|联合|发文|《")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,14}\s*[〔\[［（(【﹝]\s*(?:19|20)[0-9]{2}\s*[〕\]］）)】﹞]\s*第?\s*[0-9]+\s*号|(?<![\u4e00-\u9fff])(?:20)[0-9]{2}年第[0-9]+号"
)
_BEFORE_NUMBER = re.compile(r".*(?:印发|发布|下发|文号|关于|以|为|的|了|[（(：:《》“”])")
_NO_ISSUE_DATE_BEFORE = re.compile(r"(?:自|从|至|到|截至|截止|将于|拟于|—|-|~)\s*$")
_NO_ISSUE_DATE_AFTER = re.compile(r"\s*(?:起|前|以前|之前|至|到|以来|—|-|~|底前|施行|实施|正式实施|生效)")
_RECENTLY = re.compile(r"\s*(?:近日|日前|近期|最近|不久前)")
_YEAR_ALONE = re.compile(r"((?:19|20)[0-9]{2})年(?:印发|发布|公布|出台|制定|下发)")
_NUMBER_WITHIN = 400


def recognise(text: SectionText) -> Contents:
    return read_articles(text, build=_policy_item, is_heading=_is_heading)


def is_policy(block: Block) -> bool:
    return isinstance(block, Paragraph) and _is_heading(without_mark(block)) and "《" in block.text[:80]


def _is_heading(words: str) -> bool:
    """国家某局印发《……》。"""
    head = words[: sentence_end(words) or 120]
    return bool(_ISSUED.search(head)) and ("《" in head or bool(issuers(head)))


def _policy_item(article: Article, text: SectionText) -> Entry | None:
    if article.title is None:
        return None
    _doubt_years(article, text)
    return PolicyItem(
        title=article.title,
        issuing_bodies=_issuing_bodies(article),
        document_title=_document_title(article),
        document_number=_document_number(article),
        issued_on=_issued_on(article, text.issued),
        body_html=article.body_html,
        source=article.source,
        source_url=article.source_url,
    )


def _issuing_bodies(article: Article) -> tuple[str, ...]:
    """As the text names them, which is fuller than the title, unless it names fewer of them or none."""
    titled, told = issuers(article.title or ""), issuers(article.opening, must_act=True)
    return titled if not told or set(told) < set(titled) else told


def _document_title(article: Article) -> str | None:
    first = article.opening[: sentence_end(article.opening) or 200]
    return _in_brackets(article.title or "") or _in_brackets(first)


def _in_brackets(text: str) -> str | None:
    """What stands in the first 《》, with those that it holds itself."""
    start, depth = text.find("《"), 0
    for at in range(max(start, 0), len(text)):
        depth += {"《": 1, "》": -1}.get(text[at], 0)
        if depth == 0 and start >= 0:
            named = one_line(text[start + 1 : at])
            return named if len(named) > 2 else None
    return None


def _document_number(article: Article) -> str | None:
    for words in (article.title or "", article.text[:_NUMBER_WITHIN]):
        if match := _NUMBER.search(words):
            whole = match[0]
            agency = re.match(r"[\u4e00-\u9fff]*", whole)
            lead = _BEFORE_NUMBER.match(agency[0]) if agency else None
            return unspaced(whole[lead.end() if lead else 0 :])
    return None


def _issued_on(article: Article, issued: date) -> PartialDate | None:
    """The date that the first sentence gives, unless it is one from which, or until which, something holds."""
    first = article.opening[: sentence_end(article.opening) or 200]
    if _RECENTLY.match(first):
        return None
    for found in dates_in(first, issued=issued):
        before, after = first[: found.start], first[found.end :]
        if not _NO_ISSUE_DATE_BEFORE.search(before) and not _NO_ISSUE_DATE_AFTER.match(after):
            return found.date
    issued_in = _YEAR_ALONE.search(first)
    return PartialDate(int(issued_in[1])) if issued_in else None


def _doubt_years(article: Article, text: SectionText) -> None:
    found = _issued_on(article, text.issued)
    if found and (found.year, found.month) > (text.issued.year, text.issued.month):
        text.ledger.doubt(article.blocks[0], f"发布日期 {found} 晚于本期日期", article.title or "")
