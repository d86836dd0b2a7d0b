"""The five things that may go wrong in a way that a person can act on."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class GovDeskError(Exception):
    """Base of every expected failure.

    `code` names the sentence in `services/messages.py`; `facts` fill its placeholders.
    Anything that is not a GovDeskError is a bug.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class RuleViolation(GovDeskError):
    """A rule of the house or of the law forbids it."""


class AccessDenied(GovDeskError):
    """The actor's role or scope does not reach this."""


class Conflict(GovDeskError):
    """Somebody else changed it in the meantime; nothing was written."""


class NotFound(GovDeskError):
    """There is no such case, grid, body, file."""


class StorageUnavailable(GovDeskError):
    """The database or the data folder cannot be used."""


class BadInput(GovDeskError):
    """A file or a value from outside cannot be understood."""
