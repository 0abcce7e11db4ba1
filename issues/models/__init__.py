from issues.models.bases.kinds import entry_model
from issues.models.bases.record_chain import ChainedRecord, Seal
from issues.models.deadlines import Deadlines
from issues.models.edition import Edition, EditionEntry
from issues.models.entry import Entry
from issues.models.entry_queryset import EntryQuerySet
from issues.models.entry_revision import BinnedEntry, EntryRevision
from issues.models.heartbeat import Heartbeat
from issues.models.imported_file import ImportedFile
from issues.models.issue import Issue, IssueQuerySet
from issues.models.mail.letter import Letter
from issues.models.mail.mail_choice import MailChoice
from issues.models.masthead import Masthead, SectionDefault
from issues.models.merge import Distinct, Merge
from issues.models.name_record import NameRecord
from issues.models.open_form import Editing
from issues.models.review.comment import Comment, Thread
from issues.models.review.snapshot import Snapshot
from issues.models.review.stage import ReviewStage
from issues.models.review.transition import Transition
from issues.models.review.verdict import Verdict
from issues.models.section import Section

__all__ = [
    "BinnedEntry",
    "ChainedRecord",
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
    "NameRecord",
    "ReviewStage",
    "Seal",
    "Section",
    "SectionDefault",
    "Snapshot",
    "Thread",
    "Transition",
    "Verdict",
    "entry_model",
]
