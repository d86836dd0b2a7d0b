"""A dictionary that the centre puts in the place of a shipped one: a new version, beside those before it."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.follow_ups import parse_follow_ups
from govdesk.domain.replies import parse_replies
from govdesk.domain.roles import Actor
from govdesk.domain.strike_off import parse_strike_off
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.storage.queries.rule_versions import read_rule_versions
from govdesk.storage.repositories.rule_versions import RuleVersionRepository

_MAY_CHANGE = (Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)


class _Versioned(Protocol):
    @property
    def version(self) -> str: ...


AFTER_CLOSING: Mapping[str, Callable[[Mapping[str, Any]], _Versioned]] = {
    "follow_ups": parse_follow_ups,
    "strike_off": parse_strike_off,
    "replies": parse_replies,
}
"""Subjects a supervisor may replace from a file: the schedule of visits, evidence by class, replies by channel."""

_Dictionary = TypeVar("_Dictionary", bound=_Versioned)


def import_rules_after_closing(desk: Desk, actor: Actor, subject: str, file: Path) -> str:
    """Store the file as the version in force; what was closed before keeps its plan. → the version.

    Raises AccessDenied, BadInput naming entry and key, RuleViolation for a version that exists already.
    """
    if actor.role not in _MAY_CHANGE:
        raise AccessDenied("role_may_not", {"action": _("修改回访、销号和回填的规定"), "role": actor.role.value})
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("dictionary_unreadable", {"source": file.name, "why": _("不是可读的文本文件")}) from error
    found = parsed(subject, text, AFTER_CLOSING[subject])
    store_version(desk, actor, subject, found.version, text)
    return found.version


def parsed(subject: str, text: str, parse: Callable[[Mapping[str, Any]], _Dictionary]) -> _Dictionary:
    """Raises BadInput: not TOML, or not what `parse` takes."""
    try:
        return parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("dictionary_unreadable", {"source": f"{subject}.toml", "why": str(error)}) from error


def store_version(
    desk: Desk,
    actor: Actor,
    subject: str,
    version: str,
    text: str,
    effective_on: date | None = None,
    repeated: str = "rules_version_repeated",
) -> None:
    """The text in force from `effective_on` (today); every version stays. RuleViolation `repeated` for an old name."""
    with desk.work(actor) as work:
        stored = {row.version for row in read_rule_versions(work.connection, subject)}
        if version in stored or version == shipped(subject)["version"]:
            raise RuleViolation(repeated, {"version": version})
        repository = RuleVersionRepository(work.connection, work.centre_id)
        repository.add(subject, version, actor.name, effective_on or work.now.date(), text, work.now)
        desk.after(work.commit())
    desk.reload()
