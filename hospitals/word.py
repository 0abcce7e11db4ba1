"""How peers' experience, news links and cases stand in a Word file."""

from issues.document.word_form import Article, CellField, Column, FactField, Rows

PEER_EXPERIENCE = CASE_STUDY = Article(facts=(FactField(name="hospital", label="医院"),))
HOSPITAL_NEWS_LINK = Rows(
    columns=(
        Column(heading="序号", width=10),
        Column(
            heading="单位",
            width=30,
            fields=(CellField(name="hospital", style="资讯单位", look="行首单元格"),),
        ),
        Column(heading="标题", width=0, fields=(CellField(name="title", style="资讯标题"),)),
        Column(
            heading="网址",
            width=50,
            fields=(CellField(name="url", style="资讯网址", look="网址单元格", link="url"),),
        ),
    ),
    merged="hospital",
)
