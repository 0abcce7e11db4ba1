"""Mails about an action of the workflow, written in the transaction of the action."""

from issues.actor import signature
from issues.mail import outbox
from issues.mail.wording import format_moment, issue_name
from issues.models import Issue, Transition
from issues.workflow.action import Action
from issues.workflow.notices import Notice


def notify(action: Action, record: Transition, *, by_clock: bool = False) -> None:
    """Writes the mails. `record.issue` must still be as it was before the action. Who acted gets none, except where
    the clock acted in their name."""
    issue = Issue.objects.get(pk=record.issue_id)
    for notice in action.notices(record, issue, by_clock):
        people = [person for person in notice.people if by_clock or person.pk != record.actor_id]
        outbox.add_messages(
            people,
            event=f"transition:{record.pk}",
            issue=issue,
            subject=f"{issue_name(issue)}{notice.subject}",
            text=_text(record, issue, notice, note_title=action.note_title, by_clock=by_clock),
            link=notice.link,
        )


def _text(record: Transition, issue: Issue, notice: Notice, *, note_title: str, by_clock: bool) -> str:
    who = "系统" if by_clock else signature(record.actor)
    action_text = notice.action_text.format(f"《{issue.title}》第{issue.number}期")
    note = [f"{note_title}：{record.note}"] if record.note else []
    return "\n\n".join([f"{who} {format_moment(record.at)} {action_text}。", *note, *notice.paragraphs])
