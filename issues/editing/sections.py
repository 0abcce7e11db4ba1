"""Adds sections to an issue and removes them."""

from django.db.models import Max

from issues.document.kinds import section_kind
from issues.editing.placement import place
from issues.models import ImportedFile, Issue, Section, SectionDefault, entry_model
from issues.models.bases.content_lock import ContentLocked, lock_issues
from issues.models.bases.history import recording


@recording()
def add_section(issue: Issue, key: str) -> Section:
    """Adds a section at the end of the issue, with the heading that the administrator set for this kind. If the issue has
    an empty section of this kind already, gives that one."""
    lock_issues([issue.pk])
    for section in issue.sections.filter(parent=None, kind=key):
        if not any(
            entries.exists() for entries in Section.entries_under(Section.objects.filter(pk=section.pk))
        ):
            return section
    default = SectionDefault.objects.filter(kind=key).first()
    last = issue.sections.filter(parent=None).aggregate(last=Max("position"))["last"]
    section = Section(
        issue=issue,
        kind=key,
        title=default.title if default else section_kind(key).heading,
        intro=default.intro if default else section_kind(key).intro,
        position=0 if last is None else last + 1,
    )
    section.save()
    return section


@recording()
def discard_issue(issue: Issue) -> None:
    """Deletes an issue that has no record yet; its entries go to the pool. Raises `ContentLocked` where it has one."""
    Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.seals.exists():
        raise ContentLocked(f"{issue}已有审稿意见或流转记录，不能删除")
    for section in issue.sections.filter(parent=None):
        remove_section(section)
    for imported in ImportedFile.objects.filter(issue=issue):
        imported.discard()
    issue.delete()


@recording()
def remove_section(section: Section) -> None:
    """Deletes the section and its parts; their entries go to the pool."""
    lock_issues([section.issue_id])  # before the query: another request may be adding an entry
    for kind in section.section_kind.entry_kinds:
        place(entry_model(kind).objects.filter(section__in=[section, *section.parts.all()]), None)
    section.delete()
