"""Chinese labels of the fields of a document. `issues.apps` registers the fields of entries."""

_REGISTERED = {
    ("masthead", "number"): "期号",
    ("masthead", "date"): "日期",
    ("masthead", "title"): "刊名",
    ("masthead", "publishers"): "主办单位",
    ("masthead", "contact"): "联系人",
    ("masthead", "imprint"): "印发信息",
    ("masthead", "editor"): "编辑",
    ("masthead", "reviewer"): "审核",
    ("masthead", "signatures"): "各审次署名",
    ("group", "title"): "标题",
    ("group", "intro"): "导语",
    ("notice", "annexes"): "附件",
}


def register(kind: str, name: str, chinese: str) -> None:
    """The first label registered for a field is used."""
    _REGISTERED.setdefault((kind, name), chinese)


def label(kind: str, name: str) -> str:
    """`kind` is an entry's, "masthead" or "group"."""
    return _REGISTERED.get((kind, name), name)
