"""What the fields of a document are called in Chinese."""

from django.core.exceptions import FieldDoesNotExist

from issues.sections import entry_kind

_REGISTERED = {
    ("masthead", "number"): "期号",
    ("masthead", "date"): "日期",
    ("masthead", "title"): "刊名",
    ("masthead", "publishers"): "主办单位",
    ("masthead", "contact"): "联系人",
    ("masthead", "editor"): "编辑",
    ("masthead", "reviewer"): "审核",
    ("masthead", "signatures"): "各审次署名",
    ("group", "title"): "标题",
    ("group", "intro"): "导语",
    ("notice", "annexes"): "附件",
}


def register(kind: str, name: str, chinese: str) -> None:
    """For a field that is no column of its entry's table."""
    _REGISTERED[kind, name] = chinese


def label(kind: str, name: str) -> str:
    """As the editor's form has it; `kind` is an entry's, "masthead" or "group"."""
    if found := _REGISTERED.get((kind, name)):
        return found
    try:
        return str(entry_kind(kind).model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name
