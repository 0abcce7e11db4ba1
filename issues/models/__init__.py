from issues.models.authority import AuthorityRecord
from issues.models.comment import Comment, Thread
from issues.models.deadlines import Deadlines
from issues.models.editing import Editing
from issues.models.edition import Edition, EditionEntry
from issues.models.entries import EntryQuerySet
from issues.models.entry import Entry
from issues.models.entry_revision import BinnedEntry, EntryRevision
from issues.models.heartbeat import Heartbeat
from issues.models.imported_file import ImportedFile
from issues.models.issue import Issue, IssueQuerySet
from issues.models.letter import Letter
from issues.models.mail_choice import MailChoice
from issues.models.masthead import Masthead, SectionDefault
from issues.models.merge import Distinct, Merge
from issues.models.seal import Seal, SealedModel
from issues.models.section import Section
from issues.models.snapshot import Snapshot
from issues.models.stage import ReviewStage
from issues.models.transition import Transition
from issues.models.verdict import Verdict

__all__ = [
    "AuthorityRecord",
    "BinnedEntry",
    "Comment",
    "Deadlines",
    "Distinct",
    "Editing",
    "Edition",
    "EditionEntry",
    "Entry",
    "EntryQuerySet",
    "EntryRevision",
    "Heartbeat",
    "ImportedFile",
    "Issue",
    "IssueQuerySet",
    "Letter",
    "MailChoice",
    "Masthead",
    "Merge",
    "ReviewStage",
    "Seal",
    "SealedModel",
    "Section",
    "SectionDefault",
    "Snapshot",
    "Thread",
    "Transition",
    "Verdict",
]
