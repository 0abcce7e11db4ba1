"""Finds the kind of a section with an unknown heading by its content."""

from collections import Counter
from collections.abc import Sequence

from issues.importing.recognising.readers import section_readers
from issues.importing.source import Block


def kind_by_content(blocks: Sequence[Block]) -> str | None:
    """The kind that claims the section, if one does so alone or more often than the others."""
    claims: Counter[str] = Counter()
    for reader in section_readers():
        if reader.claims:
            claims[reader.kind] = sum(1 for block in blocks if reader.claims(block))
    best = claims.most_common(1)
    return best[0][0] if best and best[0][1] else None
