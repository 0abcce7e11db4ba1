import pytest
from django.contrib.auth.models import Group

from issues.models import Masthead
from issues.reviewing.staffing import staffing_warning, stages_without_enough, warning_before_submitting
from tests import cast, factories
from tests.issues.admin.pages import compose, form_values, messages_of

pytestmark = pytest.mark.django_db


def stages(*names: str, **groups: Group) -> None:
    for position, name in enumerate(names):
        Masthead.current().stages.create(name=name, position=position, group=groups.get(name))


def test_two_stages_that_one_account_alone_could_pass_are_shown(reviewer):
    assert staffing_warning() == ""
    stages("初审", "终审")
    assert staffing_warning().startswith("“初审”、“终审”共 2 个审次，能审的只有周慎行 1 人，而每人只能审一次")
    cast.member("second_reviewer", "审核", name="严复看")
    assert staffing_warning() == ""


def test_group_that_nobody_is_in_is_shown(reviewer):
    stages("初审", "终审", 终审=Group.objects.create(name="终审人"))
    assert staffing_warning().startswith("没有人能做“终审”")


def test_each_stage_is_given_somebody_of_its_own_where_that_can_be(db):
    one, two, three = (cast.member(f"r{n}", "审核", name=f"审{n}") for n in "123")
    assert stages_without_enough({"初审": [one, two], "复审": [one], "终审": [two, three]}) == []
    assert stages_without_enough({"初审": [one, two], "复审": [one], "终审": [one]}) == [
        "复审",
        "终审",
    ]
    assert set(stages_without_enough({"甲": [one], "乙": [one, two], "丙": [two], "丁": [three]})) == {
        "甲",
        "乙",
        "丙",
    }


def test_who_wrote_the_issue_passes_none_of_its_stages(issue, editor, reviewer):
    both = cast.both()
    stages("初审", "终审")
    assert staffing_warning() == ""
    assert warning_before_submitting(issue, editor) == ""
    assert "能审的只有周慎行 1 人" in warning_before_submitting(issue, both)


def test_setting_such_stages_and_submitting_warn(issue, editor, reviewer, administrator, at_desk):
    browser = at_desk(administrator)
    address = f"/admin/issues/masthead/{Masthead.current().pk}/change/"
    values = form_values(browser.get(address)) | {"stages-TOTAL_FORMS": 2}
    for n, name in enumerate(("初审", "终审")):
        values |= {f"stages-{n}-name": name, f"stages-{n}-position": n, f"stages-{n}-masthead": 1}
    response = browser.post(address, values)
    assert any("能审的只有周慎行 1 人" in message for message in messages_of(response))
    html = at_desk(editor).get(compose(issue)).content.decode()
    assert "能审的只有周慎行 1 人" in html.split("确认送审")[0]


def test_button_is_named_by_the_stage_and_the_advice_is_for_who_may_act(issue, editor, reviewer, at_desk):
    other = cast.member("second_reviewer", "审核", name="严复看")
    stages("初审", "终审")
    factories.carry(issue, ("submit", editor))
    page = f"/admin/issues/issue/{issue.pk}/review/"
    html = at_desk(reviewer).get(page).content.decode()
    assert "确认初审通过" in html
    assert "审核通过…" not in html
    assert "请逐条审阅全文" in html
    factories.carry(issue, ("approve", reviewer))
    html = at_desk(reviewer).get(page).content.decode()
    assert "请逐条审阅全文" not in html
    assert "本期待终审，这一步不由您来做。" in html
    assert "确认终审通过" in at_desk(other).get(page).content.decode()
