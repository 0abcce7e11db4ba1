"""What an issue is compared with: its content as it was last reviewed, else as it was last published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from issues.actor import signature
from issues.document import Document, loading
from issues.document.partial_date import format_day
from issues.models import Issue, Transition
from issues.reviewing.rounds import ApprovalEffect, effect_of

S = Issue.Status
REVIEWED = {ApprovalEffect.RETURNED: "退回", ApprovalEffect.GIVEN: "审核通过"}
"""The decisions of reviewers, and what they are called."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """`description` says in Chinese what it is: “周慎行10月3日退回时的内容”."""

    document: Document
    description: str


def baseline_of(issue: Issue, history: Sequence[Transition]) -> Baseline | None:
    """`history` holds the issue's transitions with their actors, the newest first."""
    return _as_reviewed(issue, history) or _as_published(issue)


def _as_reviewed(issue: Issue, history: Sequence[Transition]) -> Baseline | None:
    record = next((r for r in _before_this_round(issue, history) if effect_of(r) in REVIEWED), None)
    if record is None:
        return None
    stored = issue.snapshots.filter(digest=record.digest).values_list("document_json", flat=True).first()
    if stored is None:
        return None
    when, who = _day(record.at), signature(record.actor)
    decision = effect_of(record)
    is_stage = record.stage and decision is ApprovalEffect.GIVEN
    done = f"{record.stage}通过" if is_stage else REVIEWED[decision]
    return Baseline(_document(stored), f"{who}{when}{done}时的内容")


def _before_this_round(issue: Issue, history: Sequence[Transition]) -> list[Transition]:
    """Leaves out decisions made since the issue was last sent for review: they were about the present content."""
    current = [record for record in history if record.revision == issue.revision]
    if issue.status in (S.DRAFT, S.RETURNED):
        return current
    sent = next((i for i, record in enumerate(current) if effect_of(record) is ApprovalEffect.ROUND_BEGUN), 0)
    return current[sent:]


def _as_published(issue: Issue) -> Baseline | None:
    if not issue.is_correction:
        return None
    editions = issue.editions.filter(revision__lt=issue.revision).order_by("-revision")
    edition = editions.values_list("document_json", "revision", "published_at").first()
    if edition is None:
        return None
    stored, revision, at = edition
    return Baseline(_document(stored), f"{_day(at)}发布的第{revision}版")


def _day(at: datetime) -> str:
    day = timezone.localdate(at)
    return format_day(day)


@lru_cache(maxsize=4)
def _document(document_json: str) -> Document:
    return loading.read(json.loads(document_json))
