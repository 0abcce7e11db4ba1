"""What the regime requires is asked for before the review and once more before publishing."""

from dataclasses import fields

import pytest

from issues.document import Imprint
from issues.editing.building import build_document
from issues.models import Edition, Issue
from issues.workflow import transitions
from tests import factories
from tests.raw_sql import update_all

pytestmark = pytest.mark.django_db


def test_an_issue_that_lacks_what_its_regime_requires_is_not_submitted(editor):
    incomplete = factories.imprint(permit="", printed_on=None)
    issue = factories.issue_of(factories.document(imprint=incomplete), editor)
    with pytest.raises(transitions.Unmet, match="“内部资料”，还缺准印证号、印刷日期，请在"):
        transitions.perform(issue, "submit", by=editor)


def test_an_issue_without_a_regime_is_submitted_as_before(editor):
    issue = factories.issue_of(factories.document(), editor)
    transitions.perform(issue, "submit", by=editor)
    assert issue.status == issue.Status.SUBMITTED


def test_publishing_asks_again(editor, reviewer):
    """The requirement may be newer than the approval."""
    issue = factories.issue_of(factories.document(), editor)
    factories.carry(issue, ("submit", editor))
    update_all(Issue, regime="internal")
    with pytest.raises(transitions.Unmet, match="还缺准印证号"):
        transitions.perform(issue, "approve", by=reviewer)
    update_all(Issue, regime="")
    factories.carry(issue, ("approve", reviewer))
    update_all(Issue, regime="official")
    issue.refresh_from_db()
    update_all(Issue, approved_digest=build_document(issue).digest)
    issue.refresh_from_db()
    with pytest.raises(transitions.Unmet, match="“公文性简报”，还缺发送对象"):
        transitions.perform(issue, "publish", by=editor)
    assert not Edition.objects.exists()


def test_a_discarded_correction_restores_the_imprint(editor, reviewer):
    published = factories.imprint(page_format="official")
    issue = factories.published(factories.document(imprint=published), editor=editor, reviewer=reviewer)
    factories.carry(issue, ("correct", editor), note="更正")
    issue.copies, issue.regime, issue.printed_on = "1份", "", None
    issue.save()
    issue.refresh_from_db()
    factories.carry(issue, ("abandon", editor))
    issue.refresh_from_db()
    assert Imprint(**{f.name: getattr(issue, f.name) for f in fields(Imprint)}) == published
