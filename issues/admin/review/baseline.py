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

S = Issue.Status
REVIEWED = {"return": "退回", "approve": "审核通过"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """`upload_hint` says in Chinese what it is: “10月3日 周慎行退回时”."""

    document: Document
    told: str


def baseline_of(issue: Issue, history: Sequence[Transition]) -> Baseline | None:
    """`history` holds the issue's transitions with their actors, the newest first."""
    return _as_reviewed(issue, history) or _as_published(issue)


def _as_reviewed(issue: Issue, history: Sequence[Transition]) -> Baseline | None:
    record = next((r for r in _before_this_round(issue, history) if r.action in REVIEWED), None)
    if record is None:
        return None
    content = issue.snapshots.filter(digest=record.digest).values_list("document_json", flat=True).first()
    if content is None:
        return None
    when, who = _day(record.at), signature(record.actor)
    done = f"{record.stage}通过" if record.stage and record.action == "approve" else REVIEWED[record.action]
    return Baseline(_document(content), f"{who}{when}{done}时的内容")


def _before_this_round(issue: Issue, history: Sequence[Transition]) -> list[Transition]:
    """What was decided since the issue was last sent for review was decided on the very content that it has now."""
    here = [record for record in history if record.revision == issue.revision]
    if issue.status in (S.DRAFT, S.RETURNED):
        return here
    sent = next((i for i, record in enumerate(here) if record.action == "submit"), 0)
    return here[sent:]


def _as_published(issue: Issue) -> Baseline | None:
    if not issue.is_correction:
        return None
    editions = issue.editions.filter(revision__lt=issue.revision).order_by("-revision")
    edition = editions.values_list("document_json", "revision", "published_at").first()
    if edition is None:
        return None
    content, revision, at = edition
    return Baseline(_document(content), f"{_day(at)}发布的第{revision}版")


def _day(at: datetime) -> str:
    day = timezone.localdate(at)
    return format_day(day)


@lru_cache(maxsize=4)
def _document(document_json: str) -> Document:
    return loading.read(json.loads(document_json))
