"""How abstracts and notices stand in a Word file."""

from issues.document.word_form import CellField, Column, FactField, Notices, Rows

JOURNAL_ABSTRACT = Rows(
    columns=(
        Column(heading="序号", width=8.5),
        Column(
            heading="论文名称",
            width=27,
            fields=(
                CellField(name="title", style="论文名称", look="行首单元格"),
                CellField(name="authors", style="论文作者", look="小字单元格", label="作者：", member="作者"),
                CellField(name="doi", style="论文 DOI", look="小字单元格", label="DOI：", link="doi_address"),
                CellField(name="url", style="论文网址", look="小字单元格", link="url"),
            ),
        ),
        Column(
            heading="发表期刊",
            width=16.5,
            fields=(CellField(name="journal", style="发表期刊", look="居中单元格"),),
        ),
        Column(
            heading="发表时间",
            width=18,
            fields=(CellField(name="published", style="发表时间", look="日期单元格"),),
        ),
        Column(heading="论文摘要", width=0, fields=(CellField(name="abstract", style="论文摘要"),)),
    )
)
NOTICE = Notices(facts=(FactField(name="year", label="年份", after="年"),))
