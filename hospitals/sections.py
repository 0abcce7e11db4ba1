from hospitals import document, word
from hospitals.column_names import NAMES
from hospitals.recognising import readers
from issues.document.kinds import EntryKind, SectionKind, register
from issues.importing.recognising.readers import SectionReader, register_reader

register(
    SectionKind(
        key="experiences",
        heading="他山之石",
        order=20,
        entry_kinds=(
            EntryKind(
                document_type=document.PeerExperience,
                model_label="hospitals.PeerExperience",
                label="同行经验",
                word=word.PEER_EXPERIENCE,
            ),
        ),
    )
)
register_reader(
    SectionReader(
        kind="experiences",
        read=readers.experiences,
        words=("他山", "经验", "借鉴", "同行"),
        claims=readers.is_about_hospital,
    )
)
register(
    SectionKind(
        key="news",
        heading="医院资讯",
        order=40,
        intro="本期动态参考对国内部分医院网站资讯进行了摘编，供参考。",
        guide_heading="国内部分医院网站资讯选摘",
        entry_kinds=(
            EntryKind(
                document_type=document.HospitalNewsLink,
                model_label="hospitals.HospitalNewsLink",
                label="资讯链接",
                takes_tables=True,
                word=word.HOSPITAL_NEWS_LINK,
                data_columns=tuple((name, headings[0]) for name, headings in NAMES.items()),
            ),
        ),
    )
)
register_reader(
    SectionReader(
        kind="news", read=readers.news, words=("资讯", "新闻", "动态", "网站"), claims=readers.is_news
    )
)
register(
    SectionKind(
        key="cases",
        heading="典型案例",
        order=50,
        entry_kinds=(
            EntryKind(
                document_type=document.CaseStudy,
                model_label="hospitals.CaseStudy",
                label="典型案例",
                word=word.CASE_STUDY,
            ),
        ),
    )
)
register_reader(SectionReader(kind="cases", read=readers.cases, words=("案例", "个案", "实践")))
