"""The read door for commands: what a seat did lately, and all the lines of one command."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from govdesk.storage import tables

RECENT = 200


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A log line as undo needs it. `reverses` is the command that an undo or redo took back."""

    command: str
    case_id: int
    number: str
    sequence: int
    action: str
    actor: str
    before: Mapping[str, Any]
    reverses: str
    reversed_action: str


def read_recent_commands(connection: Connection, seat: str) -> list[CommandLine]:
    """The first line of each of the newest commands of a seat, newest first."""
    log = tables.case_log
    first = (
        select(func.min(log.c.id).label("id"))
        .where(log.c.seat == seat)
        .group_by(log.c.command)
        .order_by(func.min(log.c.id).desc())
        .limit(RECENT)
        .subquery()
    )
    query = _lines().join(first, first.c.id == log.c.id).order_by(log.c.id.desc())
    return [_line(row) for row in connection.execute(query)]


def read_command(connection: Connection, command: str) -> list[CommandLine]:
    """All lines of a command, in the order of writing."""
    log = tables.case_log
    return [_line(row) for row in connection.execute(_lines().where(log.c.command == command).order_by(log.c.id))]


def read_later_lines(connection: Connection, case_id: int, sequence: int) -> list[CommandLine]:
    """The lines of a case after this one, in the order of writing."""
    log = tables.case_log
    query = _lines().where(log.c.case_id == case_id, log.c.sequence > sequence).order_by(log.c.sequence)
    return [_line(row) for row in connection.execute(query)]


def _lines() -> Select[Any]:
    log, cases = tables.case_log, tables.cases
    columns = (log.c.command, log.c.case_id, cases.c.number, log.c.sequence, log.c.action, log.c.actor_name)
    return select(*columns, log.c.before, log.c.after).join(cases, cases.c.id == log.c.case_id)


def _line(row: Any) -> CommandLine:
    after = row.after or {}
    return CommandLine(
        command=row.command,
        case_id=row.case_id,
        number=row.number,
        sequence=row.sequence,
        action=row.action,
        actor=row.actor_name,
        before=row.before or {},
        reverses=str(after.get("reverses", "")),
        reversed_action=str(after.get("reversed_action", "")),
    )
