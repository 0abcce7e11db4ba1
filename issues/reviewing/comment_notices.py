"""Mails about single comments. None is sent while an issue is in review or for answers while it is corrected: the mail
about the action that follows lists all of them (`workflow.notices`)."""

from django.contrib.auth.models import User

from issues.actor import signature
from issues.editing.building import build_document
from issues.mail import outbox
from issues.mail.wording import Headings, format_moment, issue_name, thread_text
from issues.models import Comment, Issue
from issues.office_urls import review_address, thread_anchor
from issues.reviewing.people import active_users, editors_of

S, Kind = Issue.Status, Comment.Kind
ASKS = (Kind.RAISE, Kind.ADD, Kind.REOPEN)


def write_notices(comment: Comment) -> None:
    """Writes the mails about a comment, in the transaction of the comment."""
    issue = Issue.objects.get(pk=comment.issue_id)
    people = [person for person in _recipients(comment, issue) if person.pk != comment.author_id]
    if not people:
        return
    headings: Headings = {entry.uid: heading for entry, heading in build_document(issue).headings()}
    verb = "回复了审稿意见" if comment.kind == Kind.ANSWER else "提出审稿意见"
    who, thread = signature(comment.author), comment.thread
    text = f"{who} {format_moment(comment.at)} 对《{issue.title}》第{issue.number}期{verb}：\n\n"
    outbox.add_messages(
        people,
        event=f"comment:{comment.pk}",
        issue=issue,
        subject=f"{issue_name(issue)}：{who}{verb}",
        text=text + thread_text(thread, [comment], headings, 1),
        link=review_address(issue.pk, thread_anchor(thread.pk)),
    )


def _recipients(comment: Comment, issue: Issue) -> list[User]:
    """Nobody, where the comment is listed in a later mail, or where an editor writes it for the other editors."""
    raiser = active_users([comment.thread.raised_by_id], "issues.view_issue")
    if issue.status == S.APPROVED:
        return (
            [*editors_of(issue, issue.revision), *raiser]
            if comment.kind in ASKS
            else _if_answer(comment, raiser)
        )
    if issue.status in (S.DRAFT, S.RETURNED) and comment.kind in ASKS:
        editors = editors_of(issue, issue.revision)
        is_by_editor = comment.author_id in {editor.pk for editor in editors}
        return [] if is_by_editor else [*editors, *raiser]
    return []


def _if_answer(comment: Comment, raiser: list[User]) -> list[User]:
    return raiser if comment.kind == Kind.ANSWER else []
