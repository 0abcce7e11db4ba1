from typing import Any


def latest(request: Any, **kw: Any) -> Any: ...


archive = issue = pdf = annex = entry = latest
