"""The table of background jobs. `run_due` does all of them in each run, in this order."""

from collections.abc import Callable, Iterator

from issues.dashboard.reminders import send_reminders
from issues.mail.delivery import delete_old_letters, deliver
from issues.models import EntryRevision
from issues.workflow.schedule import publish_due

IsStopping = Callable[[], bool]
Job = Callable[[IsStopping], Iterator[str]]
"""Does what is due and gives a line for each thing done. A long job asks in between whether the process is stopping."""


def publish(is_stopping: IsStopping) -> Iterator[str]:
    return publish_due(is_stopping=is_stopping)


def remind(is_stopping: IsStopping) -> Iterator[str]:
    if written := send_reminders():
        yield f"写了 {written} 封截止日期的提醒"


def send_mail(is_stopping: IsStopping) -> Iterator[str]:
    if sent := deliver():
        yield f"发送 {sent} 封邮件"


def delete_old_mail(is_stopping: IsStopping) -> Iterator[str]:
    delete_old_letters()
    yield from ()


def empty_bin(is_stopping: IsStopping) -> Iterator[str]:
    """Deletes the entries whose time in the recycle bin is over."""
    EntryRevision.objects.all().drop_expired()
    yield from ()


JOBS: tuple[Job, ...] = (publish, remind, send_mail, delete_old_mail, empty_bin)
