"""What a page costs: queries whatever the length of an issue, and bytes on the line."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from issues.models import Edition
from issues.reading import edition_cache, entry_positions
from policies.models import PolicyItem
from tests.issues.reading import factories

RAW, ZIPPED = 46_000, 16_000


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("length", [6, 60])
@pytest.mark.parametrize(("who", "most"), [("public", 1), ("reading", 3)])
def test_page_costs_few_queries_cold_and_warm(request, publish, length, who, most):
    client = request.getfixturevalue(who)
    entries = tuple(factories.news_link(f"资讯{n}") for n in range(length))
    sections = (factories.Section(kind="news", title="医院资讯", entries=entries),)
    publish(factories.document(9, sections=sections))
    publish(factories.small_document(8))
    for path in ("/issues/9/", f"/entries/{entries[0].uid}/", "/issues/9/pdf/"):
        edition_cache.clear()
        for _ in ("cold", "warm"):
            assert queries(client, path) <= most
    assert queries(client, "/issues/8/") <= most


def test_archive_costs_one_query_once_it_is_made(public, publish):
    for number in (1, 2, 3):
        publish(factories.small_document(number))
    assert queries(public, "/issues/") <= 2
    assert queries(public, "/issues/") == 1


def test_public_page_does_not_ask_who_reads_it(public, reader, publish):
    publish()
    public.force_login(reader)
    assert queries(public, "/issues/9/") == 1
    assert "Cookie" not in public.get("/issues/9/")["Vary"]


def test_correction_costs_no_further_query(public, publish, crew):
    issue = publish()
    public.get("/issues/9/")
    change = lambda: PolicyItem.objects.filter(section__issue=issue).update(title="改正了")  # noqa: E731
    factories.correct(issue, change, cast=crew, note="改正")
    assert queries(public, "/issues/9/") == 1


def test_shelf_keeps_no_more_than_it_may(public, publish, monkeypatch):
    monkeypatch.setattr(edition_cache, "CAPACITY", 2)
    for number in (1, 2, 3):
        publish(factories.small_document(number))
        public.get(f"/issues/{number}/")
    assert len(edition_cache._editions) == 2
    assert public.get("/issues/1/").status_code == 200


def test_anchors_are_laid_out_once_for_a_kept_issue(public, publish, monkeypatch):
    laid_out = []

    def counted(document):
        laid_out.append(document.number)
        return entry_positions.entry_positions(document)

    monkeypatch.setattr(edition_cache, "entry_positions", counted)
    entry = publish().edition.document.entries[0]
    for _ in range(2):
        assert public.get("/issues/9/s1a1/").url == f"/entries/{entry.uid}/"
        assert public.get("/issues/9/s9a9/").status_code == 404
    assert laid_out == [9]


def test_shelf_notices_another_database_under_the_same_keys(public, publish):
    """As after a backup is restored under a running server."""
    issue = publish()
    public.get("/issues/9/")
    other = factories.small_document(9, entries=(factories.policy_item("备份中的一条"),))
    row = Edition.objects.filter(pk=issue.edition_id)
    QuerySet.update(row, document_json=other.canonical_json, digest=other.digest)
    assert "备份中的一条" in public.get("/issues/9/").content.decode()


def test_page_of_a_long_issue_is_light(public, publish):
    publish(factories.realistic_document())
    plain = public.get("/issues/9/")
    zipped = public.get("/issues/9/", headers={"Accept-Encoding": "gzip"})
    assert 36_000 < len(plain.content) <= RAW
    assert len(zipped.content) <= ZIPPED
