"""One issue in one status, with words in every draft that only those who see drafts may meet."""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.html import escape

from issues.actor import acting_as
from issues.document.dumping import dumps
from issues.document.kinds import entry_kinds
from issues.document.partial_date import PartialDate
from issues.editing import imports
from issues.mail.messages import stop_address
from issues.models import (
    BinnedEntry,
    Edition,
    EntryRevision,
    ImportedFile,
    Issue,
    Letter,
    Masthead,
    NameRecord,
    Section,
    Thread,
    Transition,
    entry_model,
)
from issues.reviewing.comments import raise_comment, reply
from issues.workflow import transitions
from papers.models import Annex, Notice
from policies.models import PolicyDocument, PolicyItem
from tests import cast, factories

DRAFT, LETTER, UPLOAD, READ = "zhusha7draft", "zhusha7letter", "zhusha7upload", "zhusha7read"
"""In whatever is being made; in letters, which are the administrator's; in a file that one editor has not confirmed;
in what readers may read."""
WORDS = ("title", "intro", "text", "abstract", "source", "hospital", "journal", "document_number", "doi")
STATUSES = {
    "draft": (),
    "submitted": ("submit",),
    "returned": ("submit", "return"),
    "approved": ("submit", "approve"),
    "scheduled": ("submit", "approve", "schedule"),
    "published": ("submit", "approve", "publish"),
    "withdrawn": ("submit", "approve", "publish", "withdraw"),
    "correcting": ("submit", "approve", "publish", "correct"),
}


def as_markup(word: str) -> str:
    """Where it came into a page as it stands, an element of this name would be there."""
    return f"'\"><{word}>"


@dataclass(eq=False)
class Scenario:
    status: str
    issue: Issue
    people: dict[str, User | None]
    uid: UUID
    imported: ImportedFile
    pks: dict[str, Any]
    sha256: str
    token: str
    seen: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """What the form shows of its state, by the group of the person and the route."""


def marked(part: Any, word: str) -> Any:
    """The same with the word in whatever people write."""
    if isinstance(part, tuple):
        return tuple(marked(one, word) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed: dict[str, Any] = {}
    for name in (one.name for one in fields(part)):
        value = getattr(part, name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[name] = marked(value, word)
        elif name == "body_html" and value:
            changed[name] = f"{value}<p>{escape(as_markup(word))}</p>"
        elif name in WORDS and isinstance(value, str):
            changed[name] = f"{value}{as_markup(word)}"
    return replace(part, **changed)


def scenario_in(status: str) -> Scenario:
    people = {
        "nobody": None,
        "reader": cast.reader(),
        "staff": cast.member("staff"),
        "editor": cast.editor(),
        "other editor": cast.second_editor(),
        "reviewer": cast.reviewer(),
    }
    editor, reviewer = cast.editor(), cast.reviewer()
    Masthead.current()
    word = READ if "publish" in STATUSES[status] else DRAFT
    secret = as_markup(DRAFT)
    issue = factories.issue_of(marked(factories.document(reviewer=""), word), editor)
    with acting_as(editor):
        _hang_on(as_markup(word))
        gone = PolicyItem.objects.create(title=f"删去{secret}", body_html=f"<p>{DRAFT}</p>")
        gone.delete()
        PolicyItem.objects.create(title=f"待用{secret}", body_html=f"<p>{DRAFT}</p>")
    _begin_another(editor)
    issue.refresh_from_db()
    uid = PolicyItem.objects.filter(section__issue=issue).order_by("pk")[0].uid
    raise_comment(issue, by=reviewer, text=f"意见{secret}", uid=uid)
    thread = Thread.objects.get()
    reply(thread, by=editor, text=f"回复{secret}")
    doers = {"approve": reviewer, "return": reviewer}
    _carry(issue, [(key, doers.get(key, editor)) for key in STATUSES[status]])
    if status == "correcting":
        with acting_as(editor):
            for item in PolicyItem.objects.filter(section__issue=issue):
                item.title = f"{item.title}{secret}"
                item.save()
    Letter.objects.create(
        recipient=editor, event="test", subject=LETTER, text=LETTER, link="/", due=timezone.now()
    )
    file = dumps(factories.document(21, title=UPLOAD), read_annex=lambda sha256: b"").encode()
    imported = imports.start_import(f"{UPLOAD}.json", file, by=editor)
    issue.refresh_from_db()
    return Scenario(
        status,
        issue,
        people,
        uid,
        imported,
        _pks(issue, uid),
        Annex.objects.get().sha256,
        stop_address(cast.reader()).rstrip("/").rpartition("/")[2],
    )


def _begin_another(editor: User) -> None:
    """So that there is a record whatever the status of the issue that is looked at."""
    other = factories.issue_of(factories.document(6, sections=factories.sections()[:1]), editor)
    factories.carry(other, ("submit", editor), ("recall", editor))


def _carry(issue: Issue, acts: list[tuple[str, User]]) -> None:
    if acts and acts[-1][0] == "schedule":
        *acts, (key, by) = acts
        factories.carry(issue, *acts)
        transitions.perform(issue, key, by=by, at=timezone.now() + timedelta(days=1))
    else:
        factories.carry(issue, *acts)


def _hang_on(word: str) -> None:
    annex = Annex(notice=Notice.objects.get(), title=word)
    annex.attach(f"{word}.txt", word.encode())
    annex.save()


def _pks(issue: Issue, uid: UUID) -> dict[str, Any]:
    """What an address of each model leads to."""
    document = PolicyDocument.objects.create(title="甲文件", issued_on=PartialDate(2025))
    PolicyDocument.objects.create(title="乙文件")
    entries = [entry_model(kind) for kind in entry_kinds()]
    records = [model for model in apps.get_models() if issubclass(model, NameRecord)]
    for model in records:
        if not model._default_manager.exists():
            model._default_manager.create(name="望澜名录")
    return {
        "auth/user": cast.reader().pk,
        "issues/issue": issue.pk,
        "issues/transition": getattr(Transition.objects.first(), "pk", 0),
        "issues/edition": getattr(Edition.objects.first(), "pk", 0),
        "issues/thread": Thread.objects.get().pk,
        "issues/letter": Letter.objects.filter(event="test").get().pk,
        "issues/masthead": Masthead.current().pk,
        "issues/binnedentry": BinnedEntry.objects.in_bin().get().pk,
        "issues/section": Section.objects.get(issue=issue, kind="policies").pk,
        "policies/policydocument": document.pk,
        "content type": ContentType.objects.get_for_model(PolicyItem).pk,
        **{_address_part(model): _first(model) for model in records},
        **{_address_part(model): _first(model, section__issue=issue) for model in entries},
        "policies/policyitem": PolicyItem.objects.get(uid=uid).pk,
    }


def _address_part(model: type[Model]) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}"


def _first(model: type[Model], **lookups: Any) -> Any:
    row = model._default_manager.filter(**lookups).order_by("pk").first()
    assert row is not None, f"the issue of tests/factories.py has no {model._meta.label}"
    return row.pk


def revision_of(model: str, scenario: Scenario) -> int:
    """The oldest that is known of the row that addresses of this model lead to."""
    row = apps.get_model(*model.split("/")).objects.get(pk=scenario.pks[model])
    return int(EntryRevision.objects.of(row.uid).order_by("pk")[0].pk)
