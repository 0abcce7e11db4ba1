"""What no page of ours would send is answered, and never with 500."""

from urllib.parse import urlencode

import pytest

from issues.actor import acting_as
from issues.document.dumping import dumps
from issues.editing import imports
from papers.models import Annex, Notice
from policies.models import PolicyItem
from tests import factories
from tests.issues.admin.pages import messages_of
from tests.rendered import seen

pytestmark = pytest.mark.django_db

LIST = "/admin/policies/policyitem/"
NUL, LONG, HUGE = "\0", "9" * 5000, "9" * 30


@pytest.fixture
def item(editor) -> PolicyItem:
    issue = factories.issue_of(factories.document(), editor)
    return PolicyItem.objects.filter(section__issue=issue)[0]


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.mark.parametrize("lookup", ["title__contains", "title", "q", "in", "section__exact", "title\0"])
def test_nul_in_an_address_is_refused(lookup, desk, item):
    assert desk.get(f"{LIST}?{urlencode({lookup: NUL})}").status_code == 400


@pytest.mark.parametrize("path", ["/\0/", "/issues/7/\0/", "/admin/\0/", "/static/\0"])
def test_nul_in_a_path_is_refused(path, desk, item):
    assert desk.get(path).status_code == 400


@pytest.mark.parametrize("term", ["长" * 20_000, "a " * 1_200], ids=["long", "many words"])
@pytest.mark.parametrize(
    "page", [LIST, "/admin/issues/issue/", "/admin/issues/binnedentry/", "/admin/hospitals/hospital/"]
)
def test_no_search_is_too_long(term, page, desk, item):
    html = desk.get(page, {"q": term}).content.decode()
    assert "要查找的文字太长，只按前 500 个字查找了" in html


def test_export_of_a_long_search_answers(desk, item):
    assert desk.get(f"{LIST}export/", {"q": "a " * 1_200}).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("title__regex", "("), ("title__iregex", "(a+)+$"), ("id__in", HUGE), ("id__range", "1")],
)
@pytest.mark.parametrize("page", [LIST, "/admin/hospitals/hospitalnewslink/export/"])
def test_lookups_of_somebodys_own_making_are_refused(name, value, page, desk, item):
    assert desk.get(page, {name: value}).status_code == 400


@pytest.mark.parametrize(
    ("page", "filters"),
    [
        (LIST, {"in": "pool"}),
        ("/admin/issues/transition/", {"issue__id__exact": 1, "to_status__exact": "draft"}),
        ("/admin/issues/transition/", {"at__gte": "2026-03-20 00:00:00+08:00"}),
        ("/admin/papers/notice/", {"topic__exact": "other"}),
    ],
)
def test_filters_of_the_lists_are_followed(page, filters, desk, item):
    assert desk.get(page, filters).status_code == 200


def test_export_with_a_filter_that_is_none_is_refused(desk, item):
    assert desk.get("/admin/hospitals/hospital/export/", {"nonsense": "1"}).status_code == 400


@pytest.mark.parametrize("key", ["", "x", NUL, "²", HUGE, LONG, "-1"])
def test_selected_rows_that_are_no_keys_are_refused(key, desk, item):
    rows = {"action": "delete_selected", "_selected_action": [item.pk, key], "post": "yes"}
    assert desk.post(LIST, rows).status_code == 400
    assert PolicyItem.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("page", ["change", "delete"])
def test_blank_to_field_is_none(page, desk, item):
    assert desk.get(f"{LIST}{item.pk}/{page}/", {"_to_field": ""}).status_code == 200


@pytest.mark.parametrize("choice", ["²", HUGE, LONG, NUL, "-1", "x"])
def test_place_that_is_none_is_refused_by_the_form(choice, desk, item):
    posted = {"title": "新条", "body_html": "<p>文</p>", "placement": choice}
    for page in (f"{LIST}add/", f"{LIST}{item.pk}/change/"):
        response = desk.post(page, posted | seen(desk, page))
        assert response.status_code == 200
        assert response.context["adminform"].form.errors["placement"]
    if choice != NUL:
        assert desk.get(f"{LIST}add/", {"section": choice}).status_code == 200


@pytest.mark.parametrize("number", ["²", HUGE, LONG, NUL, "-1"])
def test_number_that_is_none_is_refused_by_the_import(number, desk, editor):
    file = dumps(factories.document(21), read_annex=lambda sha256: b"").encode()
    imported = imports.start_import("21.json", file, by=editor)
    posted = {"number": number, "date": "2026-03-20", "confirm": ""}
    response = desk.post(f"/admin/issues/issue/import/{imported.pk}/", posted)
    assert response.status_code == 200
    assert response.context["form"].errors["number"]
    assert messages_of(response) == []


@pytest.mark.parametrize(
    "page", ["/admin/password_change/", "/admin/password_change/done/", "/account/", "/admin/"]
)
def test_pages_of_ones_own_are_kept_by_no_cache(page, desk):
    assert "no-store" in desk.get(page).headers["Cache-Control"]


def test_preview_of_an_issue_whose_annex_is_gone_says_so(desk, item, media):
    with acting_as(None):
        annex = Annex(notice=Notice.objects.get(), title="汇编")
        annex.attach("汇编.txt", "文".encode())
        annex.save()
    (media / "annexes" / annex.sha256).unlink()
    response = desk.get(f"/admin/issues/issue/{item.section.issue_id}/preview.pdf")
    assert messages_of(response) == ["PDF 没有生成：有附件的文件已找不到或被改过，请告诉管理员。"]
