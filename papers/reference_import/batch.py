"""What was uploaded, between its preview and its confirmation: signed text that goes to the browser and comes back.

Nothing is kept on the server, so nothing has to be cleaned up; the browser decides which abstracts, not what they say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self
from uuid import UUID, uuid4, uuid5

from django.core import signing

from issues.document.errors import Unreadable
from issues.refusals import Refusal
from papers.document import JournalAbstract
from papers.references import MAX_BYTES, MAX_RECORDS, ReadAbstract, References, read_references
from papers.references.decoding import decoded

SALT = "papers.reference_import.batch"
MAX_AGE = 24 * 60 * 60
PASTED = "粘贴的文字"


class Expired(Refusal):
    """The text that came back is not what we signed for this person, or is more than a day old."""


@dataclass(frozen=True)
class Batch:
    """`sources` are names and texts. `key` makes the uid of each abstract, so that confirming twice is noticed;
    `known` are the places of those that were shown as duplicates."""

    sources: tuple[tuple[str, str], ...]
    key: UUID = field(default_factory=uuid4)
    known: tuple[int, ...] = ()

    @cached_property
    def read(self) -> list[tuple[str, References]]:
        return [(name, read_references(text.encode())) for name, text in self.sources]

    @cached_property
    def found(self) -> list[tuple[str, ReadAbstract]]:
        """Every abstract with the name of its source; its place here is its number."""
        return [(name, found) for name, references in self.read for found in references.abstracts]

    @cached_property
    def abstracts(self) -> list[JournalAbstract]:
        return [
            replace(found.abstract, uid=uuid5(self.key, str(place)))
            for place, (_, found) in enumerate(self.found)
        ]

    @property
    def is_readable(self) -> bool:
        """False where this release reads less than the one that signed it."""
        try:
            return bool(self.read)
        except Unreadable:
            return False

    def signed(self, user_id: int) -> str:
        told = [user_id, self.key.hex, self.known, self.sources]
        return signing.dumps(told, salt=SALT, compress=True)

    @classmethod
    def loaded(cls, signed: str, user_id: int) -> Self:
        try:
            whose, key, known, sources = signing.loads(signed, salt=SALT, max_age=MAX_AGE)
        except signing.BadSignature:
            raise Expired from None
        batch = cls(tuple((name, text) for name, text in sources), UUID(key), tuple(known))
        if whose != user_id or not batch.is_readable:
            raise Expired
        return batch


def read_uploads(uploads: list[tuple[str, bytes]]) -> tuple[Batch, list[str]]:
    """Those that can be read, and of each other one why not (Chinese)."""
    sources, refusals, size, count = [], [], 0, 0
    for name, data in uploads:
        try:
            text = decoded(data)
            found = read_references(text.encode())
        except Unreadable as error:
            refusals.append(f"{name}：{error}")
            continue
        size, count = size + len(data), count + len(found.abstracts)
        if size > MAX_BYTES or count > MAX_RECORDS:
            refusals.append(
                f"{name}：没有读，一次最多 {MAX_RECORDS} 条、{MAX_BYTES // 1024 // 1024} MB，请分次导入"
            )
            break
        sources.append((name, text))
    return Batch(tuple(sources)), refusals


def uploads_of(files: list[tuple[str, bytes]], pasted: str) -> Iterator[tuple[str, bytes]]:
    yield from files
    if pasted.strip():
        yield PASTED, pasted.encode()
