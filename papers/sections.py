from issues.document.kinds import EntryKind, SectionKind, register
from issues.importing.recognising.readers import SectionReader, register_reader
from papers import document, word
from papers.column_names import NAMES
from papers.recognising import readers

register(
    SectionKind(
        key="papers",
        heading="理论优选",
        order=30,
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
                data_columns=tuple((name, headings[0]) for name, headings in NAMES.items()),
            ),
            EntryKind(
                document_type=document.Notice,
                model_label="papers.Notice",
                label="通知与汇编",
                row_page="admin:papers_notice_annexes",
                row_label="生成附件",
                word=word.NOTICE,
            ),
        ),
    )
)
register_reader(
    SectionReader(
        kind="papers",
        read=readers.recognise,
        words=("理论", "论文", "期刊", "文献", "学术"),
        claims=readers.is_abstracts,
    )
)
