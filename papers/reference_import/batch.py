"""The upload between its preview and its confirmation: signed text that goes to the browser and back.

Nothing is stored on the server, so nothing has to be cleaned up. The browser chooses abstracts but cannot change them.
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
    """The returned text was not signed for this person, or is more than a day old."""


@dataclass(frozen=True)
class Batch:
    """`sources` are names and texts. `key` makes the uid of each abstract, so that a second confirmation is noticed;
    `known` are the indexes of those that were shown as duplicates."""

    sources: tuple[tuple[str, str], ...]
    key: UUID = field(default_factory=uuid4)
    known: tuple[int, ...] = ()

    @cached_property
    def read(self) -> list[tuple[str, References]]:
        return [(name, read_references(text.encode())) for name, text in self.sources]

    @cached_property
    def records(self) -> list[tuple[str, ReadAbstract]]:
        """Every abstract with the name of its source; its index here identifies it."""
        return [(name, record) for name, references in self.read for record in references.abstracts]

    @cached_property
    def abstracts(self) -> list[JournalAbstract]:
        return [
            replace(record.abstract, uid=uuid5(self.key, str(index)))
            for index, (_, record) in enumerate(self.records)
        ]

    @property
    def is_readable(self) -> bool:
        """False where this release reads less than the one that signed it."""
        try:
            return bool(self.read)
        except Unreadable:
            return False

    def signed(self, user_id: int) -> str:
        payload = [user_id, self.key.hex, self.known, self.sources]
        return signing.dumps(payload, salt=SALT, compress=True)

    @classmethod
    def loaded(cls, signed: str, user_id: int) -> Self:
        try:
            owner_id, key, known, sources = signing.loads(signed, salt=SALT, max_age=MAX_AGE)
        except signing.BadSignature:
            raise Expired from None
        batch = cls(tuple((name, text) for name, text in sources), UUID(key), tuple(known))
        if owner_id != user_id or not batch.is_readable:
            raise Expired
        return batch


def read_uploads(uploads: list[tuple[str, bytes]]) -> tuple[Batch, list[str]]:
    """The uploads that can be read, and for each other one the reason why not (Chinese)."""
    sources, refusals, size, count = [], [], 0, 0
    for name, data in uploads:
        try:
            text = decoded(data)
            references = read_references(text.encode())
        except Unreadable as error:
            refusals.append(f"{name}：{error}")
            continue
        size, count = size + len(data), count + len(references.abstracts)
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
