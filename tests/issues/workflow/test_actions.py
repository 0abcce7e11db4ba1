from dataclasses import replace

import pytest
from django.conf import settings
from django.core.checks import run_checks

from issues.management.commands import transition
from issues.workflow import actions
from issues.workflow.action import Action
from issues.workflow.action_check import problems_of
from issues.workflow.actions import ACTIONS, MANUAL_ACTIONS


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


@pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.key)
def test_architecture_has_a_row_for_every_action(action):
    """With its permission, unless only the server does it."""
    text = (settings.BASE_DIR / "docs" / "architecture.md").read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith(f"| {action.label} {action.key} |"))
    permission = "" if action.is_automatic else f"`{action.permission.removeprefix('issues.')}`"
    assert row.split("|")[3].strip() == permission


def test_help_of_the_command_names_every_action_that_a_person_can_take():
    assert all(key in transition.NAMED for key in MANUAL_ACTIONS)
