"""What the bodies of a JSON file hold and a body of ours cannot: pictures, tracked deletions, comments."""

import json
from collections.abc import Iterator
from typing import Any

from issues import richtext
from issues.importing.source import Remark

_LONGEST = 200


def remarks_on_bodies(data: bytes) -> tuple[Remark, ...]:
    """`data` is JSON that the reader of the interchange format has taken."""
    return tuple(
        remark for body in _bodies(json.loads(data.decode("utf-8-sig"))) for remark in _remarks(body)
    )


def _bodies(node: Any) -> Iterator[str]:
    for key, child in node.items() if isinstance(node, dict) else enumerate(node):
        if key == "body_html" and isinstance(child, str):
            yield child
        elif isinstance(child, dict | list):
            yield from _bodies(child)


def _remarks(body: str) -> Iterator[Remark]:
    found = richtext.left_out(body)
    if found.deleted:
        yield _remark("修订：删去的文字没有导入", found.deleted)
    if found.comments:
        yield _remark("批注没有导入", found.comments, is_unrecognised=True)
    if found.lined_out:
        yield _remark("文字带有删除线，删除线没有保留，请核对是否应删去", found.lined_out)
    if found.pictures:
        named = [words for words in found.pictures if words]
        yield _remark(f"正文里的 {len(found.pictures)} 张图片没有导入", named, is_unrecognised=True)


def _remark(reason: str, words: list[str], *, is_unrecognised: bool = False) -> Remark:
    return Remark(line=None, reason=reason, text="……".join(words)[:_LONGEST], is_unrecognised=is_unrecognised)
