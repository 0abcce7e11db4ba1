"""The state of an entry when its form was opened: a signed token in the hidden field `seen`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from issues.models import Entry

SIGNER = Signer(salt="issues.admin.forms.entry_state")


@dataclass(frozen=True, slots=True)
class Opened:
    """The entry, when it was last changed, and its section (None: the pool). `at` is None for a new entry, which will get
    this `uid`: the same form sent twice creates one entry."""

    kind: str
    uid: UUID
    at: datetime | None = None
    section_id: int | None = None

    @property
    def token(self) -> str:
        """The same for the same state. Signed, so that only our own tokens are read."""
        return SIGNER.sign_object([self.kind, self.uid.hex, self.at and self.at.isoformat(), self.section_id])

    @classmethod
    def of(cls, model: type[Entry], token: str | None) -> "Opened | None":
        """None if the token does not belong to an entry of this type."""
        try:
            kind, uid, at, section_id = SIGNER.unsign_object(token or "")
        except BadSignature:
            return None
        if kind != model.document_type.kind:
            return None
        return cls(kind, UUID(uid), at and datetime.fromisoformat(at), section_id)
