"""The read door for the review: every number is counted by the very condition that lists its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from govdesk.domain.review import NO_TIER, TO_DISCUSS, Part, ReviewRules, Selection, Window
from govdesk.domain.vocabulary import OPEN_STATUSES, Status
from govdesk.storage.tables import ANCESTOR_DEPTH, cases, follow_up, grid_closure, import_batch, mediation, party

_LINE_COLUMNS = (
    "id",
    "number",
    "title",
    "status",
    "tier",
    "handler_id",
    "due_at",
    "reopen_count",
    "return_count",
    "urgent",
)
_FAMILIES = {
    "received": ("received", "accepted", "disposed", "repeated"),
    "due": ("due", "on_time", "finished"),
    "closed": ("closed", "followed_up", "citizen_on_time"),
    "settled": ("settled",),
    "solved": ("solved", "satisfied"),
}
"""Figures that count among the rows of one of them."""
_NOT_TAKEN = (Status.NOT_ACCEPTED.value, Status.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cases are counted: a grid (`depth` 0 is the root) with all below it, a handling body, or all."""

    grid_id: int | None = None
    depth: int = 0
    body_id: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One group of a count."""

    group: str
    count: int


@dataclass(frozen=True, slots=True)
class CaseLineRow:
    """One case of a list on the wall; `names` are the persons whose names its title may hold."""

    id: int
    number: str
    title: str
    status: str
    tier: str | None
    handler_id: int | None
    due_at: datetime | None
    reopen_count: int
    return_count: int
    urgent: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """How many cases were received and closed in one window."""

    received: int
    closed: int


def count_figures(
    connection: Connection, window: Window, scope: Scope, rules: ReviewRules
) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of every figure; figures that count the same rows are counted in one pass."""
    found: dict[str, tuple[int, int]] = {}
    for widest, figures in _FAMILIES.items():
        sums = []
        for figure in figures:
            whole = _denominator(figure, window, rules)
            sums += [_sum(and_(whole, _numerator(figure, window, rules))), _sum(whole)]
        query = select(*sums).where(_counted(), _in_scope(scope), _denominator(widest, window, rules))
        row = [int(value) for value in connection.execute(query).one()]
        found |= {figure: (row[2 * place], row[2 * place + 1]) for place, figure in enumerate(figures)}
    return found


def count_cases(
    connection: Connection, selection: Selection, part: Part, window: Window, scope: Scope, rules: ReviewRules
) -> int:
    """How many cases stand behind one number."""
    where = _where(selection, part, window, scope, rules)
    return int(connection.execute(select(func.count()).select_from(cases).where(where)).scalar_one())


def case_ids(
    connection: Connection,
    selection: Selection,
    part: Part,
    window: Window,
    scope: Scope,
    rules: ReviewRules,
    limit: int | None = None,
) -> tuple[int, ...]:
    """The cases behind one number, in the order of their receipt; those to discuss the most pressing first."""
    query = select(cases.c.id).where(_where(selection, part, window, scope, rules))
    pressing = (cases.c.due_at.is_(None), cases.c.due_at, cases.c.id)
    order = pressing if selection.figure == TO_DISCUSS else (cases.c.received_at, cases.c.id)
    return tuple(connection.execute(query.order_by(*order).limit(limit)).scalars())


def count_by_category(
    connection: Connection, window: Window, scope: Scope, rules: ReviewRules, by_tier: bool = False
) -> dict[tuple[str, str], int]:
    """Accepted cases by category (tier is then ""), or closed ones by category and tier at closing."""
    selection = Selection("closed" if by_tier else "accepted")
    tier = func.coalesce(cases.c.closed_tier, NO_TIER) if by_tier else literal("")
    query = (
        select(cases.c.category, tier, func.count())
        .where(_where(selection, "numerator", window, scope, rules))
        .group_by(cases.c.category, *([tier] if by_tier else []))
    )
    return {(category, str(group)): int(count) for category, group, count in connection.execute(query)}


def count_trend(connection: Connection, windows: Sequence[Window], scope: Scope, rules: ReviewRules) -> list[TrendRow]:
    """Received and closed cases of consecutive windows, in two passes over the rows of all of them."""
    whole = Window(windows[0].start, windows[-1].end, windows[-1].until)
    counts = [
        _counts_per_window(connection, Selection(figure), anchor, whole, windows, scope, rules)
        for figure, anchor in (("received", cases.c.received_at), ("closed", cases.c.closed_at))
    ]
    return [TrendRow(received, closed) for received, closed in zip(*counts, strict=True)]


def read_case_lines(connection: Connection, ids: Sequence[int]) -> list[CaseLineRow]:
    """These cases in this order (a few hundred at most)."""
    names: dict[int, list[str]] = {case_id: [] for case_id in ids}
    for row in connection.execute(select(party.c.case_id, party.c.name).where(party.c.case_id.in_(ids))):
        names[row.case_id].append(row.name)
    columns = [cases.c[name] for name in _LINE_COLUMNS]
    rows = connection.execute(select(*columns, cases.c.reporter).where(cases.c.id.in_(ids)))
    found = {
        row.id: CaseLineRow(
            **{name: row._mapping[name] for name in _LINE_COLUMNS},
            names=tuple(dict.fromkeys([*names[row.id], row.reporter])),
        )
        for row in rows
    }
    return [found[case_id] for case_id in ids]


def _counts_per_window(
    connection: Connection,
    selection: Selection,
    anchor: ColumnElement[datetime],
    whole: Window,
    windows: Sequence[Window],
    scope: Scope,
    rules: ReviewRules,
) -> list[int]:
    sums = [_sum(_within(anchor, single)) for single in windows]
    query = select(*sums).where(_where(selection, "numerator", whole, scope, rules))
    return [int(value) for value in connection.execute(query).one()]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _where(selection: Selection, part: Part, window: Window, scope: Scope, rules: ReviewRules) -> ColumnElement[bool]:
    """The condition of a number; a numerator is always a part of its denominator."""
    conditions = [_counted(), _in_scope(scope), _denominator(selection.figure, window, rules)]
    if part == "numerator":
        conditions.append(_numerator(selection.figure, window, rules))
    if selection.tiers and part == "numerator":
        conditions.append(func.coalesce(cases.c.closed_tier, NO_TIER).in_(selection.tiers))
    if selection.category:
        conditions.append(_of_category(selection.category))
    return and_(*conditions)


def _counted() -> ColumnElement[bool]:
    """Not the cases of an import that is still running, nor those that the undoing of one took back."""
    undone = select(import_batch.c.id).where(import_batch.c.state == "undone")
    taken_back = and_(cases.c.status == Status.CANCELLED.value, cases.c.batch_id.in_(undone))
    return and_(cases.c.visible.is_(True), or_(cases.c.batch_id.is_(None), ~taken_back))


def _in_scope(scope: Scope) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.grid_id is not None and scope.depth < ANCESTOR_DEPTH:
        # A column of the row itself: the period's index stays the way in (the closure made it 8 times slower).
        conditions.append(cases.c[f"ancestor_{scope.depth + 1}"] == scope.grid_id)
    elif scope.grid_id is not None:
        below = select(grid_closure.c.descendant_id).where(grid_closure.c.ancestor_id == scope.grid_id)
        conditions.append(cases.c.grid_id.in_(below))
    if scope.body_id is not None:
        conditions.append(cases.c.handler_id == scope.body_id)
    return and_(*conditions)


def _of_category(category: str) -> ColumnElement[bool]:
    return or_(cases.c.category == category, cases.c.category.startswith(f"{category}.", autoescape=True))


def _accepted() -> ColumnElement[bool]:
    return cases.c.status.not_in(_NOT_TAKEN)


def _denominator(figure: str, window: Window, rules: ReviewRules) -> ColumnElement[bool]:
    match figure:
        case "received":
            return _within(cases.c.received_at, window)
        case "accepted" | "disposed" | "repeated":
            return and_(_within(cases.c.received_at, window), _accepted())
        case "due" | "on_time" | "finished":
            return _due(window)
        case "closed" | "followed_up":
            return and_(_within(cases.c.closed_at, window), _accepted())
        case "citizen_on_time":
            return and_(_denominator("closed", window, rules), cases.c.citizen_due_at.is_not(None))
        case "settled":
            return and_(_accepted(), cases.c.id.in_(select(_last_mediation(window).c.case_id)))
        case "solved":
            return and_(_accepted(), cases.c.id.in_(select(_last_visit(window).c.case_id)))
        case "satisfied":
            return and_(_accepted(), cases.c.id.in_(select(_last_answer(window).c.case_id)))
        case "to_discuss":
            return _discussed(window, rules)
        case _:
            return false()


def _numerator(figure: str, window: Window, rules: ReviewRules) -> ColumnElement[bool]:
    match figure:
        case "disposed":
            return cases.c.first_measure_at.is_not(None)
        case "repeated":
            return cases.c.repeat_of_id.is_not(None)
        case "finished":
            return cases.c.closed_at.is_not(None)
        case "on_time":
            return _closed_on_time()
        case "citizen_on_time":
            return cases.c.closed_at <= cases.c.citizen_due_at
        case "followed_up":
            return _reached_after_closing()
        case "settled":
            last = _last_mediation(window)
            return cases.c.id.in_(select(last.c.case_id).where(last.c.outcome == "agreed"))
        case "solved":
            visit = _last_visit(window)
            return cases.c.id.in_(select(visit.c.case_id).where(visit.c.solved.is_(True)))
        case "satisfied":
            last = _last_answer(window)
            liked = last.c.satisfied.in_(rules.satisfied_answers)
            return cases.c.id.in_(select(last.c.case_id).where(liked))
        case _:
            return true()


def _within(column: ColumnElement[datetime], window: Window) -> ColumnElement[bool]:
    return and_(column >= window.start, column < window.end)


def _due(window: Window) -> ColumnElement[bool]:
    """Due by the centre's clock and not after now; merged cases are counted with their master.

    A case that was finished before it was registered here (an imported history) never had that clock.
    """
    return and_(
        _within(cases.c.due_at, window),
        cases.c.due_at <= window.until,
        cases.c.status.not_in((*_NOT_TAKEN, Status.MERGED.value)),
        or_(cases.c.closed_at.is_(None), cases.c.closed_at >= cases.c.registered_at),
    )


def _closed_on_time() -> ColumnElement[bool]:
    """What the closing recorded; where an import recorded nothing, the two moments themselves."""
    compared = and_(cases.c.closed_on_time.is_(None), cases.c.closed_at <= cases.c.due_at)
    return and_(cases.c.closed_at.is_not(None), or_(cases.c.closed_on_time.is_(True), compared))


def _reached_after_closing() -> ColumnElement[bool]:
    reached = select(follow_up.c.id).where(
        follow_up.c.case_id == cases.c.id, follow_up.c.reached.is_(True), follow_up.c.at >= cases.c.closed_at
    )
    return reached.exists()


def _last_mediation(window: Window) -> Subquery:
    """Per case the last mediation that ended in the window: a case is one number however often it was tried."""
    earlier = mediation.alias()
    last = select(func.max(earlier.c.id)).where(_within(earlier.c.ended_at, window)).group_by(earlier.c.case_id)
    return select(mediation).where(mediation.c.id.in_(last)).subquery()


def _last_visit(window: Window, answered: bool = False) -> Subquery:
    """Per case the last follow-up of the window that reached somebody; a try in vain (未接通) is not one."""
    earlier = follow_up.alias()
    conditions = [earlier.c.reached.is_(True), _within(earlier.c.at, window)]
    if answered:
        conditions.append(earlier.c.satisfied != "")
    last = select(func.max(earlier.c.id)).where(*conditions).group_by(earlier.c.case_id)
    return select(follow_up).where(follow_up.c.id.in_(last)).subquery()


def _last_answer(window: Window) -> Subquery:
    """Of those that gave an answer (有效回访): 解决 and 满意 are asked apart."""
    return _last_visit(window, answered=True)


def _discussed(window: Window, rules: ReviewRules) -> ColumnElement[bool]:
    """Open now, received before the window's end, and overdue or otherwise hard."""
    overdue = and_(cases.c.due_at < window.until, cases.c.status != Status.SUSPENDED.value)
    reasons = [
        overdue,
        cases.c.tier.in_(rules.discussed_tiers),
        cases.c.reopen_count >= rules.reopened_at_least,
        cases.c.return_count >= rules.returned_at_least,
    ]
    if rules.urgent:
        reasons.append(cases.c.urgent.is_(True))
    return and_(
        cases.c.status.in_([status.value for status in OPEN_STATUSES]), cases.c.received_at < window.end, or_(*reasons)
    )
