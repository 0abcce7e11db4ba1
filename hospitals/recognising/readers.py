"""Reads 他山之石, 典型案例 and 医院资讯 of a back issue."""

from hospitals.document import Article as HospitalArticle
from hospitals.document import CaseStudy, PeerExperience
from hospitals.recognising.hospital_names import hospital_at_start, hospital_in
from hospitals.recognising.news import is_news, news
from issues.document import Entry
from issues.importing.recognising.entries.articles import Article, read_articles
from issues.importing.recognising.report import Report
from issues.importing.recognising.sections.section_text import Contents, SectionText
from issues.importing.recognising.text.item_labels import without_item_label
from issues.importing.source import Block, Paragraph

__all__ = ["cases", "experiences", "is_about_hospital", "is_news", "news"]


def experiences(text: SectionText) -> Contents:
    return read_articles(text, build=_experience, is_heading=_is_heading)


def cases(text: SectionText) -> Contents:
    return read_articles(text, build=_case, is_heading=_is_heading)


def is_about_hospital(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) > 60 and _is_heading(without_item_label(block))


def _is_heading(words: str) -> bool:
    return hospital_at_start(words) is not None


def _experience(article: Article, text: SectionText) -> Entry | None:
    return None if article.title is None else _entry(PeerExperience, article, text)


def _case(article: Article, text: SectionText) -> Entry | None:
    return _entry(CaseStudy, article, text)


def _entry(entry_type: type[HospitalArticle], article: Article, text: SectionText) -> Entry:
    return entry_type(
        title=article.title,
        hospital=_hospital(article, text.report),
        body_html=article.body_html,
        source=article.source,
        source_url=article.source_url,
    )


def _hospital(article: Article, report: Report) -> str | None:
    """From the start of the printed title, else of the text. Any other name is a guess, and gets a remark."""
    if name := article.facts.get("医院"):
        return name
    printed = article.title if article.is_title_printed else None
    for words in (printed, article.opening, article.title):
        if words and (named := hospital_at_start(words)):
            return named
    guess = hospital_in(article.title or "") or hospital_in(article.opening[:120])
    if guess:
        report.doubt(article.blocks[0], "没有写单位，医院名是从标题推断的，请核对", guess)
    return guess
