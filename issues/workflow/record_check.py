"""Checks that the record of an issue is unchanged: the hash chain, digests, snapshots, PDFs and annexes agree with each
other."""

import hashlib
from collections.abc import Iterator
from itertools import chain

from issues.document import loading
from issues.document.annexes import annexes_of
from issues.files.file_store import open_stored, sha256_of
from issues.models import ChainedRecord, Edition, Issue, Seal, Snapshot
from issues.models.bases.record_chain import chained, digest_of_record
from issues.reviewing.rounds import ApprovalEffect, actions_that


def find_disagreements(issue: Issue) -> Iterator[str]:
    """Gives a Chinese sentence for each disagreement."""
    return chain(_of_seals(issue), _of_snapshots(issue), _of_editions(issue))


def _of_seals(issue: Issue) -> Iterator[str]:
    records = {
        (str(model._meta.model_name), record.pk): record
        for model in ChainedRecord.KINDS
        for record in model.objects.filter(issue=issue)  # type: ignore[misc]
    }
    before = ""
    for position, seal in enumerate(Seal.objects.filter(issue=issue).order_by("position"), 1):
        if seal.position != position:
            yield f"缺第 {position} 条记录，可能被删除"
            return
        if seal.chain_digest != chained(before, seal.kind, seal.record, seal.record_digest):
            yield f"第 {position} 条记录的校验码不符，可能被改过"
        before = seal.chain_digest
        yield from _of_one(seal, records.pop((seal.kind, seal.record), None))
    for record in records.values():
        yield f"{record._meta.verbose_name}（编号 {record.pk}）没有登记校验码"


def _of_one(seal: Seal, record: ChainedRecord | None) -> Iterator[str]:
    if record is None:
        yield f"第 {seal.position} 条记录（{_called(seal)}，编号 {seal.record}）已不在，可能被删除"
    elif digest_of_record(record) != seal.record_digest:
        yield f"{record._meta.verbose_name}（编号 {record.pk}）写入之后被改过"


def _called(seal: Seal) -> str:
    """What the record is called, where its kind is still known."""
    names = {str(model._meta.model_name): str(model._meta.verbose_name) for model in ChainedRecord.KINDS}
    return names.get(seal.kind, seal.kind)


def _of_snapshots(issue: Issue) -> Iterator[str]:
    for snapshot in Snapshot.objects.filter(issue=issue):
        if _digest(snapshot.document_json) != snapshot.digest:
            yield f"内容快照（编号 {snapshot.pk}）与它的校验码不符"


def _of_editions(issue: Issue) -> Iterator[str]:
    approvals = issue.transitions.filter(action__in=actions_that(ApprovalEffect.GIVEN))
    signed = set(approvals.values_list("revision", "digest"))
    for edition in issue.editions.all():
        name = f"第{issue.number}期第{edition.revision}版"
        if _digest(edition.document_json) != edition.digest:
            yield f"{name}的内容与它的校验码不符"
        if (edition.revision, edition.digest) not in signed:
            yield f"{name}不是审核通过的内容"
        yield from _of_files(edition, name)


def _of_files(edition: Edition, name: str) -> Iterator[str]:
    try:
        if sha256_of(edition.pdf.read()) != edition.pdf_sha256:
            yield f"{name}的 PDF 与它的校验码不符"
    except FileNotFoundError:
        yield f"{name}的 PDF 已找不到"
    try:
        document = loading.read_stored(edition.document_json)
    except ValueError as error:
        yield f"{name}的内容不能读取：{error}"
        return
    for annex in annexes_of(document):
        try:
            with open_stored(annex.sha256) as file:
                if sha256_of(file.read()) != annex.sha256:
                    yield f"{name}的附件“{annex.filename}”被改过"
        except FileNotFoundError:
            yield f"{name}的附件“{annex.filename}”已找不到"


def _digest(canonical_json: str) -> str:
    return hashlib.sha256(canonical_json.encode()).hexdigest()
