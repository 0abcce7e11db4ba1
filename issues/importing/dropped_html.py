"""Adds remarks on content of a JSON file that our rich text cannot have: pictures, tracked deletions, comments."""

import json
from collections.abc import Iterator
from typing import Any

from issues import richtext
from issues.importing.source import Remark

_LONGEST = 200


def remarks_on_bodies(data: bytes) -> tuple[Remark, ...]:
    """`data` is JSON that `loading.loads` has read."""
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
    dropped = richtext.left_out(body)
    if dropped.deleted:
        yield _remark("修订：删去的文字没有导入", dropped.deleted)
    if dropped.comments:
        yield _remark("批注没有导入", dropped.comments, is_unrecognised=True)
    if dropped.struck_through:
        yield _remark("文字带有删除线，删除线没有保留，请核对是否应删去", dropped.struck_through)
    if dropped.pictures:
        named = [words for words in dropped.pictures if words]
        yield _remark(f"正文里的 {len(dropped.pictures)} 张图片没有导入", named, is_unrecognised=True)


def _remark(reason: str, words: list[str], *, is_unrecognised: bool = False) -> Remark:
    return Remark(line=None, reason=reason, text="……".join(words)[:_LONGEST], is_unrecognised=is_unrecognised)
