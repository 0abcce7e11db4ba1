"""What an entry's form remembers of the entry while it is open: a signed token in its hidden field `seen`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from issues.models import Entry

SIGNER = Signer(salt="issues.admin.forms.entry_state")


@dataclass(frozen=True, slots=True)
class Opened:
    """Which entry, in the state as of when, and where it stood (None: the pool). `at` is None where the form is for a
    new entry, which is to get this `uid`: the same form sent twice makes one entry."""

    kind: str
    uid: UUID
    at: datetime | None = None
    section_id: int | None = None

    @property
    def token(self) -> str:
        """The same for the same state; signed, so that whatever comes back is read only if we wrote it."""
        return SIGNER.sign_object([self.kind, self.uid.hex, self.at and self.at.isoformat(), self.section_id])

    @classmethod
    def of(cls, model: type[Entry], token: str | None) -> "Opened | None":
        """None for what is no token of an entry of this type."""
        try:
            kind, uid, at, section_id = SIGNER.unsign_object(token or "")
        except BadSignature:
            return None
        if kind != model.document_type.kind:
            return None
        return cls(kind, UUID(uid), at and datetime.fromisoformat(at), section_id)
