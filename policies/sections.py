from issues.document.kinds import EntryKind, SectionKind, register
from issues.importing.recognising.readers import SectionReader, register_reader
from policies import document, word
from policies.recognising import readers

register(
    SectionKind(
        key="policies",
        heading="政策热点",
        order=10,
        entry_kinds=(
            EntryKind(
                document_type=document.PolicyItem,
                model_label="policies.PolicyItem",
                label="政策条目",
                takes_tables=True,
                word=word.POLICY_ITEM,
            ),
        ),
    )
)
register_reader(
    SectionReader(
        kind="policies", read=readers.recognise, words=("政策", "法规", "文件"), claims=readers.is_policy
    )
)
