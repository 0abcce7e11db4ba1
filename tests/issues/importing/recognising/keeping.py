"""What a recognition keeps of its source: the measure by which nothing may be lost."""

import re
from collections import Counter

from issues import richtext
from issues.importing.recognition import Recognition
from issues.importing.source import Source

FOLLOWS_FROM_OTHERS = {"hospital", "issuing_bodies", "document_title", "document_number", "issued_on", "year"}
"""Fields read out of a title or a text that keeps them; a link's hospital is its own."""
DERIVED = re.compile(
    r"动态参考|本期导读|导读|本期(?=编辑)|第\s*[0-9０-９]+\s*期|[0-9０-９〇一二三四五六七八九十]+[年月日]|联系人|联系电话|电话|主办|编辑|责任编辑|审核"
    r"|信息来源|来源|转自|摘自|于|序号|单位|标题|网址|论文名称|发表期刊|发表时间|论文摘要|作者|题名|来源期刊|发表日期|主要内容"
    r"|资讯标题|发布时间|链接|论文题目|期刊|时间|摘要|病种|比例|DOI"
)
"""Words that printing makes anew: labels, heads of tables."""


def lost(source: Source, recognition: Recognition) -> Counter[str]:
    """Characters of the source (numbers and punctuation apart) that are kept nowhere."""
    furniture = {taken.block.line for taken in recognition.taken if taken.became in ("页眉", "页码")}
    words = [p.text for p in source.paragraphs() if p.line not in furniture]
    return _words("\n".join(words)) - _words(_kept(recognition))


def _kept(recognition: Recognition) -> str:
    document = recognition.document
    told = [document.title, *document.publishers, document.contact.name, document.contact.phone]
    told += [document.editor, document.reviewer]
    for section in document.sections:
        told += [section.title, section.intro or ""]
        for part in section.parts:
            told += [part.title, part.intro or ""]
    for entry in document.entries:
        told += _fields(entry)
    for guide in recognition.guide:
        told += [guide.section, *guide.headings]
    return "\n".join(told + [remark.text for remark in recognition.unrecognised])


def _fields(entry) -> list[str]:
    apart = FOLLOWS_FROM_OTHERS - ({"hospital"} if entry.kind == "hospital_news_link" else set())
    told = []
    for name in entry.__dataclass_fields__:
        value = getattr(entry, name)
        if name == "body_html":
            told.append(richtext.plain_text(value) + " ".join(re.findall(r'href="([^"]*)', value)))
        elif name not in apart and isinstance(value, str):
            told.append(value)
        elif name == "authors":
            told += value
        elif name == "published" and value:
            told.append(str(value))
    return told


def _words(text: str) -> Counter[str]:
    words = DERIVED.sub("", re.sub(r"[\W_]", "", text))
    return Counter(re.sub(r"[\d零〇一二三四五六七八九十①-⑳年月日号期共页第]", "", words))
