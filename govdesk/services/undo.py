"""Ctrl+Z and Ctrl+Y: the last thing this seat did, taken back or done again, across screens; both are logged.

A command is all log lines of one thing a person did (one case, or five hundred in bulk). It can be taken back while
nobody has built on it: what came later on the same cases was taken back itself.
"""

from dataclasses import dataclass

from govdesk.domain.changes import Changes
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.undoing import REDO, UNDO, taken_back
from govdesk.services.access import case_for_change
from govdesk.services.case_card import action_label
from govdesk.services.desk import Desk
from govdesk.services.follow_ups import REVEAL
from govdesk.services.merging import BESIDE_ANOTHER
from govdesk.storage.queries.commands import CommandLine, read_command, read_later_lines, read_recent_commands
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.unit_of_work import UnitOfWork

WITHOUT_TRACE = frozenset({REVEAL})
"""What changes nothing: it is stepped over, and nobody has built on anything by it."""
LASTING = frozenset(
    {"register", "record_closed", "issue_document", "void_document", "attach", "void", "import"}
    | {"form_task_force", "task_force_entry"}
)
"""What undo leaves alone: a number given, bytes kept, an import with an undo of its own."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """The next thing that would be taken back (or done again)."""

    command: str
    action: str
    label: str
    numbers: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Undone:
    what: Undoable
    changes: Changes


def next_undo(desk: Desk, actor: Actor) -> Undoable | None:
    """The newest command of this seat that was not taken back yet; None when there is none."""
    return _next(desk, actor, undone=False)


def next_redo(desk: Desk, actor: Actor) -> Undoable | None:
    """The newest command that this seat took back and has done nothing after."""
    return _next(desk, actor, undone=True)


def undo(desk: Desk, actor: Actor) -> Undone:
    """Take the last command back. Raises RuleViolation: nothing to undo, or somebody has built on it."""
    found = next_undo(desk, actor)
    if found is None:
        raise RuleViolation("nothing_to_undo")
    return Undone(found, _reverse(desk, actor, found.command, UNDO))


def redo(desk: Desk, actor: Actor) -> Undone:
    """Do the last undone command again, by taking its undo back."""
    found = next_redo(desk, actor)
    if found is None:
        raise RuleViolation("nothing_to_redo")
    return Undone(found, _reverse(desk, actor, found.command, REDO))


def _next(desk: Desk, actor: Actor, undone: bool) -> Undoable | None:
    """Walk the seat's commands from the newest: each undo cancels one command before it, each redo one undo."""
    with desk.database.reading() as connection:
        recent = read_recent_commands(connection, actor.seat)
    settled: set[str] = set()
    for item in recent:
        if item.command in settled or item.action in WITHOUT_TRACE:
            continue
        if item.action in (UNDO, REDO):
            settled.add(item.reverses)
            is_open_undo = item.action == UNDO
            if undone and is_open_undo:
                return _undoable(desk, item.command, item)
            continue
        if undone:
            return None
        return None if item.action in LASTING else _undoable(desk, item.command, item)
    return None


def _undoable(desk: Desk, command: str, item: CommandLine) -> Undoable:
    with desk.database.reading() as connection:
        lines = read_command(connection, command)
    shown = item.reversed_action or item.action
    return Undoable(
        command=command,
        action=shown,
        label=action_label(desk, shown),
        numbers=tuple(dict.fromkeys(line.number for line in lines)),
        cases=len({line.case_id for line in lines}),
    )


def _reverse(desk: Desk, actor: Actor, command: str, action: str) -> Changes:
    with desk.work(actor) as work:
        lines = read_command(work.connection, command)
        first_action = lines[0].reversed_action or lines[0].action
        for case_id in dict.fromkeys(line.case_id for line in lines):
            own = [line for line in lines if line.case_id == case_id]
            if not all(line.action in BESIDE_ANOTHER for line in own):
                later = read_later_lines(work.connection, case_id, max(line.sequence for line in own))
                _refuse_built_on(own, later)
            _reverse_case(work, actor, case_id, own, action, first_action)
        changes = work.commit()
    return desk.after(changes)


def _refuse_built_on(lines: list[CommandLine], later: list[CommandLine]) -> None:
    """What came later must have been taken back itself."""
    settled: set[str] = set()
    for item in reversed(later):
        if item.command in settled or item.action in WITHOUT_TRACE:
            continue
        if item.action not in (UNDO, REDO):
            raise RuleViolation("built_on", {"number": lines[0].number, "who": item.actor})
        settled.add(item.reverses)


def _reverse_case(
    work: UnitOfWork, actor: Actor, case_id: int, lines: list[CommandLine], action: str, first_action: str
) -> None:
    before = case_for_change(work, actor, case_id)
    after = before
    for line in sorted(lines, key=lambda item: -item.sequence):
        after = taken_back(after, line.before)
    entry = LogEntry(
        action,
        actor,
        work.now,
        work.command,
        after={"reverses": lines[0].command, "reversed_action": first_action},
    )
    work.cases.save(before, after, entry)
