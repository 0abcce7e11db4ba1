"""Names that people give to the columns of a table of abstracts, by the field of the abstract."""

from typing import Final

NAMES: Final = {
    "title": ("论文名称", "题名", "标题", "篇名", "论文题目", "论文标题", "文题", "Title", "Article Title"),
    "journal": (
        "发表期刊", "刊名", "期刊", "期刊名称", "来源期刊", "文献来源", "来源", "Publication Title", "Source Title", "Journal",
        "Journal/Book",
    ),
    "published": ("发表时间", "发表日期", "出版时间", "出版日期", "发表年月", "PubTime", "Date"),
    "authors": ("作者", "作者姓名", "著者", "责任者", "Author Full Names"),
    "abstract": ("论文摘要", "摘要", "内容摘要", "中文摘要", "文摘", "Summary", "Abstract", "Abstract Note"),
    "doi": ("DOI", "DOI号"),
    "url": ("网址", "链接", "链接地址", "网站链接", "URL", "Link"),
}  # fmt: skip
WEAK: Final = {
    "title": ("题目", "文章题目", "文献题名", "文章标题", "文章名称", "论文题名"),
    "journal": ("Source", "杂志", "杂志名称", "刊物", "发表刊物", "期刊名"),
    "published": (
        "发表年份", "年", "年份", "出版年", "Year", "Publication Year", "刊出时间", "刊出日期", "见刊时间", "见刊日期",
        "网络首发时间", "网络首发日期", "上线时间",
    ),
    "authors": ("Author", "Authors", "全部作者", "论文作者"),
    "abstract": ("文章摘要", "摘要内容"),
    "url": ("DOI Link", "原文链接", "论文链接"),
}  # fmt: skip
"""Names that count in a spreadsheet only where its columns have none of the others, or where their cells are empty."""
PRINTED: Final = {
    "title": ("论文", "名称"),
    "journal": ("出处",),
    "published": ("时间", "日期", "年期", "发布时间"),
    "authors": ("第一作者", "作者单位"),
    "abstract": ("主要内容", "内容提要", "内容"),
}
"""Names that have this meaning only in a printed issue: in a spreadsheet they may mean something else."""
