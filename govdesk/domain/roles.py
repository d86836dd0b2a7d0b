"""Who acts: a seat with a role, and whose word was written down when somebody acts for a body without a seat."""

from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """One seat. `body_code` and `body_id` are set when the seat belongs to a receiving body."""

    seat: str
    role: Role
    name: str
    body_code: str | None = None
    body_id: int | None = None

    def acts_for(self, body_id: int | None) -> bool:
        return body_id is not None and self.body_id == body_id


@dataclass(frozen=True, slots=True)
class Transcription:
    """代录: who said so, how (slip, phone, visit, message), when; `slip` is the SHA-256 of the scanned slip."""

    said_by: str
    said_how: str
    said_at: datetime
    slip: str | None = None


SAID_HOW = ("slip", "phone", "visit", "message")
SYSTEM = Actor("system", Role.ADMINISTRATOR, "系统")
