from dataclasses import replace

import pytest
from django.core.checks import run_checks

from issues.workflow import actions
from issues.workflow.action import Action
from issues.workflow.action_check import problems_of
from issues.workflow.actions import ACTIONS


def test_every_action_of_the_table_is_complete():
    assert not [message for message in run_checks() if message.id == "issues.E201"]


@pytest.mark.parametrize(
    ("key", "change", "problem"),
    [
        ("return", {"consequence": ""}, "不出现填写的表单"),
        ("schedule", {"consequence": ""}, "不出现填写的表单"),
        ("submit", {"permission": "issues.hold_issue"}, "issues.hold_issue 没有一个模型定义"),
        ("submit", {"moves": {"draft": "held"}}, "未知的状态：held"),
        ("submit", {"key": "a_key_that_no_column_holds"}, "太长"),
    ],
)
def test_what_does_not_fit_together_is_named(key, change, problem):
    (reason,) = problems_of(replace(ACTIONS[key], **change))
    assert problem in reason


def test_check_names_the_action(monkeypatch):
    broken = replace(ACTIONS["return"], consequence="")
    monkeypatch.setitem(actions.ACTIONS, "return", broken)
    (message,) = (message for message in run_checks() if message.id == "issues.E201")
    assert message.msg.startswith("操作“return”")


@pytest.mark.parametrize("part", ["consequence", "outcome", "notices", "approvals"])
def test_action_cannot_be_made_without_its_words_and_its_effect_on_approvals(part):
    submit = ACTIONS["submit"]
    parts = {name: getattr(submit, name) for name in Action.__dataclass_fields__ if name != part}
    with pytest.raises(TypeError, match=part):
        Action(**parts)
