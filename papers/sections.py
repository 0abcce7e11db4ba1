from issues.sections import EntryKind, SectionKind, register
from papers import document, recognising, word

register(
    SectionKind(
        key="papers",
        heading="理论优选",
        order=30,
        words=("理论", "论文", "期刊", "文献", "学术"),
        recognise=recognising.recognise,
        claims=recognising.is_abstracts,
        part_heading="北大核心期刊医院管理论文摘要选登",
        entry_kinds=(
            EntryKind(
                document_type=document.JournalAbstract,
                model_label="papers.JournalAbstract",
                label="论文摘要",
                import_page="admin:papers_journalabstract_references",
                import_label="从文献库导入",
                takes_tables=True,
                word=word.JOURNAL_ABSTRACT,
            ),
            EntryKind(
                document_type=document.Notice,
                model_label="papers.Notice",
                label="通知与汇编",
                word=word.NOTICE,
            ),
        ),
    )
)
