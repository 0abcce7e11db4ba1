"""How policy items stand in a Word file."""

from issues.document.word_form import Article, FactField

POLICY_ITEM = Article(
    facts=(
        FactField(name="issuing_bodies", label="发布机构"),
        FactField(name="document_title", label="文件", before="《", after="》"),
        FactField(name="document_number", label="文号"),
        FactField(name="issued_on", label="发文日期"),
    )
)
