"""Taking a move back: the file as it was, rebuilt from the full values that the log kept before the move."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from types import NoneType
from typing import Any, Protocol, TypeVar, get_args, get_origin, get_type_hints

from govdesk.domain.case import (
    Assist,
    Case,
    CaseFile,
    FollowUp,
    Mediation,
    Offer,
    PartySnapshot,
    PlannedVisit,
    Request,
    SideRecord,
    Suspension,
    evolve,
)

_BESIDE: dict[str, type[Any]] = {
    "parties": PartySnapshot,
    "assists": Assist,
    "offers": Offer,
    "requests": Request,
    "suspensions": Suspension,
    "mediations": Mediation,
    "follow_ups": FollowUp,
    "visits": PlannedVisit,
    "side_records": SideRecord,
}

UNDO, REDO = "undo", "redo"

_RESOLVED: dict[type[Any], dict[str, Any]] = {}


class LoggedStep(Protocol):
    """A line of a case's log: the command it belongs to, and for an undo which command that `reverses`."""

    @property
    def command(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def after(self) -> Mapping[str, Any]: ...


Step = TypeVar("Step", bound=LoggedStep)


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps of one case in their order, without those taken back since and without the taking back itself."""
    settled: set[str] = set()
    kept = []
    for step in reversed(steps):
        if step.command in settled:
            continue
        if step.action in (UNDO, REDO):
            settled.add(str(step.after.get("reverses", "")))
        else:
            kept.append(step)
    return kept[::-1]


def taken_back(file: CaseFile, before: Mapping[str, Any]) -> CaseFile:
    """The file with every field that `before` names as it was, and nothing else touched.

    `before` is what a log line holds: JSON values of the fields that the move changed. What stood beside the case
    keeps its identity by position, because a move appends or changes in place and never reorders.
    """
    hints = _hints(Case)
    values = {name: _typed(hints[name], value) for name, value in before.items() if name in hints}
    beside = {
        name: _items_as_they_were(getattr(file, name), _BESIDE[name], value)
        for name, value in before.items()
        if name in _BESIDE
    }
    return replace(file, case=evolve(file.case, **values), **beside)


def _items_as_they_were(now: tuple[Any, ...], kind: type[Any], was: list[Mapping[str, Any]]) -> tuple[Any, ...]:
    hints = _hints(kind)
    restored = []
    for position, values in enumerate(was):
        typed = {name: _typed(hints[name], value) for name, value in values.items() if name in hints}
        identity = now[position].id if position < len(now) else None
        blank = {item.name: _blank(hints[item.name]) for item in fields(kind) if item.name not in typed}
        restored.append(kind(**{**blank, **typed, "id": identity}))
    return tuple(restored)


def _typed(hint: Any, value: Any) -> Any:
    """A JSON value as the field wants it."""
    if value is None:
        return None
    kinds = [item for item in (get_args(hint) or (hint,)) if item is not NoneType] if _is_union(hint) else [hint]
    kind = kinds[0]
    if get_origin(kind) is tuple or kind is tuple:
        return tuple(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, str) and kind is not str:
        return kind(value)
    return value


def _blank(hint: Any) -> Any:
    """What a field holds when the log left it out because it was empty."""
    if _is_union(hint) and NoneType in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    origin = get_origin(hint) or hint
    return origin() if origin in (str, int, bool, dict) else None


def _is_union(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _hints(kind: type[Any]) -> dict[str, Any]:
    # Resolving eighty annotations takes a millisecond, and five hundred cases are undone at once.
    if kind not in _RESOLVED:
        _RESOLVED[kind] = get_type_hints(kind)
    return _RESOLVED[kind]
