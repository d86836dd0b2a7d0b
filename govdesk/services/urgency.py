"""The call card: which calls a text asks for, who says that they were made, and the centre's own word list."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from govdesk.domain.errors import AccessDenied, BadInput
from govdesk.domain.roles import Actor
from govdesk.domain.urgency import Alarm, UrgentWords, parse_urgent_words
from govdesk.domain.vocabulary import Role
from govdesk.foundation import paths
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.stored_rules import parsed, store_version
from govdesk.storage.queries.rule_versions import read_rule_content

SUBJECT = "urgent_words"


@dataclass(frozen=True, slots=True)
class CallMade:
    """What a person says who has seen the call card: whom they called, or why nobody had to be called.

    `risks` are those the person takes for real; they go on the case.
    """

    called: str
    at: datetime | None = None
    note: str = ""
    risks: tuple[str, ...] = ()

    def values(self, alarms: tuple[Alarm, ...]) -> dict[str, Any]:
        """As the action `acknowledge_call` takes them."""
        return {
            "called": self.called or _("没有打电话"),
            "called_at": self.at,
            "reason": self.note,
            "risks": list(self.risks),
            "words": list(words_in(alarms)),
        }


def call_card(desk: Desk, *texts: str) -> tuple[Alarm, ...]:
    """The kinds of danger that the texts speak of, the gravest first; empty when there is nothing to call about."""
    return desk.rules.urgent_words.alarms(*texts)


def words_in(alarms: tuple[Alarm, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for alarm in alarms for word in alarm.words))


def risks_in(alarms: tuple[Alarm, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(alarm.group.risk for alarm in alarms))


def certain_risks(alarms: tuple[Alarm, ...]) -> tuple[str, ...]:
    """Those that are put on a case which no person has looked at."""
    return tuple(dict.fromkeys(alarm.group.risk for alarm in alarms if alarm.group.certain))


def import_urgent_words(desk: Desk, actor: Actor, file: Path) -> UrgentWords:
    """Put a word list in the place of the one in force. Raises AccessDenied, BadInput naming what is wrong."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("words_unreadable", {"file": file.name}) from error
    return store_urgent_words(desk, actor, text)


def store_urgent_words(desk: Desk, actor: Actor, text: str, effective_on: date | None = None) -> UrgentWords:
    """The same from a text; every version stays. Only operator, supervisor and leader may.

    Raises AccessDenied, BadInput, RuleViolation for a version that exists already; then the list in force stays.
    """
    if actor.role not in (Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR):
        raise AccessDenied("role_may_not", {"action": _("修改紧急字眼"), "role": actor.role.value})
    words = parsed(SUBJECT, text, parse_urgent_words)
    store_version(desk, actor, SUBJECT, words.version, text, effective_on, repeated="words_version_repeated")
    return words


def urgent_words_text(desk: Desk) -> str:
    """The word list in force as its file, to be changed and imported again."""
    version = desk.rules.urgent_words.version
    with desk.database.reading() as connection:
        stored = read_rule_content(connection, SUBJECT, version)
    if stored is not None:
        return stored
    return (paths.resources() / "dictionaries" / f"{SUBJECT}.toml").read_text(encoding="utf-8")
