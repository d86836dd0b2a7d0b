"""Case values to table rows and back; which child table holds what stands beside a case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Table

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
)
from govdesk.domain.case_log import plain
from govdesk.domain.case_text import text_digest
from govdesk.domain.vocabulary import Status, Tier
from govdesk.storage import tables

CHILDREN: dict[str, tuple[Table, type[Any]]] = {
    "parties": (tables.party, PartySnapshot),
    "assists": (tables.assist, Assist),
    "offers": (tables.offer, Offer),
    "requests": (tables.request, Request),
    "suspensions": (tables.suspension, Suspension),
    "mediations": (tables.mediation, Mediation),
    "follow_ups": (tables.follow_up, FollowUp),
    "visits": (tables.planned_visit, PlannedVisit),
    "side_records": (tables.side_record, SideRecord),
}

_CHILD_FIELDS = {kind: tuple(item.name for item in fields(kind)) for _table, kind in CHILDREN.values()}
_CASE_FIELDS = tuple(item.name for item in fields(Case))
_LISTS = ("tried_tiers", "flags", "closings")
_NOT_COLUMNS = ("grid_path", "id")
_PLAIN_COLUMNS = tuple(name for name in _CASE_FIELDS if name not in (*_NOT_COLUMNS, *_LISTS))
_ANCESTORS = tuple(f"ancestor_{n}" for n in range(1, tables.ANCESTOR_DEPTH + 1))
_NO_ANCESTORS = (None,) * tables.ANCESTOR_DEPTH
_UNLOGGED = frozenset({"id", "uid", "version", "batch_id"})


def case_values(case: Case) -> dict[str, Any]:
    """The column values of a case, without `id`, `centre_id` and `visible`."""
    values = dict(case.__dict__)
    for name in _NOT_COLUMNS:
        del values[name]
    for name in _LISTS:
        values[name] = list(getattr(case, name))
    values["text_digest"] = text_digest(case.text)
    path = case.grid_path[: tables.ANCESTOR_DEPTH]
    values.update(zip(_ANCESTORS, (*path, *_NO_ANCESTORS[len(path) :]), strict=True))
    return values


def case_from_row(row: Row[Any]) -> Case:
    """A case from its row; `grid_path` from the ancestor columns."""
    mapping = row._mapping
    values = {name: mapping[name] for name in _PLAIN_COLUMNS}
    values["id"] = mapping["id"]
    values["grid_path"] = tuple(mapping[name] for name in _ANCESTORS if mapping[name] is not None)
    for name in _LISTS:
        values[name] = tuple(mapping[name])
    values["status"] = Status(values["status"])
    for name in ("tier", "closed_tier"):
        values[name] = Tier(values[name]) if values[name] else None
    values["previous_status"] = Status(values["previous_status"]) if values["previous_status"] else None
    return Case(**values)


def child_values(item: Any) -> dict[str, Any]:
    """The column values of something beside a case, without ids."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in _facts_of(item)}


def child_from_row(kind: type[Any], mapping: Mapping[Any, Any]) -> Any:
    values = ((name, mapping[name]) for name in _CHILD_FIELDS[kind])
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values})


def difference(before: CaseFile | None, after: CaseFile) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, as two JSON-ready mappings with full values before and after (ids and versions left out).

    Of a new case the empty values are left out.
    """
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    if before is None:
        for name, value in after.case.__dict__.items():
            if value and name not in _UNLOGGED:
                new[name] = plain(value)
    else:
        was = before.case.__dict__
        for name, value in after.case.__dict__.items():
            if was[name] != value and name not in _UNLOGGED:
                old[name], new[name] = plain(was[name]), plain(value)
    for name in CHILDREN:
        was_items = getattr(before, name) if before else ()
        now_items = getattr(after, name)
        if was_items is not now_items and was_items != now_items:
            new[name] = [_child_plain(item) for item in now_items]
            if before is not None:
                old[name] = [_child_plain(item) for item in was_items]
    return old, new


def plain_children(items: Sequence[Any]) -> list[Any]:
    """What stands beside a case as it is logged."""
    return [_child_plain(item) for item in items]


def _child_plain(item: Any) -> Any:
    return plain({name: value for name, value in _facts_of(item) if value not in ("", None, (), [])})


def _facts_of(item: Any) -> Iterator[tuple[str, Any]]:
    # dataclasses.asdict would copy every value deeply: a third of the time of a save.
    return ((name, getattr(item, name)) for name in _CHILD_FIELDS[type(item)] if name != "id")
