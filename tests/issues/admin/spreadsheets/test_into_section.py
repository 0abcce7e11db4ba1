"""Rows that are pasted where they belong: into a section of an issue."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from hospitals.models import Hospital, HospitalNewsLink
from issues.editing.building import build_document as compose_document
from issues.models import Issue, Section
from issues.richtext import plain_text
from papers.models import JournalAbstract
from policies.models import IssuingBody, PolicyItem
from tests import factories
from tests.issues.admin.pages import compose, messages_of
from tests.issues.spreadsheets.sheets import ABSTRACTS, address, confirm, faults, preview, xlsx
from tests.rendered import flat

pytestmark = pytest.mark.django_db
ROWS = "\n".join(f"云溪医院\t门诊新闻{n}\thttps://yunxi.example/{n}" for n in range(1, 21))


def section(issue: Issue, kind: str) -> Section:
    return issue.sections.get(kind=kind, parent=None)


def link(title: str, **fields: object) -> HospitalNewsLink:
    given = {"hospital": "云溪医院", "url": f"https://yunxi.example/{title}"}
    return HospitalNewsLink.objects.create(title=title, **given | fields)


def paste(browser, model, rows, home: Section | None):
    """As the page posts it that the compose page leads to."""
    page = browser.get(address(model, "import"), {"section": home.pk} if home else {})
    posted = {field.html_name: field.value() or "" for field in page.context["form"]} | {"pasted": rows}
    action = re.search(r'<form method="post" action="([^"]+)"', flat(page.content.decode()))
    return browser.post(action[1] if action else "", posted)


def titles(issue: Issue, kind: str) -> list[str]:
    return [e.title for s in compose_document(issue).sections if s.kind == kind for e in s.entries]


def test_compose_page_leads_to_the_rows_of_each_section(editor, at_desk, draft):
    html = at_desk(editor).get(compose(draft)).content.decode()
    part = Section.objects.get(title="论文摘要选登")
    for model, home in (
        (HospitalNewsLink, section(draft, "news")),
        (JournalAbstract, part),
        (PolicyItem, section(draft, "policies")),
    ):
        assert f'href="{address(model, "import")}?section={home.pk}">从表格导入</a>' in html


def test_pasted_links_stand_at_the_end_of_the_section_in_their_order(editor, at_desk, draft):
    home, browser = section(draft, "news"), at_desk(editor)
    before = titles(draft, "news")
    page = paste(browser, HospitalNewsLink, ROWS, home)
    assert "放到<strong>第7期 · 医院资讯</strong>的末尾" in flat(page.content.decode())
    done = confirm(browser, HospitalNewsLink, page)
    assert done.url == f"{compose(draft)}#s{home.pk}"
    assert messages_of(done) == ["已从表格导入到第7期 · 医院资讯：新增 20、更新 0、未变 0。"]
    assert titles(draft, "news") == [*before, *(f"门诊新闻{n}" for n in range(1, 21))]
    draft.refresh_from_db()
    assert editor.pk in draft.revised_by
    assert LogEntry.objects.get(object_id=draft.pk, content_type__model="issue").change_message == (
        "从表格导入到“医院资讯”：新增 20、更新 0、未变 0"
    )


def test_rows_that_wait_in_the_pool_come_along_in_the_order_of_the_table(editor, at_desk, draft):
    waiting, home, browser = link("门诊新闻2"), section(draft, "news"), at_desk(editor)
    before = len(titles(draft, "news"))
    page = paste(browser, HospitalNewsLink, "\n".join(ROWS.split("\n")[:3]), home)
    html = page.content.decode()
    assert "<del>素材库</del>" in html
    assert "<ins>第7期 · 医院资讯</ins>" in html
    confirm(browser, HospitalNewsLink, page)
    assert titles(draft, "news")[before:] == ["门诊新闻1", "门诊新闻2", "门诊新闻3"]
    waiting.refresh_from_db()
    assert (waiting.section, waiting.url) == (home, "https://yunxi.example/2")


def test_rows_that_stand_in_the_issue_stay_where_they_are(editor, at_desk, draft):
    home, browser = section(draft, "news"), at_desk(editor)
    paste_all = lambda: paste(browser, HospitalNewsLink, ROWS, home)  # noqa: E731
    confirm(browser, HospitalNewsLink, paste_all())
    before = titles(draft, "news")
    assert paste_all().context["result"].counts == "新增 0、更新 0、未变 20"
    assert titles(draft, "news") == before


def test_entries_of_other_issues_are_left_alone_and_pointed_out(editor, reviewer, at_desk, draft):
    old = factories.news_link("门诊新闻1", hospital="云溪医院", url="http://yunxi.example/1/")
    past = factories.Section(kind="news", title="医院资讯", entries=(old,))
    factories.published(factories.document(6, sections=(past,)), editor=editor, reviewer=reviewer)
    browser = at_desk(editor)
    page = paste(browser, HospitalNewsLink, ROWS, section(draft, "news"))
    html = page.content.decode()
    assert page.context["result"].counts == "新增 20、更新 0、未变 0"
    assert "有 1 行与已有的条目相同" in html
    assert re.search(r'已有：<a href="[^"]+" target="_blank">门诊新闻1</a>（第6期 · 医院资讯）', flat(html))
    confirm(browser, HospitalNewsLink, page)
    assert HospitalNewsLink.objects.filter(title="门诊新闻1").count() == 2


def test_nothing_is_stored_where_one_row_is_wrong(editor, at_desk, draft):
    before = titles(draft, "news")
    page = paste(
        at_desk(editor), HospitalNewsLink, f"{ROWS}\n云溪医院\t坏的\tjavascript:1", section(draft, "news")
    )
    assert faults(page)[0][0] == 21
    assert "confirm_form" not in page.context
    assert titles(draft, "news") == before


def test_rows_are_refused_where_the_issue_was_submitted_after_the_preview(editor, at_desk, draft):
    browser, home = at_desk(editor), section(draft, "news")
    before = HospitalNewsLink.objects.count()
    page = paste(browser, HospitalNewsLink, ROWS, home)
    factories.carry(draft, ("submit", editor))
    assert "处于“待审核”" in messages_of(confirm(browser, HospitalNewsLink, page))[0]
    assert HospitalNewsLink.objects.count() == before
    assert not Hospital.objects.filter(name="云溪医院").exists() or before
    locked = browser.get(address(HospitalNewsLink, "import"), {"section": home.pk}).content.decode()
    assert "处于“待审核”" in locked
    assert "<textarea" not in locked


def test_section_that_is_gone_at_the_confirmation_is_shown(editor, at_desk, draft):
    browser, home = at_desk(editor), section(draft, "news")
    page = paste(browser, HospitalNewsLink, ROWS, home)
    home.delete()
    assert messages_of(confirm(browser, HospitalNewsLink, page)) == [
        "没有放入：选定的栏目已经没有了（可能刚被同事移除），请另选一处。"
    ]
    assert not HospitalNewsLink.objects.filter(title="门诊新闻1").exists()


def test_abstracts_are_pasted_into_their_sub_heading(editor, at_desk, draft):
    part, browser = Section.objects.get(title="论文摘要选登"), at_desk(editor)
    rows = "\t".join(ABSTRACTS) + "\n日间手术研究\t江州医院管理\t2026-02\t沈知秋；顾南枝\t目的：……\t\t"
    confirm(browser, JournalAbstract, paste(browser, JournalAbstract, rows, part))
    last = JournalAbstract.objects.filter(section=part).order_by("position").last()
    assert (last.title, last.authors) == ("日间手术研究", ["沈知秋", "顾南枝"])


def test_list_lets_one_choose_where_a_file_goes(editor, at_desk, draft):
    browser, home = at_desk(editor), section(draft, "news")
    page = browser.get(address(HospitalNewsLink, "import"))
    choices = dict(page.context["form"].fields["destination"].choices)
    assert choices == {
        "": "素材库（先存着，不放入任何一期）",
        str(home.pk): "第7期（2026年3月20日） · 医院资讯",
    }
    from django.core.files.uploadedfile import SimpleUploadedFile

    table = xlsx(["医院", "标题", "网址"], ["云溪医院", "开诊", "https://yunxi.example/9"])
    posted = {"resource": "0", "destination": home.pk, "import_file": SimpleUploadedFile("表.xlsx", table)}
    page = browser.post(address(HospitalNewsLink, "import"), posted)
    assert confirm(browser, HospitalNewsLink, page).url == f"{compose(draft)}#s{home.pk}"


def test_what_came_into_the_pool_is_offered_to_the_issue(editor, at_desk, draft):
    home, browser = section(draft, "news"), at_desk(editor)
    done = confirm(browser, HospitalNewsLink, preview(browser, HospitalNewsLink, ROWS))
    [message] = messages_of(done)
    pool = reverse("admin:issues_issue_pool", args=[draft.pk, home.pk])
    assert f'<a href="{pool}?since=' in message
    assert message.endswith(">放入第7期 · 医院资讯</a>")


def test_preview_that_is_shown_again_keeps_its_destination(editor, at_desk, draft):
    home, browser = section(draft, "news"), at_desk(editor)
    page = paste(browser, HospitalNewsLink, ROWS, home)
    link("门诊新闻5")
    again = confirm(browser, HospitalNewsLink, page)
    assert "您预览之后数据有变化" in again.content.decode()
    confirm(browser, HospitalNewsLink, again)
    assert HospitalNewsLink.objects.filter(section=home, title="门诊新闻5").count() == 1


def test_section_of_another_kind_or_of_nobody_is_not_found(editor, reviewer, at_desk, draft):
    wrong = {"section": section(draft, "cases").pk}
    assert at_desk(editor).get(address(HospitalNewsLink, "import"), wrong).status_code == 404
    assert at_desk(editor).get(address(HospitalNewsLink, "import"), {"section": "x"}).status_code == 404
    page = paste(at_desk(editor), HospitalNewsLink, ROWS, section(draft, "news"))
    done = confirm(at_desk(editor), HospitalNewsLink, page, destination=str(section(draft, "cases").pk))
    assert messages_of(done) == ["资讯链接不能放进“典型案例”栏目，请另选一处。"]


def test_policies_are_pasted_as_rows_with_their_text(editor, at_desk, draft):
    home, browser = section(draft, "policies"), at_desk(editor)
    rows = (
        "标题\t发布机构\t文号\t来源\t正文\n"
        "怀岭市规范转诊\t怀岭市卫健委、怀岭市医保局\t怀卫〔2026〕5号\t（来源于怀岭市政府网站）\t"
        '"通知要求，一是<分级>。\n二是上下联动。"'
    )
    page = paste(browser, PolicyItem, rows, home)
    assert "发布机构名录里没有的 2 个名称" in page.content.decode()
    assert confirm(browser, PolicyItem, page).url == f"{compose(draft)}#s{home.pk}"
    item = PolicyItem.objects.filter(section=home).order_by("position").last()
    assert item.issuing_bodies == ["怀岭市卫健委", "怀岭市医保局"]
    assert (item.document_number, item.source) == ("怀卫〔2026〕5号", "怀岭市政府网站")
    assert item.body_html == "<p>通知要求，一是&lt;分级&gt;。</p><p>二是上下联动。</p>"
    assert IssuingBody.objects.filter(name="怀岭市医保局").exists()


def test_policies_that_went_out_as_a_table_come_back_with_their_formatting(editor, at_desk, draft):
    browser, item = at_desk(editor), PolicyItem.objects.in_issue(draft.pk).order_by("position").first()
    assert "<strong>" in item.body_html
    exported = browser.post(address(PolicyItem, "export"), {"resource": "0", "format": "0"})
    page = preview(browser, PolicyItem, exported.content)
    assert page.context["result"].counts == "新增 0、更新 0、未变 2"
    rows = f"标题\t文号\t正文\n{item.title}\t新文号〔2026〕1号\t{plain_text(item.body_html)}"
    confirm(browser, PolicyItem, preview(browser, PolicyItem, rows))
    stored = PolicyItem.objects.get(pk=item.pk)
    assert (stored.document_number, stored.body_html) == ("新文号〔2026〕1号", item.body_html)


def test_rows_that_cannot_be_printed_are_named_and_imported_all_the_same(editor, at_desk, draft):
    browser = at_desk(editor)
    page = paste(browser, HospitalNewsLink, f"{ROWS}\n云溪医院\t开诊\ue010\thttps://yunxi.example/99", None)
    html = flat(page.content.decode())
    assert "有的字符没有字体可以印出：“第 21 行”里的 U+E010；可以照样导入，送审之前请改写。" in html
    confirm(browser, HospitalNewsLink, page)
    assert HospitalNewsLink.objects.filter(title="开诊\ue010").exists()
