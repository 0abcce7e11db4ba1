from issues.sections import EntryKind, SectionKind, register
from policies import document, recognising, word

register(
    SectionKind(
        key="policies",
        heading="政策热点",
        order=10,
        words=("政策", "法规", "文件"),
        recognise=recognising.recognise,
        claims=recognising.is_policy,
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
