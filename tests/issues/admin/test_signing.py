"""The name in the masthead and the name of whoever passes the issue."""

import pytest

from issues.editing.building import build_document as composed
from issues.models import Masthead
from tests import cast, factories
from tests.issues.admin.pages import compose

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(editor, reviewer):
    """An issue whose masthead names somebody as 审核."""
    return lambda name: factories.issue_of(factories.document(reviewer=name), editor)


def name_notice_on(browser, issue) -> str:
    return "".join(browser.get(compose(issue)).context["page"].notices)


def warned(browser, issue) -> str:
    steps = browser.get(compose(issue)).context["page"].workflow.steps
    return next(step.warning for step in steps if step.action.key == "approve")


@pytest.mark.parametrize("name", ["", "周慎行", "周 慎行", "郑审之、周慎行"])
def test_nothing_is_said_of_the_name_of_whoever_reviews(named, editor, reviewer, at_desk, name):
    issue = named(name)
    assert name_notice_on(at_desk(editor), issue) == ""
    factories.carry(issue, ("submit", editor))
    assert warned(at_desk(reviewer), issue) == ""
    factories.carry(issue, ("approve", reviewer))
    assert name_notice_on(at_desk(editor), issue) == ""


def test_another_name_is_shown_to_both_and_refuses_nothing(named, editor, reviewer, at_desk):
    issue = named("郑审之")
    html = at_desk(editor).get(compose(issue)).content.decode()
    assert "刊头“审核”填的是“郑审之”，没有这个名字的审核账号" in html
    factories.carry(issue, ("submit", editor))
    html = at_desk(reviewer).get(compose(issue)).content.decode()
    assert "刊头“审核”填的是“郑审之”，不是您（周慎行），刊末会印“审核：郑审之”。" in html
    factories.carry(issue, ("approve", reviewer))
    assert "审核通过的是周慎行，刊末会印“审核：郑审之”。" in name_notice_on(at_desk(editor), issue)
    assert composed(issue).reviewer == "郑审之"
    factories.carry(issue, ("publish", editor))
    assert name_notice_on(at_desk(editor), issue) == "", "too late for more than a correction"


def test_only_the_last_of_several_stages_signs_as_the_reviewer(named, editor, reviewer, at_desk):
    for position, name in enumerate(("初审", "终审")):
        Masthead.current().stages.create(name=name, position=position)
    issue, last = named("郑审之"), cast.both()
    factories.carry(issue, ("submit", editor))
    assert warned(at_desk(reviewer), issue) == ""
    factories.carry(issue, ("approve", reviewer))
    assert "不是您（钟两全），刊末按审次署名，不印这个名字。" in warned(at_desk(last), issue)
