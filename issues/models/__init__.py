from issues.models.authority import AuthorityRecord
from issues.models.edition import Edition, EditionEntry
from issues.models.entry import Entry, EntryQuerySet
from issues.models.imported_file import ImportedFile
from issues.models.issue import Issue, IssueQuerySet
from issues.models.masthead import Masthead, SectionDefault
from issues.models.section import Section
from issues.models.transition import Transition

__all__ = [
    "AuthorityRecord",
    "Edition",
    "EditionEntry",
    "Entry",
    "EntryQuerySet",
    "ImportedFile",
    "Issue",
    "IssueQuerySet",
    "Masthead",
    "Section",
    "SectionDefault",
    "Transition",
]
