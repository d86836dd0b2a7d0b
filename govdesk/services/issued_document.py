"""A paper that was just issued, as it is handed back."""

from dataclasses import dataclass

from govdesk.domain.changes import Changes


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A paper that has its number. `volume` is the dossier's number for an agreement, else empty."""

    id: int
    kind: str
    number: str
    volume: str
    title: str
    pages: int
    copies: int
    sha256: str
    content: bytes
    changes: Changes
