import pytest
from django.db import transaction
from django.db.models import F, ProtectedError

from hospitals.models import CaseStudy, HospitalNewsLink, PeerExperience
from issues.actor import acting_as
from issues.models import Issue, Section
from issues.models.bases.content_lock import ContentLocked
from papers.models import Annex, JournalAbstract, Notice
from policies.models import PolicyItem
from tests import factories

pytestmark = pytest.mark.django_db

LOCKED = [s for s in Issue.Status.values if s not in ("draft", "returned")]


@pytest.fixture
def issue(editor, reviewer):
    """Published once, so that every status is a legal one for its row."""
    issue = factories.published(factories.document(), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor))
    return issue


def lock(issue: Issue, status: str) -> None:
    Issue.objects.filter(pk=issue.pk).advance(status=status, approved_digest="0" * 64)
    issue.refresh_from_db()


def paths(issue: Issue):
    """Every way to change content that the ORM offers."""
    item, section, notice = (
        PolicyItem.objects.in_issue(issue.pk).first(),
        issue.sections.first(),
        Notice.objects.get(),
    )
    pooled = PolicyItem.objects.create(title="池中")
    yield "save", lambda: same(item).save()
    yield "delete", lambda: same(item).delete()
    yield "update", lambda: PolicyItem.objects.filter(pk=item.pk).update(title="改")
    yield "update by expression", lambda: PolicyItem.objects.update(position=F("position") + 1)
    yield "queryset delete", lambda: HospitalNewsLink.objects.all().delete()
    yield (
        "bulk_create",
        lambda: JournalAbstract.objects.bulk_create([JournalAbstract(title="新", section=section)]),
    )
    yield "bulk_update", lambda: PolicyItem.objects.bulk_update([same(item)], ["title"])
    yield "create", lambda: CaseStudy.objects.create(title="新", section=section)
    yield "get_or_create", lambda: PeerExperience.objects.get_or_create(title="新", section=section)
    yield "move in by save", lambda: move(same(pooled), section)
    yield "move in by update", lambda: PolicyItem.objects.filter(pk=pooled.pk).update(section=section)
    yield "move out", lambda: move(same(item), None)
    yield "move out by update", lambda: PolicyItem.objects.filter(pk=item.pk).update(section=None)
    yield "section save", lambda: same(section).save()
    yield "section add", lambda: Section(issue=issue, kind="policies", title="新栏目").save()
    yield "section delete", lambda: same(section).delete()
    yield "section update", lambda: issue.sections.update(title="改")
    yield (
        "annex add",
        lambda: Annex.objects.create(notice=notice, title="附", filename="a", sha256="0", size=1),
    )
    yield "masthead save", lambda: same(issue).save()
    yield "masthead update", lambda: Issue.objects.filter(pk=issue.pk).update(title="改")
    yield "delete issue", lambda: same(issue).delete()
    yield "delete issues", lambda: Issue.objects.all().delete()


def refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except ContentLocked as locked:
        return "内容不能修改" in str(locked)
    return False


def same(row):
    return type(row)._default_manager.get(pk=row.pk)


def move(entry: PolicyItem, section: Section | None) -> None:
    entry.section = section
    entry.save()


@pytest.mark.parametrize("status", LOCKED)
def test_locked_content_cannot_be_changed_by_any_path(issue, status):
    lock(issue, status)
    before = content()
    for name, change in paths(issue):
        assert refused(change), name
    PolicyItem.objects.pooled().delete()
    assert content() == before


def content():
    models = (
        Issue,
        Section,
        PolicyItem,
        PeerExperience,
        JournalAbstract,
        Notice,
        HospitalNewsLink,
        CaseStudy,
        Annex,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("status", ["draft", "returned"])
def test_editable_content_can_be_changed_by_the_same_paths(issue, status):
    lock(issue, status)
    for name, change in paths(issue):
        if name.startswith("delete issue"):  # what was published stays on record
            with pytest.raises(ProtectedError), transaction.atomic():
                change()
            continue
        with transaction.atomic():
            change()
            transaction.set_rollback(True)


def test_moving_between_issues_asks_both(issue, editor):
    other = factories.issue_of(factories.document(8), editor)
    item = PolicyItem.objects.in_issue(other.pk).first()
    lock(issue, "submitted")
    with pytest.raises(ContentLocked), transaction.atomic():
        move(item, issue.sections.first())


def test_a_draft_that_was_never_submitted_can_be_deleted_whole(editor):
    issue = factories.issue_of(factories.document(), editor)
    issue.delete()
    assert not PolicyItem.objects.exists()


def test_every_change_names_its_author_once_and_advances_the_version(issue, editor, second_editor):
    Issue.objects.filter(pk=issue.pk).advance(revised_by=[])
    issue.refresh_from_db()
    version = issue.version
    for user in (editor, second_editor, editor, None):
        with acting_as(user):
            PolicyItem.objects.first().save()
    issue.refresh_from_db()
    assert issue.revised_by == [editor.pk, second_editor.pk]
    assert issue.version == version + 4


def test_the_material_pool_is_free_in_any_state(issue):
    lock(issue, "submitted")
    item = PolicyItem.objects.create(title="素材")
    item.title = "改过的素材"
    item.save()
    item.delete()


def test_the_number_of_a_published_issue_stays(issue):
    issue.number = 70
    with pytest.raises(ContentLocked, match="不能改期号"), transaction.atomic():
        issue.save()
    with pytest.raises(ContentLocked, match="不能改期号"), transaction.atomic():
        Issue.objects.update(number=70)
    issue.refresh_from_db()
    issue.date = "2026-04-01"
    issue.save()
    assert Issue.objects.get().number == 7


def test_the_number_of_a_draft_may_change(editor):
    issue = factories.issue_of(factories.document(), editor)
    issue.number = 8
    issue.save()
    assert Issue.objects.get().number == 8
