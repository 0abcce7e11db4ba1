from hospitals.templatetags.hospitals import by_hospital
from issues.document import Section
from issues.document.outline import outline
from tests import factories


def test_links_of_a_hospital_gather_where_its_name_first_occurs() -> None:
    shown = [
        ("甲", "云溪医院"),
        ("乙", "临湖医院"),
        ("丙", "云溪医院"),
        ("丁", "青州医院"),
        ("戊", "临湖医院"),
    ]
    links = tuple(factories.news_link(title, hospital=hospital) for title, hospital in shown)
    (section,) = outline(
        factories.document(9, sections=(Section(kind="news", title="医院资讯", entries=links),))
    )
    (run,) = section.parts[0].runs
    assert [
        (number, hospital, "".join(item.entry.title for item in items))
        for number, hospital, items in by_hospital(run.entries)
    ] == [(1, "云溪医院", "甲丙"), (2, "临湖医院", "乙戊"), (3, "青州医院", "丁")]
    alone = [by_hospital([item]) for item in run.entries]
    assert [(number, hospital) for ((number, hospital, _),) in alone] == [
        (1, "云溪医院"),
        (1, "云溪医院"),
        (2, "临湖医院"),
        (2, "临湖医院"),
        (3, "青州医院"),
    ]
