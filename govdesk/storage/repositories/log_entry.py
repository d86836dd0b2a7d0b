"""What the caller says about a change; the repository adds what changed and the chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govdesk.domain.roles import Actor, Transcription


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`command` groups the lines of one thing a person did; undo is built on it.

    `before` and `after` are for what is no field of the case (a paper issued, the command that an undo takes back).
    """

    action: str
    actor: Actor
    at: datetime
    command: str
    note: str = ""
    transcription: Transcription | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
