from datetime import UTC, datetime
from uuid import UUID

from issues.models import ChainedRecord, Comment, Edition, Verdict
from issues.models.bases.record_chain import digest_of_record

AT = datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC)


def test_verdict_written_when_its_digest_was_called_content_has_the_same_digest():
    verdict = Verdict(
        pk=5, issue_id=3, revision=1, uid=UUID(int=7), mark="passed", entry_digest="ab" * 32, by_id=2, at=AT
    )
    assert digest_of_record(verdict) == "6c175970aa48a9172d363cafee23f1f67f7eb994a6ffab14021ee534d0c4fa61"


def test_edition_written_when_its_sha256_was_called_checksum_has_the_same_digest():
    edition = Edition(
        pk=5,
        issue_id=3,
        revision=1,
        document_json="{}",
        digest="ab" * 32,
        pdf="editions/7-1.pdf",
        pdf_sha256="cd" * 32,
        pages=9,
        published_by_id=2,
        published_at=AT,
    )
    assert digest_of_record(edition) == "124fdeae2118bdd99ac65a431d0b10da691fded3fc567a1935e1f529830f2d4a"


def test_comment_written_when_its_kind_was_called_act_has_the_same_digest():
    comment = Comment(pk=5, issue_id=3, thread_id=4, kind="answer", text="改好了", author_id=2, at=AT)
    assert digest_of_record(comment) == "eeecf747baee80cd4e286aee76d7e028b6bbe1058288e4a765c8d8bd64693b9f"


def test_names_in_digest_are_of_columns_that_exist():
    for model in ChainedRecord.KINDS:
        assert model.names_in_digest.keys() <= {field.attname for field in model._meta.concrete_fields}
