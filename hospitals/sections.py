from hospitals import document, recognising, word
from issues.sections import EntryKind, SectionKind, register

register(
    SectionKind(
        key="experiences",
        heading="他山之石",
        order=20,
        words=("他山", "经验", "借鉴", "同行"),
        recognise=recognising.experiences,
        claims=recognising.is_about_hospital,
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
register(
    SectionKind(
        key="news",
        heading="医院资讯",
        order=40,
        words=("资讯", "新闻", "动态", "网站"),
        recognise=recognising.news,
        claims=recognising.is_news,
        intro="本期动态参考对国内部分医院网站资讯进行了摘编，供参考。",
        guide_heading="国内部分医院网站资讯选摘",
        entry_kinds=(
            EntryKind(
                document_type=document.HospitalNewsLink,
                model_label="hospitals.HospitalNewsLink",
                label="资讯链接",
                takes_tables=True,
                word=word.HOSPITAL_NEWS_LINK,
            ),
        ),
    )
)
register(
    SectionKind(
        key="cases",
        heading="典型案例",
        order=50,
        words=("案例", "个案", "实践"),
        recognise=recognising.cases,
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
