"""Words that mails and pages share: the name of an issue, a time, and the comments of a thread."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from issues.actor import signature
from issues.models import Comment, Issue, Thread
from issues.office_urls import absolute, review_address, thread_anchor

SHOWN = 30
MAX_WORDS = 500
MAX_QUOTE = 60
WHOLE_ISSUE = "对本期的总体意见"
Headings = dict[UUID, str]


def issue_name(issue: Issue) -> str:
    return f"{issue.title}第{issue.number}期"


def format_moment(at: datetime) -> str:
    """2025年3月4日 14:05, as `date:"DATETIME_FORMAT"` in templates."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def thread_text(thread: Thread, comments: Iterable[Comment], headings: Headings, number: int) -> str:
    """One thread with these comments and the link to answer them."""
    subject = headings.get(thread.uid, "（已删去的条目）") if thread.uid else WHOLE_ISSUE
    quote = f"　“{shortened(thread.quote, MAX_QUOTE)}”" if thread.quote else ""
    words = [f"   {signature(c.author)}：{shortened(c.text, MAX_WORDS)}" for c in comments if c.text]
    link = absolute(review_address(thread.issue_id, thread_anchor(thread.pk)))
    return "\n".join([f"{number}. {subject}{quote}", *words, f"   {link}"])


def thread_texts(threads: list[tuple[Thread, list[Comment]]], headings: Headings) -> Iterator[str]:
    for number, (thread, comments) in enumerate(threads[:SHOWN], 1):
        yield thread_text(thread, comments, headings, number)
    if len(threads) > SHOWN:
        yield f"还有 {len(threads) - SHOWN} 条，请在页面上看。"
