"""Letters of an act of the workflow: one for each person, in the transaction of the act."""

from issues.actor import signature
from issues.mail import outbox
from issues.mail.wording import format_moment, issue_name
from issues.models import Issue, Transition
from issues.workflow.notices import SCHEDULE_FAILED, TOLD, Notice


def notify(record: Transition, *, by_clock: bool = False) -> None:
    """Write the letters. `record.issue` is still as it was before the act. Who acts knows of it, except where the
    clock acted in their name."""
    told = TOLD.get(record.action)
    if told is None:
        return
    issue = Issue.objects.get(pk=record.issue_id)
    for notice in told(record, issue, by_clock):
        people = [person for person in notice.people if by_clock or person.pk != record.actor_id]
        outbox.add_messages(
            people,
            event=f"transition:{record.pk}",
            issue=issue,
            subject=f"{issue_name(issue)}{notice.news}",
            text=_text(record, issue, notice, by_clock),
            link=notice.link,
        )


def _text(record: Transition, issue: Issue, notice: Notice, by_clock: bool) -> str:
    who = "系统" if by_clock else signature(record.actor)
    opening = (
        f"{who} {format_moment(record.at)} {notice.deed.format(f'《{issue.title}》第{issue.number}期')}。"
    )
    note = [_note(record.note)] if record.note else []
    return "\n\n".join([opening, *note, *notice.more])


def _note(note: str) -> str:
    failed, _, reason = note.partition("：")
    return f"原因：{reason}" if failed == SCHEDULE_FAILED else f"说明：{note}"
