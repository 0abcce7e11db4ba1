"""Names that people give to the columns of a table of news links, by the field of the link."""

from typing import Final

NAMES: Final = {
    "hospital": ("医院", "医院名称", "单位", "单位名称", "来源医院"),
    "title": ("标题", "资讯标题", "新闻标题", "题名", "题目", "资讯"),
    "url": ("网址", "链接", "链接地址", "网站链接", "资讯网址", "URL"),
}
WEAK: Final = {
    "hospital": ("机构", "机构名称", "来源单位", "医院单位", "发布单位"),
    "title": ("资讯名称",),
    "url": ("网页链接", "原文链接", "原文网址"),
}
"""Names that count in a spreadsheet only where its columns have none of the others, or where their cells are empty."""
PRINTED: Final = {
    "hospital": ("来源",),
    "title": ("资讯内容", "新闻", "内容", "名称", "主题"),
    "url": ("地址", "网站", "原文"),
}
"""Names that have this meaning only in a printed issue: in a spreadsheet they may mean something else."""
