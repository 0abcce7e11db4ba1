"""The PDF and the annexes of an edition."""

from urllib.parse import quote

import pytest

from issues.files import file_store
from tests.factories import annex as annex_file
from tests.factories import issue_of
from tests.issues.reading import factories
from tests.issues.reading.factories import carry, correct

CONTENT = "名称,文号\n甲,乙\n".encode()


def papers(*annexes):
    part = factories.Part(title="政策汇总", entries=(factories.notice(annexes=annexes),))
    return (factories.Section(kind="papers", title="理论优选", parts=(part,)),)


@pytest.fixture
def issue(publish):
    return publish(factories.document(9, sections=papers(annex_file(CONTENT))))


@pytest.fixture
def annex(issue):
    return f"/issues/9/annexes/{file_store.sha256_of(CONTENT)}/"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_pdf_is_the_one_that_was_published(reading, issue):
    response = reading.get("/issues/9/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{issue.edition.pdf_sha256}"'
    assert response["Cache-Control"] == "private, no-cache"
    content = body(response)
    assert file_store.sha256_of(content) == issue.edition.pdf_sha256
    assert int(response["Content-Length"]) == len(content)


def test_pdf_is_shown_or_kept_under_its_chinese_name(reading, issue):
    name = f"filename*=utf-8''{quote('动态参考第9期.pdf')}"
    assert reading.get("/issues/9/pdf/")["Content-Disposition"] == f"inline; {name}"
    assert reading.get("/issues/9/pdf/?download")["Content-Disposition"] == f"attachment; {name}"


def test_page_tells_how_big_the_pdf_is(reading, issue):
    page = reading.get("/issues/9/").content.decode()
    assert 'href="/issues/9/pdf/?download"' in page
    assert f"（{issue.edition.pages} 页，" in page


@pytest.mark.parametrize("file", ["pdf", "annex"])
def test_file_comes_back_as_304_while_it_stands(reading, annex, file):
    path = "/issues/9/pdf/" if file == "pdf" else annex
    etag = reading.get(path)["ETag"]
    again = reading.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag


@pytest.mark.parametrize("file", ["pdf", "annex"])
def test_head_of_a_file_is_get_without_the_body(reading, annex, file):
    path = "/issues/9/pdf/" if file == "pdf" else annex
    got, headed = reading.get(path), reading.head(path)
    assert headed.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Content-Disposition"):
        assert headed[name] == got[name]


def test_missing_pdf_is_not_found_and_logged(reading, issue, media, caplog):
    (media / issue.edition.pdf.name).unlink()
    assert reading.get("/issues/9/pdf/").status_code == 404
    assert "missing from the media store" in caplog.text
    assert reading.get("/issues/9/").status_code == 200


def test_annex_is_handed_out_as_a_download(reading, annex):
    response = reading.get(annex)
    assert body(response) == CONTENT
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('目录.csv')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith("text/csv")


def test_annex_that_holds_a_page_is_still_a_download(reading, publish):
    trap = annex_file(b"<html><script>1</script>", "目录.txt")
    publish(factories.document(9, sections=papers(trap)))
    response = reading.get(f"/issues/9/annexes/{trap.sha256}/")
    assert response["Content-Disposition"].startswith("attachment")


def test_annex_is_no_key_to_files_of_other_issues_or_drafts(reading, issue, publish, editor):
    other, draft = annex_file(b"other"), annex_file(b"draft")
    publish(factories.document(8, sections=papers(other)))
    issue_of(factories.document(10, sections=papers(draft)), by=editor)
    assert reading.get(f"/issues/8/annexes/{other.sha256}/").status_code == 200
    for number, sha256 in ((9, other.sha256), (9, draft.sha256), (10, draft.sha256), (9, "..%2f..%2fx")):
        assert reading.get(f"/issues/{number}/annexes/{sha256}/").status_code == 404


def test_annex_that_a_correction_dropped_is_not_found(reading, issue, annex, crew):
    from papers.models import Annex

    correct(issue, lambda: Annex.objects.all().delete(), cast=crew, note="附件有误")
    assert reading.get(annex).status_code == 404


def test_annex_of_a_withdrawn_issue_is_gone(reading, issue, annex, crew):
    carry(issue, "withdraw", cast=crew, note="附件有误")
    assert reading.get(annex).status_code == 410
