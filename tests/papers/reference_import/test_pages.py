from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues.editing.building import build_document as compose_document
from issues.models import Issue
from papers.models import Journal, JournalAbstract
from papers.reference_import.collecting import collect
from papers.references import read_references
from tests import factories
from tests.issues.admin.pages import compose, messages_of
from tests.papers.references.exports import CNKI_ENDNOTE, ris
from tests.rendered import flat

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:papers_journalabstract_references")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def into(section) -> str:
    return f"{PAGE}?section={section.pk}"


def part_of(issue: Issue):
    return issue.sections.get(kind="papers", title="论文摘要选登")


def previewed(desk, text, address=PAGE):
    return desk.post(address, {"text": text})


def ticked(response) -> list[int]:
    return [row.index for row in response.context["shown"].rows if row.is_chosen]


def confirm(desk, response, chosen=None, address=PAGE):
    chosen = ticked(response) if chosen is None else chosen
    return desk.post(address, {"batch": response.context["shown"].signed, "chosen": chosen})


def titles() -> list[str]:
    return list(JournalAbstract.objects.pooled().order_by("pk").values_list("title", flat=True))


def test_pasted_references_are_shown_before_anything_is_stored(desk):
    response = previewed(desk, CNKI_ENDNOTE + "%0 Journal Article\n%A 无题者\n")
    html = flat(response.content.decode())
    assert JournalAbstract.objects.count() == 0
    assert ticked(response) == [0]
    for shown in ("EndNote，识别出 2 篇", "1 处未识别", "第 25 行：这一条没有题名", "不像期刊论文"):
        assert shown in html
    assert "缺发表期刊、论文摘要" in html


def test_confirmed_references_are_stored_in_the_pool(desk, editor):
    response = confirm(desk, previewed(desk, CNKI_ENDNOTE))
    assert messages_of(response) == ["已导入 1 篇论文摘要到素材库；没有选的 1 篇没有导入。"]
    stored = JournalAbstract.objects.get()
    assert (stored.title, stored.section, stored.written_by) == ("门诊预约流程优化的实践", None, [editor.pk])
    assert stored.authors == ["岳望山", "林知微", "欧阳清"]
    assert stored.journal_record == Journal.objects.get(name="江州医院管理")


def test_alias_of_a_journal_is_recognised(desk):
    journal = Journal.objects.create(name="江州医院管理杂志", aliases=["江州医院管理"])
    confirm(desk, previewed(desk, ris("一")))
    assert JournalAbstract.objects.get().journal_record == journal


def test_several_files_and_pasted_text_come_together(desk):
    files = [
        SimpleUploadedFile("甲.ris", ris("一").encode("gb18030")),
        SimpleUploadedFile("乙.enw", ("%0 Journal Article\r\n%T 二\r\n").encode("utf-16")),
        SimpleUploadedFile("丙.caj", b"CAJ\x00"),
    ]
    response = desk.post(PAGE, {"files": files, "text": ris("三")})
    assert [row.abstract.title for row in response.context["shown"].rows] == ["一", "二", "三"]
    assert len(response.context["refusals"]) == 1
    assert response.context["refusals"][0].startswith("丙.caj：这是CAJ 全文")
    confirm(desk, response)
    assert titles() == ["一", "二", "三"]


def test_nothing_readable_leaves_the_page_with_what_was_pasted(desk):
    response = previewed(desk, "今天开会。")
    assert response.context["shown"] is None
    assert "没有识别出这是哪种文献格式" in response.content.decode()
    assert "今天开会。</textarea>" in response.content.decode()
    assert "请选择文件" in previewed(desk, " ").content.decode()


def test_files_of_too_much_together_are_refused_by_name(desk):
    large = [SimpleUploadedFile(f"{n}.ris", ris("一").encode() + b" " * 3_000_000) for n in (1, 2)]
    response = desk.post(PAGE, {"files": large})
    assert [row.source for row in response.context["shown"].rows] == ["1.ris"]
    assert response.context["refusals"] == ["2.ris：没有读，一次最多 5 MB，请分次导入"]


def test_references_go_to_the_end_of_the_part_they_were_asked_for(desk, draft):
    part = part_of(draft)
    response = confirm(desk, previewed(desk, ris("三", "四"), into(part)), address=into(part))
    assert response.url == f"{compose(draft)}#s{part.pk}"
    entries = compose_document(draft).sections[2].parts[0].entries
    assert [entry.title for entry in entries[-2:]] == ["三", "四"]


def test_references_for_a_section_with_parts_stand_under_one(desk, editor):
    bare = factories.document(sections=(factories.Section(kind="papers", title="理论优选"),))
    draft = factories.issue_of(bare, editor)
    address = into(draft.sections.get())
    confirm(desk, previewed(desk, ris("一"), address), address=address)
    (part,) = compose_document(draft).sections[0].parts
    assert (part.title, [entry.title for entry in part.entries]) == (
        "北大核心期刊医院管理论文摘要选登",
        ["一"],
    )


def test_compose_page_leads_here_where_abstracts_may_stand(desk, draft):
    html = desk.get(compose(draft)).content.decode()
    assert html.count("从文献库导入") == 1
    assert f'href="{into(part_of(draft))}"' in html


def test_list_of_abstracts_leads_here(desk, client, reviewer):
    address = reverse("admin:papers_journalabstract_changelist")
    assert f'href="{PAGE}"' in desk.get(address).content.decode()
    client.force_login(reviewer)
    assert f'href="{PAGE}"' not in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ({"title": "别的题名", "journal": "别刊", "doi": "https://doi.org/10.1234/A"}, "DO  - 10.1234/a\n"),
        ({"title": "门诊预约：实践", "journal": "江州医院管理"}, ""),
        ({"title": "门诊预约──实践", "journal": "《江州医院管理》"}, ""),
    ],
)
def test_duplicate_in_the_pool_is_shown_and_not_ticked(desk, held, asked):
    row = JournalAbstract.objects.create(**held)
    response = previewed(desk, ris("门诊预约——实践").replace("ER", f"{asked}ER"))
    (shown,) = response.context["shown"].rows
    assert ([h.pk for h in shown.stored], shown.stored[0].placement, shown.is_chosen) == (
        [row.pk],
        "素材库",
        False,
    )
    assert reverse("admin:papers_journalabstract_change", args=[row.pk]) in response.content.decode()


def test_duplicate_in_an_issue_is_shown_with_its_number(desk, draft):
    response = previewed(desk, ris("医院运营研究(1)"))
    (shown,) = response.context["shown"].rows
    assert shown.stored[0].placement == "第7期 · 理论优选 · 论文摘要选登"


def test_journal_of_another_name_on_record_is_the_same_journal(desk):
    Journal.objects.create(name="江州医院管理杂志", aliases=["江州医院管理"])
    JournalAbstract.objects.create(title="一", journal="江州医院管理杂志")
    assert ticked(previewed(desk, ris("一"))) == []
    assert ticked(previewed(desk, ris("一", journal="别刊"))) == [0]


def test_same_paper_twice_in_one_upload_is_ticked_once(desk):
    response = previewed(desk, ris("一", "二", "一。"))
    assert [row.earlier for row in response.context["shown"].rows] == [None, None, 1]
    assert ticked(response) == [0, 1]


def test_duplicate_is_imported_where_the_editor_wants_it(desk):
    JournalAbstract.objects.create(title="一", journal="江州医院管理")
    confirm(desk, previewed(desk, ris("一")), chosen=[0])
    assert titles() == ["一", "一"]


def test_what_a_colleague_took_meanwhile_is_asked_again(desk):
    response = previewed(desk, ris("一", "二"))
    JournalAbstract.objects.create(title="一", journal="江州医院管理")
    again = confirm(desk, response)
    assert "有 1 篇已在库里" in again.context["refusals"][0]
    assert (titles(), ticked(again)) == (["一"], [1])
    confirm(desk, again)
    assert titles() == ["一", "二"]


def test_page_confirmed_twice_stores_once(desk):
    response = previewed(desk, ris("一", "二"))
    confirm(desk, response)
    assert messages_of(confirm(desk, response))[-1] == "这些论文刚才已经导入过了，没有再导入。"
    assert titles() == ["一", "二"]


def test_going_back_for_more_brings_the_rest(desk):
    response = previewed(desk, ris("一", "二"))
    confirm(desk, response, chosen=[0])
    confirm(desk, response, chosen=[0, 1])
    assert titles() == ["一", "二"]


@pytest.mark.parametrize("chosen", [[], [7], ["x"], ["²"]])
def test_no_real_choice_is_said_and_the_preview_stays(desk, chosen):
    response = confirm(desk, previewed(desk, ris("一")), chosen=chosen)
    assert response.context["refusals"] == ["还没有勾选要导入的论文。"]
    assert titles() == []


def test_batch_that_was_tampered_with_is_refused(desk):
    response = previewed(desk, ris("一"))
    signed = response.context["shown"].signed
    for forged in ("", "x", signed[:-2] + "zz", "a" + signed):
        answer = desk.post(PAGE, {"batch": forged, "chosen": [0]})
        assert (
            messages_of(answer)[-1]
            == "没有导入：这份预览已经失效，或不是您上传的。请重新上传，看过预览再确认。"
        )
    assert titles() == []


def test_batch_of_another_person_is_refused(desk, client, second_editor):
    response = previewed(desk, ris("一"))
    client.force_login(second_editor)
    assert messages_of(confirm(client, response)) == [
        "没有导入：这份预览已经失效，或不是您上传的。请重新上传，看过预览再确认。"
    ]
    assert titles() == []


def test_batch_of_the_day_before_is_refused(desk, monkeypatch):
    response = previewed(desk, ris("一"))
    monkeypatch.setattr("papers.reference_import.batch.MAX_AGE", -1)
    assert messages_of(confirm(desk, response)) == [
        "没有导入：这份预览已经失效，或不是您上传的。请重新上传，看过预览再确认。"
    ]


def test_importing_is_for_those_who_may_add(client, reviewer, reader, draft):
    for user in (reviewer, reader):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {"text": ris("一")}).status_code == 403
        assert client.get(into(part_of(draft))).status_code == 403
    assert titles() == []


def test_section_asks_for_the_right_to_change_issues(desk, editor, draft):
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_issue"))
    assert desk.get(PAGE).status_code == 200
    assert desk.get(into(part_of(draft))).status_code == 403
    assert previewed(desk, ris("一"), into(part_of(draft))).status_code == 403


@pytest.mark.parametrize("asked", ["policies", "x", "999", ""])
def test_section_that_takes_no_abstracts_is_not_found(desk, draft, asked):
    section = draft.sections.filter(kind=asked).first()
    assert desk.get(f"{PAGE}?section={section.pk if section else asked}").status_code == 404


def test_locked_issue_takes_nothing(desk, editor, draft):
    part = part_of(draft)
    response = previewed(desk, ris("一"), into(part))
    factories.carry(draft, ("submit", editor))
    before = compose_document(draft).digest
    refused = confirm(desk, response, address=into(part))
    assert "内容不能修改" in messages_of(refused)[-1]
    assert "内容不能修改" in desk.get(into(part)).content.decode()
    assert (compose_document(draft).digest, titles()) == (before, [])


def test_failure_half_way_stores_nothing(draft):
    taken = JournalAbstract.objects.create(title="占用")
    first, second = _found(ris("一", "二"))
    with pytest.raises(IntegrityError), transaction.atomic():
        collect([first, replace(second, uid=taken.uid)], part_of(draft))
    assert titles() == ["占用"]
    assert JournalAbstract.objects.in_issue(draft.pk).count() == 2
    assert not Journal.objects.filter(abstracts=None).exists()


def test_page_says_for_each_database_where_to_click_and_leads_to_the_tables(desk):
    html = desk.get(PAGE).content.decode()
    for name in ("知网", "万方", "维普", "PubMed", "Web of Science", "Zotero"):
        assert f"<dt>{name}</dt>" in html
    assert f'href="{reverse("admin:papers_journalabstract_import")}"' in html


def test_page_has_no_inline_script_or_style(desk):
    for response in (desk.get(PAGE), previewed(desk, CNKI_ENDNOTE)):
        html = response.content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert "onclick" not in html


def queries(act) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


def test_preview_and_import_cost_the_same_whatever_the_number(desk, draft):
    part = part_of(draft)
    few, many = ris("独篇"), ris(*(f"第{n}篇" for n in range(60)))
    for text in (few, many):  # each duplicate once, so that duplicates cost nothing more either
        JournalAbstract.objects.bulk_create(
            JournalAbstract.from_document(reference) for reference in _found(text)
        )
    fields, confirmed = [], []
    for text in (few, many):
        fields.append(queries(lambda text=text: previewed(desk, text, into(part))))
        response = previewed(desk, text, into(part))
        chosen = [row.index for row in response.context["shown"].rows]
        confirmed.append(queries(lambda r=response, c=chosen: confirm(desk, r, chosen=c, address=into(part))))
    assert fields[0] == fields[1]
    assert confirmed[0] == confirmed[1]
    assert JournalAbstract.objects.filter(section=part).count() == 2 + 61


def _found(text):
    return [reference.abstract for reference in read_references(text.encode()).abstracts]


def test_a_thousand_references_are_previewed_and_imported(desk):
    response = previewed(desk, ris(*(f"第{n}篇" for n in range(1000)), abstract="甲。" * 300))
    assert len(ticked(response)) == 1000
    # bulk_create parts them where the database takes no more parameters at once
    assert queries(lambda: confirm(desk, response)) < 60
    assert JournalAbstract.objects.pooled().count() == 1000


def test_list_lets_one_choose_where_references_go(desk, draft):
    part = part_of(draft)
    html = desk.get(PAGE).content.decode()
    assert f'<option value="{part.pk}">第7期（2026年3月20日） · 理论优选 · 论文摘要选登</option>' in html
    response = desk.post(PAGE, {"text": CNKI_ENDNOTE, "destination": part.pk})
    page = flat(response.content.decode())
    assert "放入：<strong>第7期 · 理论优选 · 论文摘要选登</strong>的末尾" in page
    assert f'<input type="hidden" name="destination" value="{part.pk}">' in page
    batch = {"batch": response.context["shown"].signed, "chosen": ticked(response), "destination": part.pk}
    done = desk.post(PAGE, batch)
    assert done.url == f"{compose(draft)}#s{part.pk}"
    assert not titles()


def test_references_go_into_no_section_that_takes_none(desk, draft):
    news = draft.sections.get(kind="news")
    refused = messages_of(desk.post(PAGE, {"text": CNKI_ENDNOTE, "destination": news.pk}))
    assert refused == ["论文摘要不能放进“医院资讯”栏目，请另选一处。"]


def test_characters_that_cannot_be_printed_are_named_in_the_preview(desk):
    html = flat(previewed(desk, CNKI_ENDNOTE.replace("门诊预约", "门诊\ue010预约")).content.decode())
    assert "有的字符没有字体可以印出：“论文名称”里的 U+E010；“论文摘要”里的 U+E010，导入后请改写" in html
