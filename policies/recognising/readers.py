"""Reads 政策热点 of a back issue: who issued what, when, under which number."""

import re
from datetime import date

from issues.document import Entry
from issues.document.partial_date import PartialDate
from issues.importing.recognising.entries.articles import Article, read_articles
from issues.importing.recognising.sections.section_text import Contents, SectionText
from issues.importing.recognising.text.dates import dates_in
from issues.importing.recognising.text.item_labels import without_item_label
from issues.importing.recognising.text.wording import sentence_end, without_spaces
from issues.importing.source import Block, Paragraph
from policies.document import PolicyItem
from policies.recognising.issuers import issuers, title_in

_ISSUED = re.compile(r"印发|发布|公布|出台|下发|制定|修订|部署|通报|公告|施行|联合|发文|《")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,14}\s*[〔\[［（(【﹝]\s*(?:19|20)[0-9]{2}\s*[〕\]］）)】﹞]\s*第?\s*[0-9]+\s*号|(?<![0-9])20[0-9]{2}年第\s*[0-9]+\s*号|[\u4e00-\u9fff]{2,14}令\s*第\s*[0-9]+\s*号"
)
_BEFORE_NUMBER = re.compile(r".*(?:印发|发布|下发|文号|关于|以|为|的|了|[（(：:《》“”])")
_NO_ISSUE_DATE_BEFORE = re.compile(r"(?:自|从|至|到|截至|截止|将于|拟于|—|-|~)\s*$")
_NO_ISSUE_DATE_AFTER = re.compile(r"\s*(?:起|前|以前|之前|至|到|以来|—|-|~|底前|施行|实施|正式实施|生效)")
_DAYS = re.compile(r"\s*(?:至|—|-|~)\s*[0-9]{1,2}\s*日[，,]")
"""A meeting of several days is dated by its first."""
_RECENTLY = re.compile(r"\s*(?:近日|日前|近期|最近|不久前)")
_YEAR_ALONE = re.compile(r"((?:19|20)[0-9]{2})年(?:印发|发布|公布|出台|制定|下发)")
_YEAR_OF_ISSUE = re.compile(r"([0-9]{4})年")
_NAMED = re.compile(
    r"(?:印发|发布|公布|出台|下发|制定|修订|转发|颁布|通过)(?:了|的|新版|修订后的|[^，。；《》]{0,12}的)?《"
)
"""Where a sentence names what was issued, rather than a document that it refers to."""
_ISSUED_THEN = re.compile(r"\s*(?:正式|联合|公开|对外)*(?:印发|发布|公布|下发|出台|颁布)")
_NUMBER_WITHIN = 400


def recognise(text: SectionText) -> Contents:
    return read_articles(text, build=_policy_item, is_heading=_is_heading)


def is_policy(block: Block) -> bool:
    return isinstance(block, Paragraph) and _is_heading(without_item_label(block)) and "《" in block.text[:80]


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
    if named := article.facts.get("发布机构"):
        return tuple(name for name in named.split("、") if name)
    titled, named_in_text = issuers(article.title or ""), issuers(article.opening, must_act=True)
    return titled if not named_in_text or set(named_in_text) < set(titled) else named_in_text


def _document_title(article: Article) -> str | None:
    if named_title := article.facts.get("文件"):
        return title_in(named_title)
    first = article.opening[: sentence_end(article.opening) or 200]
    named = _NAMED.search(first)
    return title_in(article.title or "") or (title_in(first[named.start() :]) if named else None)


def _document_number(article: Article) -> str | None:
    if number := article.facts.get("文号"):
        return number
    for words in (article.title or "", article.text[:_NUMBER_WITHIN]):
        if match := _NUMBER.search(words):
            number_text = match[0]
            agency = re.match(r"[\u4e00-\u9fff]*", number_text)
            lead = _BEFORE_NUMBER.match(agency[0]) if agency else None
            return without_spaces(number_text[lead.end() if lead else 0 :])
    return None


def _issued_on(article: Article, issued: date) -> PartialDate | None:
    """The date that the first sentence gives, unless it is one from which, or until which, something holds."""
    if stated := next(dates_in(article.facts.get("发文日期", "")), None):
        return stated.date
    if year := _YEAR_OF_ISSUE.fullmatch(article.facts.get("发文日期", "")):
        return PartialDate(int(year[1]))
    first = article.opening[: sentence_end(article.opening) or 200]
    for dated in dates_in(article.opening[len(first) :], issued=issued):
        if _ISSUED_THEN.match(article.opening[len(first) + dated.end :]):
            later = dated.date
            break
    else:
        later = None
    if _RECENTLY.match(first):
        return later
    for dated in dates_in(first, issued=issued):
        before, after = first[: dated.start], first[dated.end :]
        days = dated.start == 0 and _DAYS.match(after)
        if days or not (_NO_ISSUE_DATE_BEFORE.search(before) or _NO_ISSUE_DATE_AFTER.match(after)):
            return dated.date
    issued_in = _YEAR_ALONE.search(first)
    return later or (PartialDate(int(issued_in[1])) if issued_in else None)


def _doubt_years(article: Article, text: SectionText) -> None:
    issued_on = _issued_on(article, text.issued)
    if issued_on and (issued_on.year, issued_on.month) > (text.issued.year, text.issued.month):
        text.report.doubt(article.blocks[0], f"发布日期 {issued_on} 晚于本期日期", article.title or "")
