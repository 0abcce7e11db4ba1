"""Invented issues, and what a reader's software sees in their PDF."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextContainer, LTTextLine

HEAD = """<meta charset="utf-8"><title>动态参考 第3期</title><meta name="author" content="甲、乙">
<meta name="generator" content="digest"><meta name="dcterms.publisher" content="某某医院管理研究院；某某医学会">
<meta name="dcterms.identifier" content="动态参考第3期">
<meta name="description" content="动态参考 第3期，2024年3月1日"><meta name="keywords" content="医院管理,文摘">
<meta name="dcterms.created" content="2024-03-01"><meta name="dcterms.modified" content="2024-03-01">"""
MASTHEAD = """<header class="masthead"><h1>动态参考</h1><p class="issue">第3期</p><div class="imprint">
<p class="orgs">某某医院管理研究院</p><div class="meta"><p>2024年3月1日</p></div></div></header>"""
COLOPHON = '<footer class="colophon"><p class="staff">编辑：甲</p><p class="staff">审核：乙</p></footer>'
SENTENCE = "各地要结合实际制定实施方案，明确目标任务、时间安排和责任分工，定期评估进展并及时公开结果。"


def document(main: str, *, guide: str = "", classes: str = "", head: str = HEAD) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh-CN" class="{classes}"><head>{head}</head><body>{MASTHEAD}{guide}'
        f"<main>{main}</main>{COLOPHON}</body></html>"
    )


def guide(*entries: tuple[str, str]) -> str:
    items = "".join(f'<li><a href="#{target}">{text}</a></li>' for target, text in entries)
    title = '<h2 class="guide-title">本期导读</h2>'
    return f'<nav class="guide" id="guide">{title}<div class="g"><ul>{items}</ul></div></nav>'


def section(number: int, heading: str, *articles: str) -> str:
    return f'<section id="s{number}"><h2>{heading}</h2>{"".join(articles)}</section>'


def article(anchor: str, heading: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<article id="{anchor}"><h3>{heading}</h3>{body}</article>'


def table(rows: int) -> str:
    cells = "".join(
        f'<tr><td class="no">{row}</td><th scope="row">论文题目{row}</th><td>{SENTENCE}</td></tr>'
        for row in range(1, rows + 1)
    )
    head = '<tr><th scope="col">序号</th><th scope="col">论文名称</th><th scope="col">论文摘要</th></tr>'
    return f'<table class="papers"><caption>文摘</caption><thead>{head}</thead><tbody>{cells}</tbody></table>'


def text(pdf: bytes, page: int | None = None) -> str:
    """Text as a reader copies it, with the line ends taken out."""
    pages = None if page is None else [page - 1]
    return extract_text(io.BytesIO(pdf), page_numbers=pages).replace("\n", "").replace("\f", "")


def lines(pdf: bytes, page: int) -> Iterator[LTTextLine]:
    for block in next(iter(extract_pages(io.BytesIO(pdf), page_numbers=[page - 1]))):
        if isinstance(block, LTTextContainer):
            yield from (line for line in block if isinstance(line, LTTextLine))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def dictionaries(pdf: pikepdf.Pdf, **entries: str) -> Iterator[Any]:
    """All objects with these entries, e.g. S="/TH"."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and entries.items() <= _plain(thing).items():
            yield thing


def _plain(dictionary: pikepdf.Dictionary) -> dict[str, str]:
    return {key[1:]: str(value) for key, value in dictionary.items() if isinstance(value, pikepdf.Name)}
