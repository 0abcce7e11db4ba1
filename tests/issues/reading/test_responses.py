"""How a page travels: conditional requests, encodings, HEAD and what caches may do."""

import gzip

import pytest

from issues.reading.responses import GZIP
from policies.models import PolicyItem
from tests import cast
from tests.issues.reading import factories
from tests.issues.reading.factories import correct

PATHS = ("/issues/9/", "/issues/", "/entries/{uid}/")


@pytest.fixture(params=PATHS)
def path(request, publish):
    issue = publish()
    return request.param.format(uid=issue.edition.document.entries[0].uid)


def test_page_comes_back_as_304_while_it_stands(reading, path):
    first = reading.get(path)
    again = reading.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert reading.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_gzipped_page_is_the_same_page_under_its_own_etag(reading, path):
    plain = reading.get(path)
    zipped = reading.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] != plain["ETag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": zipped["ETag"]}
    assert reading.get(path, headers=headers).status_code == 304


def test_head_is_get_without_the_body(reading, path):
    got, headed = reading.get(path), reading.head(path)
    assert (headed.status_code, headed.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Vary", "Cache-Control"):
        assert headed[name] == got[name]


def test_private_page_is_for_this_reader_alone(reading, path):
    response = reading.get(path)
    assert response["Cache-Control"] == "private, no-cache"
    assert {part.strip() for part in response["Vary"].split(",")} == {"Accept-Encoding", "Cookie"}


def test_public_page_is_for_all_and_sets_no_cookie(public, path):
    response = public.get(path)
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies


def test_page_holds_the_same_bytes_for_every_reader(client, reader, editor, path):
    client.force_login(reader)
    first = client.get(path).content
    client.force_login(cast.member("second_reader", "读者", name="乔松年"))
    assert client.get(path).content == first
    for secret in ("csrfmiddlewaretoken", reader.username, reader.first_name):
        assert secret not in first.decode()


def test_page_leads_those_who_work_there_to_the_office(client, reader, editor, path):
    client.force_login(reader)
    first = client.get(path)
    assert "编审后台" not in first.content.decode()
    client.force_login(editor)
    page = client.get(path)
    link = '<a class="office" href="/admin/">编审后台</a>'
    assert page.content.decode().replace(link, "") == first.content.decode()
    assert page.content.decode().count(link) == 1
    assert page["ETag"] != first["ETag"]
    assert link in client.get("/account/").content.decode()


def test_public_page_leads_nobody_to_the_office(public, editor, path):
    public.force_login(editor)
    assert "编审后台" not in public.get(path).content.decode()


def test_etag_changes_with_the_edition(reading, publish, crew):
    issue = publish()
    etag = reading.get("/issues/9/")["ETag"]
    change = lambda: PolicyItem.objects.filter(section__issue=issue).update(title="改正了")  # noqa: E731
    correct(issue, change, cast=crew, note="改正")
    response = reading.get("/issues/9/", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag


def test_page_carries_the_content_security_policy(reading, publish):
    publish(factories.document())
    response = reading.get("/issues/9/")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    page = response.content.decode()
    for forbidden in ("<script", "<style", " style=", " onclick"):
        assert forbidden not in page


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("gzip;q=0.01", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(header, accepted):
    assert bool(GZIP.search(header)) == accepted
