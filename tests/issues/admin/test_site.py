import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hospitals.models import Hospital
from issues.models import Edition, Issue, Masthead, Transition
from issues.workflow.transitions import perform
from policies.models import IssuingBody, PolicyItem
from tests import factories
from tests.cast import PASSWORD
from tests.issues.admin.pages import compose, messages_of
from tests.rendered import flat, seen

pytestmark = pytest.mark.django_db


def test_index_leads_to_the_latest_issue(editor, at_desk, draft):
    html = at_desk(editor).get("/admin/").content.decode()
    assert f'<a class="which" href="{compose(draft)}">第7期</a>' in html
    assert "《动态参考》编审后台" in html
    assert "新建一期" in html


def menu_of(html: str) -> list[tuple[str, list[str]]]:
    """Its headings with the names under them."""
    menu = flat(html).split('<nav id="office-menu"')[1].split("</nav>")[0]
    parts = [part.split("</h2>") for part in menu.split("<h2")[1:]]
    names = (re.findall(r'<li[^>]*><a href="[^"]*"[^>]*>([^<]*)</a>', rows) for _, rows in parts)
    return [(heading.split(">")[-1], items) for (heading, _), items in zip(parts, names, strict=True)]


def test_menu_has_the_same_four_groups_on_each_page(administrator, editor, at_desk, draft):
    browser = at_desk(administrator)
    menu = menu_of(browser.get("/admin/").content.decode())
    assert [heading for heading, _ in menu] == ["编审", "素材", "名录", "管理"]
    assert menu[0][1][0] == "各期"
    assert menu[1][1][-1] == "回收站"
    for address in (compose(draft), "/admin/papers/notice/add/", "/admin/issues/issue/import/"):
        assert menu_of(browser.get(address).content.decode()) == menu, address
    assert [heading for heading, _ in menu_of(at_desk(editor).get("/admin/").content.decode())] == [
        "编审",
        "素材",
        "名录",
    ]


def test_menu_marks_the_page_that_is_open(editor, at_desk, draft):
    browser = at_desk(editor)

    def marked(address: str) -> list[str]:
        menu = (
            flat(browser.get(address).content.decode()).split('<nav id="office-menu"')[1].split("</nav>")[0]
        )
        return re.findall(r'aria-current="page">([^<]*)<', menu)

    assert marked("/admin/") == ["后台首页"]
    assert marked(compose(draft)) == marked("/admin/issues/issue/") == ["各期"]
    assert marked("/admin/papers/notice/add/") == ["通知与汇编"]


def test_menu_folds_as_it_was_left(editor, at_desk):
    browser = at_desk(editor)
    assert '<body class="folded' not in flat(browser.get("/admin/").content.decode())
    browser.cookies["office_menu"] = "folded"
    assert '<body class="folded' in flat(browser.get("/admin/").content.decode())


def test_index_says_what_waits(editor, reviewer, at_desk, draft):
    def waiting(user) -> str:
        html = at_desk(user).get("/admin/").content.decode()
        words = re.sub("<[^>]+>", " ", html.split('<h2 id="front-waiting">待办')[1].split("</section>")[0])
        return re.sub(r"\d+年\d+月\d+日 \d\d:\d\d", "某时", " ".join(words.split()))

    nothing = "没有待办。"
    assert waiting(editor) == f"{nothing}有意见要回复、被退回或可以发布时，会列在这里。"
    assert waiting(reviewer) == f"{nothing}编辑送审、轮到您审核时，会列在这里。"
    factories.carry(draft, ("submit", editor))
    assert waiting(reviewer) == "1 第7期 待审核 林知远 某时 送审 去审核"
    assert waiting(editor).startswith(nothing)
    perform(draft, "return", by=reviewer, note="文号<不对>")
    assert waiting(editor) == "1 第7期 退回修改 周慎行 某时 退回：文号&lt;不对&gt; 去修改"
    factories.carry(draft, ("submit", editor), ("approve", reviewer))
    assert waiting(editor) == waiting(reviewer) == "1 第7期 可以发布 周慎行 某时 审核通过 去发布"


def test_index_shows_how_the_current_issue_stands(editor, reviewer, at_desk, draft):
    html = at_desk(editor).get("/admin/").content.decode()
    assert re.search(r"已写完 <b>(\d+)</b> 条，共 \1 条", html)
    assert f'href="/admin/issues/issue/{draft.pk}/deadlines/"' in html
    assert "deadlines" not in at_desk(reviewer).get("/admin/").content.decode()
    factories.carry(draft, ("submit", editor), ("approve", reviewer), ("publish", editor))
    assert "已写完" not in at_desk(editor).get("/admin/").content.decode()


def test_index_takes_as_many_queries_for_thirty_issues_as_for_one(
    editor, administrator, at_desk, draft, django_assert_num_queries
):
    browser = at_desk(administrator)
    factories.carry(draft, ("submit", editor))
    browser.get("/admin/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/admin/")
    for number in range(8, 37):
        issue = factories.issue_of(factories.document(number, sections=factories.sections()[:1]), editor)
        factories.carry(issue, ("submit", editor))
    with django_assert_num_queries(len(one)):
        page = browser.get("/admin/")
    assert len(page.context["tasks"]) == 30


def test_index_shows_a_new_office_how_to_begin(administrator, reviewer, at_desk, db):
    html = at_desk(administrator).get("/admin/").content.decode()
    for address in ("issues/issue/add", "issues/issue/import", "issues/masthead", "auth/user/add"):
        assert f'href="/admin/{address}/">' in html.split('aria-label="开始使用"')[1]
    html = at_desk(reviewer).get("/admin/").content.decode()
    assert "还没有建过一期。编辑新建之后" in html
    assert "issues/issue/add" not in html


def test_index_tells_what_the_team_did(editor, reviewer, at_desk, draft):
    factories.carry(draft, ("submit", editor))
    html = at_desk(reviewer).get("/admin/").content.decode()
    doings = html.split('id="front-doings"')[1]
    assert f'<a href="{compose(draft)}">第7期：送审</a>' in doings
    assert "林知远" in doings


def test_index_shows_a_reviewer_no_button_for_a_new_issue(reviewer, at_desk, draft):
    assert "新建一期" not in at_desk(reviewer).get("/admin/").content.decode()


def test_pages_keep_to_the_strict_policy_without_rich_text(editor, at_desk, draft):
    browser = at_desk(editor)
    section = draft.sections.first()
    for address in (
        "/admin/",
        compose(draft),
        "/admin/policies/policyitem/",
        f"/admin/issues/section/{section.pk}/change/",
    ):
        assert "unsafe-inline" not in browser.get(address)["Content-Security-Policy"]


def test_pages_with_the_editor_relax_the_policy_for_themselves(editor, at_desk, draft):
    browser = at_desk(editor)
    for model, is_rich in (
        ("policies/policyitem", True),
        ("hospitals/peerexperience", True),
        ("hospitals/casestudy", True),
        ("hospitals/hospitalnewslink", False),
        ("papers/journalabstract", False),
        ("papers/notice", False),
    ):
        policy = browser.get(f"/admin/{model}/add/")["Content-Security-Policy"]
        assert ("'unsafe-inline'" in policy) == is_rich
        assert "unsafe-eval" not in policy


def test_pages_have_no_inline_script_or_style(editor, at_desk, draft):
    browser = at_desk(editor)
    for address in ("/admin/", compose(draft), "/admin/papers/notice/add/", "/admin/policies/policyitem/"):
        html = browser.get(address).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert "onclick=" not in html


def test_defaults_are_one_page_for_the_administrator(administrator, editor, at_desk):
    browser = at_desk(administrator)
    response = browser.get("/admin/issues/masthead/")
    masthead = Masthead.objects.get()
    assert response.url == f"/admin/issues/masthead/{masthead.pk}/change/"
    assert browser.get(response.url).status_code == 200
    assert (
        "<title>刊头与栏目默认值 · 《动态参考》编审后台</title>" in browser.get(response.url).content.decode()
    )
    assert browser.get("/admin/issues/masthead/add/").status_code == 403
    assert at_desk(editor).get(response.url).status_code == 403
    assert at_desk(editor).get("/admin/issues/masthead/").status_code == 403


def test_defaults_do_not_reach_issues_that_exist(administrator, at_desk, draft):
    masthead = Masthead.current()
    defaults = list(masthead.sections.all())
    posted = {"title": "新刊名", "publishers": "甲所", "contact_name": "", "contact_phone": ""} | {
        "sections-TOTAL_FORMS": len(defaults),
        "sections-INITIAL_FORMS": len(defaults),
        "stages-TOTAL_FORMS": 0,
        "stages-INITIAL_FORMS": 0,
    }
    for i, default in enumerate(defaults):
        posted |= {
            f"sections-{i}-id": default.pk,
            f"sections-{i}-masthead": masthead.pk,
            f"sections-{i}-title": f"改名{i}",
            f"sections-{i}-intro": "",
            f"sections-{i}-position": 100 - i,
            f"sections-{i}-is_used": "on",
        }
    address, browser = f"/admin/issues/masthead/{masthead.pk}/change/", at_desk(administrator)
    browser.post(address, posted | seen(browser, address))
    draft.refresh_from_db()
    assert (draft.title, draft.sections.filter(parent=None).first().title) == ("动态参考", "政策热点")
    at_desk(administrator).post(
        "/admin/issues/issue/add/", {"number": 9, "date": "2026-04-03", "title": "新刊名"}
    )
    titles = [section.title for section in Issue.objects.get(number=9).sections.all()]
    assert titles == ["改名4", "改名3", "改名2", "改名1", "改名0"]


@pytest.mark.parametrize("model", [Transition, Edition])
def test_records_can_be_read_and_nothing_else(administrator, editor, reviewer, at_desk, model):
    factories.published(factories.document(), editor=editor, reviewer=reviewer)
    browser, row = at_desk(administrator), model.objects.first()
    base = f"/admin/issues/{model._meta.model_name}/"
    assert "第7期" in browser.get(base).content.decode()
    page = browser.get(f"{base}{row.pk}/change/")
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert browser.get(f"{base}add/").status_code == 403
    assert browser.post(f"{base}{row.pk}/change/", {"note": "改"}).status_code == 403
    assert browser.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_names_are_found_by_alias_and_counted(editor, at_desk, draft):
    Hospital.objects.filter(name="清淮医院").update(aliases="清淮总院")
    browser = at_desk(editor)
    listed = browser.get("/admin/hospitals/hospital/?q=清淮总院").context["cl"].result_list
    assert [(hospital.name, hospital.mention_count) for hospital in listed] == [("清淮医院", 1)]
    bodies = browser.get("/admin/policies/issuingbody/").context["cl"].result_list
    assert [(body.name, body.mention_count) for body in bodies] == [("江州省卫生健康委员会", 2)]
    IssuingBody.objects.create(name="卫生健康委员会")
    counts = {
        b.name: b.mention_count for b in browser.get("/admin/policies/issuingbody/").context["cl"].result_list
    }
    assert counts["卫生健康委员会"] == 0


def test_name_taken_by_another_record_is_refused(editor, at_desk, draft):
    Hospital.objects.filter(name="清淮医院").update(aliases="清淮总院")
    page = at_desk(editor).post("/admin/hospitals/hospital/add/", {"name": "新医院", "aliases": "清淮总院"})
    assert page.context["adminform"].form.errors == {"aliases": ["“清淮总院”已是“清淮医院”的名称或别名"]}
    page = at_desk(editor).post("/admin/hospitals/hospital/add/", {"name": "清淮总院", "aliases": ""})
    assert page.context["adminform"].form.errors == {"name": ["“清淮总院”已是“清淮医院”的名称或别名"]}


@pytest.mark.parametrize(
    ("address", "trail", "added"),
    [
        ("issues/issue", "后台首页 › 编审 › 各期", "新建一期"),
        ("issues/transition", "后台首页 › 编审 › 流转记录", None),
        ("policies/policyitem", "后台首页 › 素材 › 政策条目", "添加政策条目"),
        ("hospitals/hospital", "后台首页 › 名录 › 医院", "添加医院"),
        ("auth/user", "后台首页 › 管理 › 账号", "添加账号"),
    ],
)
def test_lists_are_called_as_on_the_index(administrator, at_desk, draft, address, trail, added):
    html = at_desk(administrator).get(f"/admin/{address}/").content.decode()
    assert trail_of(html) == trail
    assert re.findall(r'class="addlink">([^<]*)</a></li>', flat(html)) == ([added] if added else [])


def trail_of(html: str) -> str:
    trail = re.sub(r"<[^>]+>", "", html.split('<div class="breadcrumbs">')[1].split("</div>")[0])
    return " ".join(trail.replace("&rsaquo;", "›").split())


def test_history_and_deletion_of_many_have_the_same_trail(editor, at_desk, draft):
    browser, item = at_desk(editor), PolicyItem.objects.first()
    html = browser.get(f"/admin/policies/policyitem/{item.pk}/history/").content.decode()
    assert trail_of(html) == f"后台首页 › 素材 › 政策条目 › {item} › 修改记录"
    posted = {"action": "delete_selected", "_selected_action": [item.pk]}
    html = browser.post("/admin/policies/policyitem/", posted).content.decode()
    assert trail_of(html) == "后台首页 › 素材 › 政策条目 › 删除所选"
    assert "删除后 30 天内可以从“回收站”恢复。" in html


def test_lists_count_in_chinese(editor, at_desk, draft):
    browser = at_desk(editor)
    assert "共 1 期" in browser.get("/admin/issues/issue/").content.decode()
    assert "共 2 条" in browser.get("/admin/policies/policyitem/").content.decode()


def test_titles_join_their_words_without_a_blank(editor, at_desk, draft):
    browser, hospital = at_desk(editor), Hospital.objects.first()
    addresses = {
        "/admin/issues/issue/add/": "新建一期",
        "/admin/hospitals/hospital/add/": "添加医院",
        f"/admin/hospitals/hospital/{hospital.pk}/change/": "修改医院",
        f"/admin/policies/policyitem/{PolicyItem.objects.first().pk}/change/": "修改政策条目",
    }
    assert {a: browser.get(a).context["title"] for a in addresses} == addresses


def test_draft_is_simply_not_online(editor, at_desk, draft):
    html = at_desk(editor).get("/admin/issues/issue/").content.decode()
    assert '<td data-label="读者可见" class="field-online">—</td>' in html


def test_deleting_an_entry_says_what_else_could_be_done(editor, at_desk, draft):
    item, hospital = PolicyItem.objects.first(), Hospital.objects.create(name="新医院")
    html = at_desk(editor).get(f"/admin/policies/policyitem/{item.pk}/delete/").content.decode()
    assert "删除后 30 天内可以从“回收站”恢复。只是本期不用，请按“移回素材库”，不必删除。" in html
    html = at_desk(editor).get(f"/admin/hospitals/hospital/{hospital.pk}/delete/").content.decode()
    assert "移回素材库" not in html
    at_desk(editor).post(f"/admin/policies/policyitem/{item.pk}/delete/", {"post": "yes"})
    assert not PolicyItem.objects.filter(pk=item.pk).exists()


def test_deleting_an_issue_says_that_its_entries_are_in_the_pool(editor, at_desk, draft):
    browser, address = at_desk(editor), f"/admin/issues/issue/{draft.pk}/delete/"
    html = browser.get(address).content.decode()
    assert "本期的刊头和栏目会删除，不能恢复；里面的 11 条会移回素材库，不会删除" in html
    assert messages_of(browser.post(address, {"post": "yes"})) == ["已删除第7期。其中 11 条已移回素材库。"]
    assert PolicyItem.objects.pooled().count() == 2


def test_there_is_one_page_to_sign_in(db):
    assert Client().get("/admin/").url == "/login/?next=/admin/"
    assert Client().get("/admin/login/").url == "/login/?next=/admin/"
    assert Client().get("/admin/login/?next=/admin/issues/issue/").url == "/login/?next=/admin/issues/issue/"
    assert Client().post("/admin/login/", {"username": "reader", "password": PASSWORD}).status_code == 302


def test_reader_in_the_office_hears_plainly_and_led_back(reader):
    browser = Client()
    browser.force_login(reader)
    for address in ("/admin/", "/admin/issues/issue/"):
        response = browser.get(address)
        html = response.content.decode()
        assert response.status_code == 403
        assert "编审后台只供编辑、审核人和管理员使用。您现在用“许问渠”的账号登录" in html
        assert 'href="/">阅读最新一期' in html
        assert "<input name=" not in html
    assert browser.get("/login/?next=/admin/").url == "/admin/"


def test_there_is_one_page_to_change_a_password(editor, at_desk):
    assert at_desk(editor).get("/admin/password_change/").url == "/account/password/"


def test_django_app_has_no_page_of_its_own(editor, at_desk):
    assert at_desk(editor).get("/admin/issues/").url == "/admin/"


def test_stages_are_given_to_those_who_may_review_alone(administrator, at_desk):
    page = at_desk(administrator).get(f"/admin/issues/masthead/{Masthead.current().pk}/change/")
    stages = page.context["inline_admin_formsets"][1].formset.empty_form
    assert [group.name for group in stages.fields["group"].queryset] == ["审核"]


def test_index_has_no_english(administrator, at_desk):
    html = at_desk(administrator).get("/admin/").content.decode()
    assert not [words for words in ("Model name", "Add link", "Models in") if words in html]
