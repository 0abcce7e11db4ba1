"""System checks: what this machine lacks, what an app has left out of its kinds of sections and entries, and what does
not fit together in an action of the workflow."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage, Error, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import select_template

from issues.document.kinds import EntryKind, SectionKind, entry_kinds, section_kinds
from issues.exporting.pdf import subsetter_is_fast
from issues.importing.recognising.readers import section_reader
from issues.models import Entry, entry_model
from issues.workflow.action_check import problems_of
from issues.workflow.actions import ACTIONS


@register
def printing_is_fast(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without HarfBuzz's subsetter an issue still prints, at several times the cost."""
    if subsetter_is_fast():
        return []
    return [
        Warning(
            "没有找到 HarfBuzz 的字体子集库，排印 PDF 会慢数倍。",
            hint="在 Debian/Ubuntu 上安装 libharfbuzz-subset0。",
            id="issues.W001",
        )
    ]


@register
def kinds_are_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A kind that lacks a part fails here by name, not later on a page, in a Word file or with a bare 403.

    tests/test_own_apps.py checks the rest: the permissions of the groups, and the lists of apps in pyproject.toml.
    """
    return [
        *(fault for kind in section_kinds() for fault in _section_faults(kind)),
        *(fault for kind in entry_kinds() for fault in _entry_faults(kind)),
    ]


def _section_faults(kind: SectionKind) -> Iterator[CheckMessage]:
    if kind.has_reader != bool(section_reader(kind.key)):
        yield Error(
            f"栏目类型“{kind.key}”的 has_reader 与登记的 SectionReader 不一致。",
            hint="在应用的 sections.py 里调用 register_reader，或写 has_reader=False。",
            id="issues.E101",
        )


def _entry_faults(kind: EntryKind) -> Iterator[CheckMessage]:
    if not _has_table(kind):
        yield Error(
            f"条目类型“{kind.key}”没有数据表：找不到以它为 document_type 的 {kind.model_label}。",
            hint="模型继承 issues.models.Entry，并写 document_type。",
            id="issues.E102",
        )
        return
    model = entry_model(kind)
    yield from _admin_faults(kind, model)
    if missing := [name for name in kind.word.field_names if not hasattr(kind.document_type, name)]:
        yield Error(
            f"条目类型“{kind.key}”缺少 Word 版式用到的字段：{'、'.join(missing)}。",
            hint="在应用的 document.py 里加上这些字段，或在 word.py 里换一种版式。",
            id="issues.E105",
        )
    for names in ([kind.template], list(kind.body_templates)):
        if not _has_template(names):
            yield Error(
                f"条目类型“{kind.key}”没有模板 {names[0]}。", hint="放在 templates/ 下。", id="issues.E106"
            )


def _has_table(kind: EntryKind) -> bool:
    try:
        return entry_model(kind).document_type is kind.document_type
    except LookupError:
        return False


def _admin_faults(kind: EntryKind, model: type[Entry]) -> Iterator[CheckMessage]:
    if not admin.site.is_registered(model):
        yield Error(
            f"条目类型“{kind.key}”的 {kind.model_label} 没有登记到后台。",
            hint="在应用的 admin.py 里登记一个 EntryAdmin。",
            id="issues.E103",
        )
        return
    takes_tables = hasattr(admin.site.get_model_admin(model), "resource_classes")
    is_allowed = f"import_{model._meta.model_name}" in dict(model._meta.permissions)
    if not kind.takes_tables == takes_tables == is_allowed:
        yield Error(
            f"条目类型“{kind.key}”的 takes_tables、EntryTableAdmin、Meta.permissions（roles.importing）不一致。",
            hint="要么三处都写，要么都不写。",
            id="issues.E104",
        )


def _has_template(names: list[str]) -> bool:
    try:
        select_template(names)
    except TemplateDoesNotExist:
        return False
    return True


@register
def actions_are_complete(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"操作“{action.key}”{problem}。", hint="见 issues/workflow/actions.py。", id="issues.E201")
        for action in ACTIONS.values()
        for problem in problems_of(action)
    ]
