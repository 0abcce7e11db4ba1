"""Checks that the parts of an action of the workflow fit together."""

from collections.abc import Iterator

from django.apps import apps

from issues.models import Transition
from issues.models.issue import Status
from issues.workflow.action import Action


def problems_of(action: Action) -> Iterator[str]:
    if action.permission not in _permissions():
        yield f"要求的权限 {action.permission} 没有一个模型定义"
    if (action.needs_note or action.needs_time) and not action.consequence:
        yield "需要说明或时间，却没有写 consequence：没有它，页面上不出现填写的表单"
    if unknown := {*action.moves, *action.moves.values()} - set(Status.values):
        yield f"的 moves 里有未知的状态：{'、'.join(sorted(unknown))}"
    if len(action.key) > (Transition._meta.get_field("action").max_length or 0):
        yield "的 key 太长，Transition.action 存不下"


def _permissions() -> set[str]:
    """The permissions that the models define, as `app_label.codename`. Asks no database."""
    return {
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        for codename in (
            *(f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions),
            *(codename for codename, _ in model._meta.permissions),
        )
    }
