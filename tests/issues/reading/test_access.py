"""Who may read what: the reading policy, and that nothing but an edition ever shows."""

from uuid import UUID

import pytest
from django.urls import reverse

from issues.actor import acting_as
from issues.editing.building import build_document
from issues.models import EditionEntry, Issue
from policies.models import PolicyItem
from tests.factories import annex as annex_file
from tests.factories import issue_of
from tests.issues.reading import factories
from tests.issues.reading.factories import carry, correct, small_document

SECRET = "此条尚在起草"


def addresses(issue: Issue) -> list[str]:
    """Every reading address that leads to an issue."""
    document = issue.edition.document
    entry, annex = document.entries[0], annex_file()
    number = document.number
    return [
        reverse("reading:issue", args=[number]),
        reverse("reading:pdf", args=[number]),
        reverse("reading:entry_at_anchor", args=[number, "s1a1"]),
        reverse("reading:entry", args=[entry.uid]),
        reverse("reading:annex", args=[number, annex.sha256]),
    ]


@pytest.fixture
def issue(publish):
    part = factories.Part(title="全年政策汇总", entries=(factories.notice(),))
    sections = (
        factories.Section(kind="policies", title="政策热点", entries=(factories.policy_item(),)),
        factories.Section(kind="papers", title="理论优选", parts=(part,)),
    )
    return publish(factories.document(9, sections=sections))


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("rest", ["", "pdf/", "s1a1/", f"annexes/{'0' * 64}/"])
def test_number_beyond_the_database_is_not_found(reading, issue, number, rest):
    assert reading.get(f"/issues/{number}/{rest}").status_code == 404


def test_anonymous_is_asked_to_sign_in_everywhere(client, issue):
    for address in [*addresses(issue), reverse("reading:latest"), reverse("reading:archive")]:
        response = client.get(address)
        assert (response.status_code, response.url) == (302, f"/login/?next={address}")


def test_anonymous_cannot_tell_an_issue_from_none(client, issue):
    assert client.get("/issues/9/").status_code == client.get("/issues/99/").status_code == 302


def test_reader_reads_everything_published(reading, issue):
    for address in addresses(issue):
        assert reading.get(address, follow=True).status_code == 200


def test_public_policy_opens_reading_and_nothing_else(public, issue):
    for address in addresses(issue):
        assert public.get(address, follow=True).status_code == 200
    for address in (reverse("account"), reverse("change_password"), reverse("admin:index")):
        assert public.get(address).status_code == 302


def test_reader_has_no_way_into_the_admin(reading, issue):
    assert reading.get(reverse("admin:index")).status_code == 403


def test_reading_takes_no_writing_methods(reading, issue):
    for address in addresses(issue):
        assert reading.post(address).status_code == 405


def test_latest_leads_to_the_last_issue_online(reading, publish, crew):
    publish(small_document(8))
    last = publish(small_document(11))
    assert reading.get("/").url == "/issues/11/"
    carry(last, "withdraw", cast=crew, note="有误")
    assert reading.get("/").url == "/issues/8/"


def test_latest_says_that_nothing_is_published_yet(reading, editor):
    issue_of(small_document(1), by=editor)
    response = reading.get("/")
    assert response.status_code == 200
    assert "没有可以阅读的一期" in response.content.decode()
    assert "没有可以阅读的一期" in reading.get("/issues/").content.decode()


def test_latest_denies_no_issue_that_was_withdrawn(reading, publish, crew):
    carry(publish(small_document(8)), "withdraw", cast=crew, note="有误")
    page = reading.get("/").content.decode()
    assert "没有可以阅读的一期" in page
    assert "还没有出刊" not in page


@pytest.mark.parametrize("path", [(), ("submit",), ("submit", "return"), ("submit", "approve")])
def test_draft_is_seen_nowhere_before_it_is_published(reading, crew, path):
    issue = issue_of(small_document(5, entries=(factories.policy_item(SECRET),)), by=crew[0])
    carry(issue, *path, cast=crew, note="请改")
    uid = first_uid(issue)
    for address in ("/issues/5/", "/issues/5/pdf/", "/issues/5/s1a1/", f"/entries/{uid}/"):
        assert reading.get(address).status_code == 404
    for address in ("/", "/issues/"):
        assert SECRET not in reading.get(address).content.decode()
        assert "第5期" not in reading.get(address).content.decode()


def first_uid(issue: Issue):

    return build_document(issue).entries[0].uid


def test_correction_in_progress_leaves_the_old_edition_in_place(reading, publish, crew):
    issue = publish()
    before = reading.get("/issues/9/").content
    carry(issue, "correct", cast=crew, note="标题有误")
    for step in (None, "submit", "approve"):
        if step is None:
            with acting_as(crew[0]):
                PolicyItem.objects.filter(section__issue=issue).update(title=SECRET)
            issue.refresh_from_db()
        else:
            carry(issue, step, cast=crew)
        assert reading.get("/issues/9/").content == before
        assert SECRET not in reading.get(f"/entries/{first_uid(issue)}/").content.decode()
        assert SECRET not in reading.get("/issues/").content.decode()
    carry(issue, "publish", cast=crew)
    assert SECRET in reading.get("/issues/9/").content.decode()


def test_correction_shows_its_edition_and_its_note(reading, publish, crew):
    issue = publish()
    assert "勘误说明" not in reading.get("/issues/9/").content.decode()
    change = lambda: PolicyItem.objects.filter(section__issue=issue).update(title="更正后的标题")  # noqa: E731
    correct(issue, change, cast=crew, note="标题误作旧名")
    page = reading.get("/issues/9/").content.decode()
    assert "第2版" in page
    assert "标题误作旧名" in page
    assert "更正后的标题" in page
    assert "第2版" in reading.get("/issues/").content.decode()


def test_entry_that_a_correction_dropped_is_gone(reading, publish, crew):
    kept, dropped = factories.policy_item("留下的一条"), factories.policy_item("撤去的一条")
    issue = publish(small_document(entries=(kept, dropped)))
    assert reading.get(f"/entries/{dropped.uid}/").status_code == 200
    correct(issue, lambda: PolicyItem.objects.filter(uid=dropped.uid).delete(), cast=crew, note="误收")
    response = reading.get(f"/entries/{dropped.uid}/")
    assert response.status_code == 410
    assert "撤去的一条" not in response.content.decode()
    assert 'href="/issues/9/"' in response.content.decode()
    assert reading.get(f"/entries/{kept.uid}/").status_code == 200


def test_entry_that_moved_on_is_read_where_it_is_now(reading, publish, crew):
    """Dropped from one issue by a correction and published in a later one, it has one address still."""
    kept, moving = factories.policy_item("留下的一条"), factories.policy_item("后移的一条")
    issue = publish(small_document(9, entries=(kept, moving)))
    correct(issue, lambda: PolicyItem.objects.filter(uid=moving.uid).delete(), cast=crew, note="移到下期")
    publish(small_document(10, entries=(moving,)))
    assert EditionEntry.objects.filter(uid=moving.uid).count() == 2
    response = reading.get(f"/entries/{moving.uid}/")
    assert response.status_code == 200
    assert "第10期" in response.content.decode()


def test_withdrawn_issue_is_gone_everywhere_with_the_reason(reading, issue, crew):
    paths = addresses(issue)
    assert [reading.get(path, follow=True).status_code for path in paths] == [200] * len(paths)
    carry(issue, "withdraw", cast=crew, note="数据有误，重新核实")
    for path in paths:
        response = reading.get(path)
        assert response.status_code == 410, path
        text = response.content.decode()
        assert "第9期已撤下" in text
        assert "数据有误，重新核实" in text
        assert "青州卫健委" not in text
    archive = reading.get("/issues/").content.decode()
    assert "第9期" in archive
    assert "已撤下" in archive
    assert "青州卫健委" not in archive


def test_issue_withdrawn_during_its_correction_is_gone_too(reading, issue, crew):
    carry(issue, "correct", cast=crew, note="有误")
    carry(issue, "withdraw", cast=crew, note="先撤下")
    assert issue.status == Issue.Status.DRAFT
    assert reading.get("/issues/9/").status_code == 410


def test_issue_published_again_after_withdrawal_is_read_again(reading, publish, crew):
    issue = publish()
    carry(issue, "withdraw", cast=crew, note="有误")
    change = lambda: PolicyItem.objects.filter(section__issue=issue).update(title="改正了")  # noqa: E731
    correct(issue, change, cast=crew, note="改正")
    assert "改正了" in reading.get("/issues/9/").content.decode()


def test_unknown_address_gets_a_page_of_ours(reading):
    for address in ("/issues/404/", f"/entries/{UUID(int=1)}/", "/nowhere/", "/issues/404/pdf/"):
        response = reading.get(address)
        assert response.status_code == 404
        assert "没有找到这一页" in response.content.decode()
