"""Letters about single comments. While an issue is in review they are collected: the act that ends a reading tells of
all of them at once (`notices`). So are the answers that an editor gives before sending it for review again."""

from django.contrib.auth.models import User

from issues.actor import signature
from issues.editing.building import build_document
from issues.mail import outbox
from issues.mail.wording import Headings, format_moment, issue_name, thread_text
from issues.models import Comment, Issue
from issues.office_urls import review_address, thread_anchor
from issues.reviewing.people import active_users, editors_of

S, Act = Issue.Status, Comment.Act
ASKS = (Act.RAISE, Act.ADD, Act.REOPEN)


def write_notices(comment: Comment) -> None:
    """In the transaction of the comment."""
    issue = Issue.objects.get(pk=comment.issue_id)
    people = [person for person in _concerned(comment, issue) if person.pk != comment.author_id]
    if not people:
        return
    headings: Headings = {entry.uid: heading for entry, heading in build_document(issue).headings()}
    deed = "回复了审稿意见" if comment.act == Act.ANSWER else "提出审稿意见"
    who, thread = signature(comment.author), comment.thread
    text = f"{who} {format_moment(comment.at)} 对《{issue.title}》第{issue.number}期{deed}：\n\n"
    outbox.add_messages(
        people,
        event=f"comment:{comment.pk}",
        issue=issue,
        subject=f"{issue_name(issue)}：{who}{deed}",
        text=text + thread_text(thread, [comment], headings, 1),
        link=review_address(issue.pk, thread_anchor(thread.pk)),
    )


def _concerned(comment: Comment, issue: Issue) -> list[User]:
    """Nobody, where the comment is collected. What the makers note for one another stands on the page."""
    raiser = active_users([comment.thread.raised_by_id], "issues.view_issue")
    if issue.status == S.APPROVED:
        return (
            [*editors_of(issue, issue.revision), *raiser]
            if comment.act in ASKS
            else _if_answer(comment, raiser)
        )
    if issue.status in (S.DRAFT, S.RETURNED) and comment.act in ASKS:
        found = editors_of(issue, issue.revision)
        return [] if comment.author_id in {maker.pk for maker in found} else [*found, *raiser]
    return []


def _if_answer(comment: Comment, raiser: list[User]) -> list[User]:
    return raiser if comment.act == Act.ANSWER else []
