"""What is said of names that are new and of entries that we have already."""

import re

import pytest

from hospitals.models import Hospital, HospitalNewsLink
from issues.models import ImportedFile
from issues.similar_names import suggestions
from papers.models import JournalAbstract
from policies.models import IssuingBody, PolicyItem
from tests.issues.admin.pages import messages_of
from tests.issues.spreadsheets.sheets import preview

pytestmark = pytest.mark.django_db
LINK = "/admin/hospitals/hospitalnewslink/add/"


def save(browser, address: str, **fields: str):
    """The add page as it is, with these fields filled in."""
    form = browser.get(address).context["adminform"].form
    posted = {field.html_name: field.value() for field in form} | fields
    return browser.post(address, {name: value for name, value in posted.items() if value is not None})


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        (
            "协和",
            ["北京协和医院", "武汉协和医院江北院区", "云溪医院"],
            ["北京协和医院", "武汉协和医院江北院区"],
        ),
        ("国家卫健委", ["国家卫生健康委员会", "国家医保局"], ["国家卫生健康委员会"]),
        ("四川大学华西医院", ["华西医院"], ["华西医院"]),
        ("院", ["云溪医院"], []),
        ("", ["云溪医院"], []),
    ],
)
def test_names_that_may_be_meant_are_found(name, known, meant):
    assert suggestions(name, known) == meant


def test_new_hospital_is_shown_with_the_one_that_may_be_meant(editor, at_desk, draft):
    Hospital.objects.create(name="望澜协和医院")
    home = draft.sections.get(kind="news")
    browser = at_desk(editor)
    fields = {"hospital": "协和", "title": "开诊", "url": "https://xiehe.example/1"}
    [saved, hint] = sorted(messages_of(save(browser, f"{LINK}?section={home.pk}", **fields)), key=len)
    assert saved.startswith("已保存：开诊")
    assert hint.startswith("“协和”原来不在医院名录里，已新建。是不是“望澜协和医院”？")
    again = messages_of(
        save(browser, f"{LINK}?section={home.pk}", **fields | {"title": "义诊", "url": "https://a.example/"})
    )
    assert all("名录" not in message for message in again[2:])
    html = browser.get(LINK).content.decode()
    assert '<datalist id="hospital-known" data-label="医院名录">' in html


def test_aliases_are_known_names(editor, at_desk, db):
    Hospital.objects.create(name="望澜市第一医院", aliases=["望澜一院"])
    messages = messages_of(
        save(at_desk(editor), LINK, hospital="望澜一院", title="开诊", url="https://a.example/1")
    )
    assert len(messages) == 1
    assert (
        '<option value="望澜市第一医院" data-also="望澜一院">' in at_desk(editor).get(LINK).content.decode()
    )


def test_each_new_body_of_a_policy_is_shown(editor, at_desk, db):
    IssuingBody.objects.create(name="江州省卫生健康委员会")
    fields = {"title": "甲", "issuing_bodies": ["江州省卫健委", "怀岭市医保局"], "body_html": "<p>文</p>"}
    messages = messages_of(save(at_desk(editor), "/admin/policies/policyitem/add/", **fields))
    assert any(
        "“江州省卫健委”原来不在发布机构名录里" in m and "“江州省卫生健康委员会”" in m for m in messages
    )
    assert "“怀岭市医保局”原来不在发布机构名录里，已新建。" in messages
    assert PolicyItem.objects.exists()


def test_address_that_stands_in_an_issue_is_shown_and_saved(editor, at_desk, draft):
    link = HospitalNewsLink.objects.in_issue(draft.pk).first()
    address = link.url.replace("https://", "http://") + "/"
    messages = messages_of(
        save(at_desk(editor), LINK, hospital=link.hospital, title="另一个标题", url=address)
    )
    [warning] = [m for m in messages if "这个网址" in m]
    assert f'已在第7期 · 医院资讯的“<a href="/admin/hospitals/hospitalnewslink/{link.pk}/change/">' in warning
    assert HospitalNewsLink.objects.filter(title="另一个标题").exists()


def test_saving_an_entry_again_tells_nothing_of_itself(editor, at_desk, draft):
    link = HospitalNewsLink.objects.in_issue(draft.pk).first()
    change = f"/admin/hospitals/hospitalnewslink/{link.pk}/change/"
    assert len(messages_of(save(at_desk(editor), change, title="改过的标题"))) == 1


def test_hospital_and_journal_are_carried_to_the_next_entry(editor, at_desk, draft):
    browser, home = at_desk(editor), draft.sections.get(kind="news")
    fields = {"hospital": "云溪医院", "title": "开诊", "url": "https://yunxi.example/1", "_addanother": ""}
    following = save(browser, f"{LINK}?section={home.pk}", **fields).url
    form = browser.get(following).context["adminform"].form
    assert (form["hospital"].value(), form["title"].value()) == ("云溪医院", None)
    assert str(form["placement"].value()) == str(home.pk)
    abstract = "/admin/papers/journalabstract/add/"
    following = save(browser, abstract, title="甲", journal="江州医院管理", _addanother="").url
    assert browser.get(following).context["adminform"].form["journal"].value() == "江州医院管理"
    assert JournalAbstract.objects.pooled().exists()


def test_table_asks_whether_a_known_name_is_meant(editor, at_desk, db):
    Hospital.objects.create(name="望澜协和医院")
    html = preview(at_desk(editor), HospitalNewsLink, "协和\t开诊\thttps://a.example/1").content.decode()
    assert "医院名录里没有的 1 个名称，导入时会自动添加：协和（是不是“望澜协和医院”？）" in html


def test_issue_that_is_imported_again_says_where_its_entries_are(editor, at_desk, draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from issues.editing.building import build_document
    from issues.exporting.text import export_text

    text = export_text(build_document(draft)).replace("第7期", "第16期")
    browser = at_desk(editor)
    browser.post("/admin/issues/issue/import/", {"file": SimpleUploadedFile("旧刊.txt", text.encode())})
    html = browser.get(f"/admin/issues/issue/import/{ImportedFile.objects.get().pk}/").content.decode()
    count = int(re.search(r"<strong>(\d+)</strong> 条已有", html)[1])
    assert count >= 8
    assert html.count("第7期 · 医院资讯</a>") == 4
    assert "导入后会各有两条" in html


UNPRINTABLE = "已照样保存，但有的字符没有字体可以印出：“{}”里的 U+E010，请改写后再送审。"


def test_characters_that_cannot_be_printed_are_named_by_their_field(editor, at_desk, draft):
    browser = at_desk(editor)
    fields = {"hospital": "云溪医院", "title": "开诊\ue010", "url": "https://yunxi.example/1"}
    assert UNPRINTABLE.format("标题") in messages_of(save(browser, LINK, **fields))
    assert HospitalNewsLink.objects.get(title="开诊\ue010")
    messages = messages_of(
        save(browser, LINK, **fields | {"title": "义诊", "url": "https://yunxi.example/2"})
    )
    assert not any("没有字体" in message for message in messages[2:])


def test_headings_that_cannot_be_printed_are_named(editor, at_desk, draft):
    section = draft.sections.filter(parent=None).first()
    browser = at_desk(editor)
    address = f"/admin/issues/section/{section.pk}/change/"
    assert UNPRINTABLE.format("标题") in messages_of(save(browser, address, title="政策\ue010"))
    page = browser.get(f"/admin/issues/issue/{draft.pk}/change/").context["adminform"].form
    posted = {f.html_name: f.value() for f in page if f.value() is not None} | {"title": "动态\ue010"}
    assert UNPRINTABLE.format("刊名") in messages_of(
        browser.post(f"/admin/issues/issue/{draft.pk}/change/", posted)
    )
