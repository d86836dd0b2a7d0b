"""The register of mediators: found as one types, kept with every change, imported from a list."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.domain.errors import AccessDenied
from govdesk.domain.mediators import Mediator, refuse_incomplete
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Role
from govdesk.foundation.pinyin import initials
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.desk import Desk
from govdesk.storage.queries.mediators import read_mediators
from govdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from govdesk.exchange.mediator_lists import MediatorRow

_KEEPERS = (Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)
_IMPORTERS = (*_KEEPERS, Role.OPERATOR)
"""The list that a centre starts with is brought in by the operator who sets it up."""
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MediatorView:
    """One entry as it is read. `in_office` on the day that was asked for (today)."""

    id: int
    name: str
    committee_id: int
    committee: str
    number: str
    kind: str
    kind_label: str
    office: str
    team: str
    specialities: tuple[str, ...]
    phone: str
    valid_from: date | None
    valid_to: date | None
    in_office: bool
    version: int


@dataclass(frozen=True, slots=True)
class MediatorSearch:
    """`total` that fit, at most MOST_SHOWN of them in `rows`."""

    total: int
    rows: tuple[MediatorView, ...]


@dataclass(frozen=True, slots=True)
class MediatorImport:
    """`rows` = `imported` + `changed` + `unchanged` + the unmatched (row, column, value)."""

    rows: int
    imported: int
    changed: int
    unchanged: int
    unmatched: tuple[tuple[int, str, str], ...]

    def words(self) -> str:
        """The counts in one sentence."""
        head = _("共 {rows} 行：新增 {imported}、更新 {changed}、没有变化 {unchanged}、对不上 {unmatched}。")
        return head.format(
            rows=self.rows,
            imported=self.imported,
            changed=self.changed,
            unchanged=self.unchanged,
            unmatched=len(self.unmatched),
        )

    def as_json(self) -> dict[str, Any]:
        names = ("row", "column", "value")
        return {
            "rows": self.rows,
            "imported": self.imported,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "unmatched": [dict(zip(names, item, strict=True)) for item in self.unmatched],
        }


def find_mediators(
    desk: Desk,
    _actor: Actor,
    text: str = "",
    committee_id: int | None = None,
    in_office: bool = True,
    limit: int = MOST_SHOWN,
) -> MediatorSearch:
    """By name, initials, number or team; by default only who is in office today."""
    today = desk.clock.now().date()
    with desk.database.reading() as connection:
        page = read_mediators(
            connection, desk.known_centre().id, text, committee_id, today if in_office else None, limit
        )
    return MediatorSearch(page.total, tuple(_view(desk, item, today) for item in page.rows))


def may_keep(actor: Actor) -> bool:
    """Who may add, change and end entries; everybody else reads."""
    return actor.role in _KEEPERS


def may_import(actor: Actor) -> bool:
    return actor.role in _IMPORTERS


def add_mediator(desk: Desk, actor: Actor, new: Mediator) -> int:
    """→ the id of the entry. Raises AccessDenied, RuleViolation."""
    _refuse_stranger(actor)
    refuse_incomplete(new)
    with desk.work(actor) as work:
        kept = work.mediators.add(new, initials(new.name))
        work.commit()
    return int(kept.id or 0)


def change_mediator(desk: Desk, actor: Actor, mediator_id: int, expected_version: int, **values: Any) -> None:
    """Values by the fields of `Mediator`. Raises AccessDenied, RuleViolation, NotFound, Conflict."""
    _refuse_stranger(actor)
    with desk.work(actor) as work:
        before = replace(work.mediators.get(mediator_id), version=expected_version)
        after = replace(before, **values)
        refuse_incomplete(after)
        work.mediators.save(before, after, initials(after.name))
        work.commit()


def end_mediator(desk: Desk, actor: Actor, mediator_id: int, on: date) -> None:
    """Out of office from the day after `on`; what he mediated keeps his name."""
    _refuse_stranger(actor)
    with desk.work(actor) as work:
        before = work.mediators.get(mediator_id)
        after = replace(before, valid_to=on)
        refuse_incomplete(after)
        work.mediators.save(before, after, initials(after.name), "ended")
        work.commit()


def import_mediators(desk: Desk, actor: Actor, path: Path | str) -> MediatorImport:
    """Take in a list; who is there already (same committee and number, else name) is brought up to date.

    Committees are matched by code, name, or the name of their village. Raises AccessDenied, BadInput.
    """
    _refuse_stranger(actor, _IMPORTERS)
    from govdesk.exchange.mediator_lists import read_mediator_list  # reads workbooks; not before somebody imports

    committees = _committees(desk)
    unmatched: list[tuple[int, str, str]] = []
    rows = changed = unchanged = 0
    fresh: list[tuple[Mediator, str]] = []
    with desk.work(actor) as work:
        known = _known(work)
        for line in read_mediator_list(path):
            rows += 1
            problem = _problem(line, committees)
            if problem is not None:
                unmatched.append(problem)
                continue
            new = _mediator(line, committees[_bare(line.committee)])
            before = _same(known, new)
            if before is None:
                fresh.append((new, initials(new.name)))
                _remember(known, new)
                continue
            after = _brought_up_to_date(before, new)
            if after == before or before.id is None:
                unchanged += 1
            else:
                work.mediators.save(before, after, initials(after.name))
                changed += 1
        work.mediators.add_many(fresh)
        work.commit()
    return MediatorImport(rows, len(fresh), changed, unchanged, tuple(unmatched))


def kind_label(kind: str) -> str:
    return dict(kinds_offered()).get(kind, "")


def kinds_offered() -> list[tuple[str, str]]:
    """Code and label, as a form offers them."""
    return [
        ("full_time", _("专职")),
        ("part_time", _("兼职")),
        ("invited", _("特邀")),
        ("elder", _("说理小组")),
    ]


def _refuse_stranger(actor: Actor, allowed: tuple[Role, ...] = _KEEPERS) -> None:
    if actor.role not in allowed:
        raise AccessDenied("role_may_not", {"action": _("维护调解员名册"), "role": actor.role.value})


def _view(desk: Desk, item: Mediator, today: date) -> MediatorView:
    return MediatorView(
        id=int(item.id or 0),
        name=item.name,
        committee_id=item.committee_id,
        committee=body_name(desk, item.committee_id),
        number=item.number,
        kind=item.kind,
        kind_label=kind_label(item.kind),
        office=item.office,
        team=item.team,
        specialities=item.specialities,
        phone=item.phone,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        in_office=item.is_in_office(today),
        version=item.version,
    )


def _committees(desk: Desk) -> dict[str, int]:
    """Code, whole name, name of the village and its name without 村 or 社区 → the committee."""
    found: dict[str, int] = {}
    rows = [row for row in desk.body_rows.values() if row.kind is BodyKind.MEDIATION_COMMITTEE and row.open]
    for row in rows:
        found[_bare(row.code)] = found[_bare(row.name)] = row.id
    for row in rows:
        grid = desk.grids.get(row.grid_id or 0)
        if grid is not None:
            found.setdefault(_bare(grid.name), row.id)
            found.setdefault(_bare(grid.official_name), row.id)
    return found


def _problem(line: "MediatorRow", committees: dict[str, int]) -> tuple[int, str, str] | None:
    if _bare(line.committee) not in committees:
        return line.row, _("调解委员会"), line.committee
    if line.unread:
        return line.row, _("聘期"), "、".join(line.unread)
    if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
        return line.row, _("聘期"), f"{line.valid_from}–{line.valid_to}"
    return None


def _mediator(line: "MediatorRow", committee_id: int) -> Mediator:
    return Mediator(
        name=line.name,
        committee_id=committee_id,
        number=line.number,
        kind=line.kind,
        office=line.office,
        team=line.team,
        specialities=line.specialities,
        phone=line.phone[:24],
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _brought_up_to_date(before: Mediator, new: Mediator) -> Mediator:
    """What the list leaves blank, or has no column for, stays as it was."""
    names = ("number", "kind", "office", "team", "specialities", "phone", "valid_from", "valid_to")
    said = {name: value for name in names if (value := getattr(new, name))}
    return replace(before, name=new.name, **said)


def _known(work: UnitOfWork) -> dict[tuple[int, str, str], Mediator]:
    known: dict[tuple[int, str, str], Mediator] = {}
    for item in work.mediators.all():
        _remember(known, item)
    return known


def _remember(known: dict[tuple[int, str, str], Mediator], item: Mediator) -> None:
    if item.number:
        known[(item.committee_id, "number", item.number)] = item
    known[(item.committee_id, "name", item.name)] = item


def _same(known: dict[tuple[int, str, str], Mediator], new: Mediator) -> Mediator | None:
    """By number when both have one; two people of one name with different numbers are two people."""
    if new.number:
        by_number = known.get((new.committee_id, "number", new.number))
        if by_number is not None:
            return by_number
    by_name = known.get((new.committee_id, "name", new.name))
    if by_name is not None and by_name.number and new.number and by_name.number != new.number:
        return None
    return by_name


def _bare(words: str) -> str:
    return "".join(words.split())
