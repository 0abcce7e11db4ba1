import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hospitals.models import Hospital, HospitalNewsLink
from issues.admin.forms.widgets import SuggestedNames
from issues.document.kinds import entry_kinds
from issues.files import file_store
from issues.models import Issue, entry_model
from papers.models import Annex, JournalAbstract, Notice
from policies.models import IssuingBody, PolicyItem
from tests import factories
from tests.files import docx
from tests.issues.admin.pages import compose, form_values
from tests.rendered import seen

pytestmark = pytest.mark.django_db

ITEM = {
    "title": "江州省修订门诊管理办法",
    "issuing_bodies": ["江州省卫生健康委员会", ""],
    "body_html": "<p>要点。</p>",
}
NO_ANNEXES = {"annexes-TOTAL_FORMS": 0, "annexes-INITIAL_FORMS": 0}


def add(model: type) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"


def change(entry) -> str:
    return f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"


def section(issue, kind: str):
    return issue.sections.get(kind=kind, parent=None)


@pytest.mark.parametrize("kind", [kind.key for kind in entry_kinds()])
def test_add_page_of_each_kind_knows_the_section_it_was_opened_from(editor, at_desk, draft, kind):
    model = next(entry_model(k) for k in entry_kinds() if k.key == kind)
    home = next(s for s in draft.sections.filter(parent=None) if kind in _kinds(s))
    page = at_desk(editor).get(f"{add(model)}?section={home.pk}")
    assert form_values(page)["placement"] == str(home.pk)
    assert "保存并返回第7期" in page.content.decode()


def _kinds(section) -> list[str]:
    return [kind.key for kind in section.section_kind.entry_kinds]


def test_added_entry_stands_at_the_end_and_one_is_back_at_the_issue(editor, at_desk, draft):
    home = section(draft, "policies")
    response = at_desk(editor).post(add(PolicyItem), ITEM | {"placement": home.pk, "_save": ""})
    item = PolicyItem.objects.get(title=ITEM["title"])
    assert response.url == f"{compose(draft)}#e-{item.uid}"
    assert list(PolicyItem.objects.filter(section=home).order_by("position"))[-1] == item
    assert item.issuing_bodies == ["江州省卫生健康委员会"]


def test_next_entry_goes_into_the_same_section(editor, at_desk, draft):
    home = section(draft, "policies")
    response = at_desk(editor).post(add(PolicyItem), ITEM | {"placement": home.pk, "_addanother": ""})
    assert response.url == f"{add(PolicyItem)}?section={home.pk}"


def test_saving_and_going_on_stays_on_the_entry(editor, at_desk, draft):
    home = section(draft, "policies")
    response = at_desk(editor).post(add(PolicyItem), ITEM | {"placement": home.pk, "_continue": ""})
    assert response.url == change(PolicyItem.objects.get(title=ITEM["title"]))


def test_entry_without_a_place_waits_in_the_pool(editor, at_desk, draft):
    response = at_desk(editor).post(add(PolicyItem), ITEM | {"placement": "", "_save": ""})
    assert response.url == "/admin/policies/policyitem/"
    assert PolicyItem.objects.pooled().get().title == ITEM["title"]


def test_notice_gets_a_part_of_its_own_and_an_abstract_joins_the_others(editor, at_desk, draft):
    papers, browser = section(draft, "papers"), at_desk(editor)
    notice = {"topic": "journal_submission", "year": "2026", "text": "见附件。", "placement": papers.pk}
    browser.post(add(Notice), notice | NO_ANNEXES)
    abstract = {"title": "医院运营研究（3）", "journal": "江州医院管理", "placement": papers.pk}
    browser.post(add(JournalAbstract), abstract)
    parts = [part.title for part in papers.parts.order_by("position")]
    assert parts == ["论文摘要选登", "2025年政策汇总", "2026年期刊投稿信息"]
    assert Notice.objects.get(year=2026).section.title == "2026年期刊投稿信息"
    assert JournalAbstract.objects.get(title=abstract["title"]).section.title == "论文摘要选登"


def test_moved_entry_leaves_its_issue_for_another_or_for_the_pool(editor, at_desk, draft):
    other = factories.issue_of(factories.document(8), editor)
    item, browser = PolicyItem.objects.in_issue(draft.pk).first(), at_desk(editor)
    page = browser.get(change(item))
    assert "第8期 · 政策热点" in page.content.decode()
    target = section(other, "policies")
    browser.post(change(item), ITEM | {"placement": target.pk} | seen(browser, change(item)))
    item.refresh_from_db()
    assert item.section == target
    browser.post(change(item), ITEM | {"placement": ""} | seen(browser, change(item)))
    item.refresh_from_db()
    assert item.section is None


def test_saving_an_entry_keeps_its_place(editor, at_desk, draft):
    first = PolicyItem.objects.in_issue(draft.pk).order_by("position").first()
    before = first.position
    browser = at_desk(editor)
    browser.post(change(first), ITEM | {"placement": first.section_id} | seen(browser, change(first)))
    first.refresh_from_db()
    assert (first.position, first.title) == (before, ITEM["title"])


def test_post_that_names_no_place_moves_nothing(editor, at_desk, draft):
    item = PolicyItem.objects.in_issue(draft.pk).first()
    browser = at_desk(editor)
    browser.post(change(item), ITEM | seen(browser, change(item)))
    item.refresh_from_db()
    assert (item.title, item.section) == (ITEM["title"], section(draft, "policies"))
    at_desk(editor).post(f"{add(PolicyItem)}?section={item.section_id}", ITEM | {"title": "又一条"})
    assert PolicyItem.objects.get(title="又一条").section == item.section


def test_entry_is_refused_in_a_section_of_another_kind_or_a_locked_issue(editor, at_desk, draft):
    locked = factories.carry(factories.issue_of(factories.document(8), editor), ("submit", editor))
    for wrong, field in ((section(draft, "news"), "placement"), (section(locked, "policies"), "__all__")):
        page = at_desk(editor).post(add(PolicyItem), ITEM | {"placement": wrong.pk})
        assert page.context["adminform"].form.errors.keys() == {field}
        assert ITEM["title"] in page.content.decode()
    assert not PolicyItem.objects.filter(title=ITEM["title"]).exists()


def test_wrong_value_keeps_everything_that_was_typed(editor, at_desk, draft):
    typed = ITEM | {
        "source_url": "www.example 无效",
        "issued_on": "2026-13",
        "document_number": "江卫〔2026〕9号",
    }
    page = at_desk(editor).post(add(PolicyItem), typed | {"issuing_bodies": ["甲委", "乙委"]})
    html = page.content.decode()
    for text in ("www.example 无效", "2026-13", "江卫〔2026〕9号", "甲委", "乙委", "要点。"):
        assert text in html


def test_pasted_values_are_stored_in_their_own_form(editor, at_desk, draft):
    pasted = ITEM | {
        "issuing_bodies": ["甲委、乙局；丙办", ""],
        "document_title": "《关于规范门诊预约的通知》",
        "issued_on": "２０２５年９月２８日",
        "source": "（来源于国家医保局网站）",
        "source_url": " www.example.test/1 ",
    }
    at_desk(editor).post(add(PolicyItem), pasted)
    item = PolicyItem.objects.get(title=ITEM["title"])
    assert item.issuing_bodies == ["甲委", "乙局", "丙办"]
    assert item.document_title == "关于规范门诊预约的通知"
    assert str(item.issued_on) == "2025-09-28"
    assert (item.source, item.source_url) == ("国家医保局网站", "https://www.example.test/1")


def test_journal_is_stored_without_title_marks(editor, at_desk, db):
    typed = {
        "title": "日间手术的效果",
        "journal": "《江州医院管理》",
        "published": "2026-02",
        "abstract": "目的：评价。",
    }
    at_desk(editor).post(add(JournalAbstract), typed | {"authors": [""]})
    assert JournalAbstract.objects.get().journal == "江州医院管理"


def test_impossible_date_is_refused_however_it_is_written(editor, at_desk, draft):
    page = at_desk(editor).post(add(PolicyItem), ITEM | {"issued_on": "2025年2月30日"})
    assert page.context["adminform"].form.errors["issued_on"] == ["没有“2025-02-30”这一天"]


def test_date_field_is_wide_enough_for_a_chinese_date(editor, at_desk, draft):
    form = at_desk(editor).get(add(PolicyItem)).context["adminform"].form
    assert "maxlength" not in form.fields["issued_on"].widget.attrs
    assert "2025年9月28日" in form.fields["issued_on"].help_text


@pytest.mark.parametrize("date", ["2026年4月3日", "2026.4.3", "2026/4/3", "20260403", "2026-4-3"])
def test_date_of_an_issue_may_be_written_in_several_ways(editor, at_desk, db, date):
    at_desk(editor).post("/admin/issues/issue/add/", {"number": 9, "date": date, "title": "动态参考"})
    assert str(Issue.objects.get(number=9).date) == "2026-04-03"


def test_saved_names_are_known_and_suggested_from_then_on(editor, at_desk, draft):
    link = {"hospital": "怀岭市中医院", "title": "开诊", "url": "https://h.example/1", "placement": ""}
    browser = at_desk(editor)
    browser.post(add(HospitalNewsLink), link)
    assert HospitalNewsLink.objects.get(title="开诊").hospital_record == Hospital.objects.get(
        name="怀岭市中医院"
    )
    browser.post(add(PolicyItem), ITEM | {"issuing_bodies": ["怀岭市医保局"]})
    assert IssuingBody.objects.filter(name="怀岭市医保局").exists()
    html = browser.get(add(HospitalNewsLink)).content.decode()
    assert '<option value="怀岭市中医院">' in html
    assert 'list="hospital-known"' in html
    assert '<option value="怀岭市医保局">' in browser.get(add(PolicyItem)).content.decode()


def test_suggested_names_give_a_line_for_each_and_spare_ones():
    widget = SuggestedNames(IssuingBody)
    html = widget.render("bodies", "甲\n乙", {"id": "id_bodies"})
    assert html.count("<input") == 4
    assert html.index('value="甲"') < html.index('value="乙"')
    assert html.count('id="id_bodies"') == 1


def test_annex_is_kept_with_its_name_and_title(editor, at_desk, draft):
    content = docx()
    upload = SimpleUploadedFile("2025年政策汇总.docx", content)
    notice = Notice.objects.get()
    posted = {
        "topic": "policy_compendium",
        "year": "2025",
        "text": "见附件。",
        "placement": notice.section_id,
        "annexes-TOTAL_FORMS": 1,
        "annexes-INITIAL_FORMS": 0,
        "annexes-0-title": "",
        "annexes-0-position": 0,
        "annexes-0-file": upload,
    }
    browser = at_desk(editor)
    browser.post(change(notice), posted | seen(browser, change(notice)))
    annex = Annex.objects.get()
    assert (annex.title, annex.filename, annex.size) == (
        "2025年政策汇总",
        "2025年政策汇总.docx",
        len(content),
    )
    assert file_store.open_stored(annex.sha256).read() == content


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (SimpleUploadedFile("好看.exe", b"MZ"), "类型不能上传"),
        (SimpleUploadedFile("脚本.html", b"<script>"), "类型不能上传"),
        (SimpleUploadedFile("x.pdf", b"MZ"), "附件“x.pdf”的内容不是 PDF 文件"),
        (SimpleUploadedFile("表.CSV", b"a,b\0"), "附件“表.CSV”的内容不是 CSV 文件"),
        (None, "请选择要上传的文件"),
    ],
)
def test_annex_is_refused_with_its_reason(editor, at_desk, draft, upload, reason):
    notice = Notice.objects.get()
    posted = {"topic": "other", "text": "写了很久的说明", "placement": notice.section_id} | {
        "annexes-TOTAL_FORMS": 1,
        "annexes-INITIAL_FORMS": 0,
        "annexes-0-title": "附件",
        "annexes-0-position": 0,
    }
    browser = at_desk(editor)
    posted |= seen(browser, change(notice)) | ({"annexes-0-file": upload} if upload else {})
    page = browser.post(change(notice), posted)
    assert reason in page.content.decode()
    assert "写了很久的说明" in page.content.decode()
    assert not Annex.objects.exists()


def test_notice_form_says_what_can_be_uploaded(editor, at_desk, draft):
    html = at_desk(editor).get(change(Notice.objects.get())).content.decode()
    assert "可用：pdf、doc、docx、xls、xlsx、ppt、pptx、csv、txt、zip、jpg、png；每个不超过 20 MB。" in html


def test_annex_too_large_is_refused(editor, at_desk, draft, monkeypatch):
    monkeypatch.setattr(file_store, "MAX_SIZE", 8)
    test_annex_is_refused_with_its_reason(
        editor, at_desk, draft, SimpleUploadedFile("大.pdf", b"123456789"), "超过"
    )


def test_deleted_entry_leads_back_to_its_issue(editor, at_desk, draft):
    item = PolicyItem.objects.first()
    response = at_desk(editor).post(f"/admin/policies/policyitem/{item.pk}/delete/", {"post": "yes"})
    assert response.url == f"{compose(draft)}#s{item.section_id}"
    assert not PolicyItem.objects.filter(pk=item.pk).exists()


def test_list_is_the_pool_and_everything_else(editor, at_desk, draft):
    PolicyItem.objects.create(title="没写完的素材")
    browser = at_desk(editor)
    html = browser.get("/admin/policies/policyitem/").content.decode()
    assert "第7期 · 政策热点" in html
    assert "缺正文" in html
    pool = browser.get("/admin/policies/policyitem/?in=pool").context["cl"].result_list
    assert [item.title for item in pool] == ["没写完的素材"]
    inside = browser.get(f"/admin/policies/policyitem/?in={draft.pk}").context["cl"].result_list
    assert len(inside) == 2


@pytest.mark.parametrize("standing", ["²", "٣", "-1", "nonsense", "9" * 15, "9" * 30, "9" * 5000])
def test_list_in_no_issue_is_empty(editor, at_desk, draft, standing):
    page = at_desk(editor).get("/admin/policies/policyitem/", {"in": standing})
    assert (page.status_code, len(page.context["cl"].result_list)) == (200, 0)


@pytest.mark.parametrize("kind", [kind.key for kind in entry_kinds()])
def test_list_of_each_kind_can_be_searched(editor, at_desk, draft, kind):
    model = next(entry_model(k) for k in entry_kinds() if k.key == kind)
    page = at_desk(editor).get(add(model).replace("add/", "") + "?q=2025")
    assert page.status_code == 200
