"""Rules tried out on past cases before they are law: the facts of the day, old law beside new, nothing written."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Decision, Router, RuleBook, compile_rules
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PLACE_UNKNOWN, Earlier, Facts, Recurrence
from govdesk.domain.undoing import standing
from govdesk.domain.vocabulary import BodyKind, Tier
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.labels import tier_label
from govdesk.services.routing_choice import RISK_FLAG
from govdesk.services.rule_checks import refuse_outsider
from govdesk.services.rule_holes import receiver_at
from govdesk.storage.queries.routing_history import (
    LOOKED_AT,
    EarlierCase,
    LaterStep,
    RoutedCase,
    read_earlier_in_bulk,
    read_later_steps,
    read_routed_cases,
)

MOST_DAYS = 3_660
BY_HAND = ("assign", "reassign", "rule", "lower")
_SLICE = 250
_RANK = {tier.value: rank for rank, tier in enumerate(Tier)}
_LADDER = {Tier.GRID.value: Tier.VILLAGE, Tier.VILLAGE.value: Tier.OFFICE, Tier.OFFICE.value: Tier.JOINT}

Progress = Callable[[int, int], Any]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a case goes: `tier` and `handler` (code) empty when a person has to decide. `rule` is the deciding one."""

    tier: str
    tier_label: str
    handler: str
    handler_label: str
    assists: tuple[str, ...]
    term: str
    rule: str
    rule_label: str

    @property
    def target(self) -> tuple[str, str, tuple[str, ...], str]:
        """What counts as a difference: another rule that does the same is none."""
        return self.tier, self.handler, self.assists, self.term

    @property
    def words(self) -> str:
        if not self.tier:
            return _("待人工")
        return _("{tier} · {handler}").format(tier=self.tier_label, handler=self.handler_label or _("待定"))


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A case that the new rules would send elsewhere. `step` is route, or climb for a later step of its life.

    `hand` is where a person sent it after the rules had decided, None when nobody did; `agrees` tells whether the
    new rules send it there by themselves.
    """

    case_id: int
    number: str
    title: str
    step: str
    before: Placement
    after: Placement
    hand_corrected: bool
    hand: Placement | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """`cases` went through the rules in the time; `diff` has one row for each of the `changed`."""

    version: str
    days: int
    cases: int
    changed: int
    corrected: int
    agreeing: int
    diff: tuple[DiffRow, ...]

    def as_json(self) -> dict[str, Any]:
        """The keys of the command line."""
        return {
            "version": self.version,
            "days": self.days,
            "cases": self.cases,
            "changed": self.changed,
            "hand_corrected": self.corrected,
            "agreeing_with_hand": self.agreeing,
            "diff": [
                {
                    "number": row.number,
                    "title": row.title,
                    "step": row.step,
                    "from": _placement_json(row.before),
                    "to": _placement_json(row.after),
                    "hand_corrected": row.hand_corrected,
                    "hand": _placement_json(row.hand) if row.hand else None,
                    "agrees_with_hand": row.agrees,
                }
                for row in self.diff
            ],
        }


def simulate(
    desk: Desk,
    actor: Actor,
    book: RuleBook,
    days: int,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Simulation:
    """What `book` would have done with the cases received in the last `days`, beside the law in force.

    Both are asked about the same facts: the case as it was at its first routing and at each climb. The law in force is
    the measure, so that a difference is one of the rules and of nothing else. Nothing is written.
    `progress(done, total)` is called now and then. Raises BadInput `simulation_days_wrong`, AccessDenied, RuleViolation
    `simulation_cancelled`.
    """
    refuse_outsider(actor, _("模拟分派规则"))
    if not 1 <= days <= MOST_DAYS:
        raise BadInput("simulation_days_wrong", {"days": days, "most": MOST_DAYS})
    past = _Past(desk, book, days)
    rows: list[DiffRow] = []
    for place, case in enumerate(past.cases):
        if place % _SLICE == 0:
            if cancelled is not None and cancelled():
                raise RuleViolation("simulation_cancelled", {})
            if progress is not None:
                progress(place, len(past.cases))
        row = past.difference(case)
        if row is not None:
            rows.append(row)
    if progress is not None:
        progress(len(past.cases), len(past.cases))
    return Simulation(
        version=book.version,
        days=days,
        cases=len(past.cases),
        changed=len(rows),
        corrected=sum(row.hand_corrected for row in rows),
        agreeing=sum(row.agrees for row in rows),
        diff=tuple(rows),
    )


class _Past:
    """The cases of the time with what happened to them, read in three queries, and both laws compiled."""

    def __init__(self, desk: Desk, book: RuleBook, days: int) -> None:
        since = desk.clock.now() - timedelta(days=days)
        self._desk = desk
        self._old, self._new = desk.rules.router, compile_rules(book)
        back = max(self._old.book.days_back, book.days_back)
        with desk.database.reading() as connection:
            self.cases = read_routed_cases(connection, since)
            self._steps = read_later_steps(connection, since, BY_HAND)
            earlier = read_earlier_in_bulk(connection, since, back) if back else []
        self._recurrences = _Recurrences(desk, earlier, back)
        self._earlier: tuple[Earlier, ...] | _Counted = ()
        self._duties: dict[str, frozenset[str]] = {}
        self._paths: dict[int, tuple[str, ...]] = {}
        self._placements: dict[Any, Placement] = {}

    def difference(self, case: RoutedCase) -> DiffRow | None:
        """The first step at which the two laws part, or None."""
        steps = self._steps.get(case.id, [])
        self._earlier = self._recurrences.of(case)
        for step, facts, path in self._moments(case, steps):
            old, new = self._old.decide(facts), self._new.decide(facts)
            if _same(old, new):
                continue
            before = self._placement(old, self._old, facts, path)
            after = self._placement(new, self._new, facts, path)
            if before.target == after.target:
                continue
            hand = self._hand(steps)
            agrees = hand is not None and (hand.tier, hand.handler) == (after.tier, after.handler)
            return DiffRow(case.id, case.number, case.title, step, before, after, hand is not None, hand, agrees)
        return None

    def _moments(self, case: RoutedCase, steps: list[LaterStep]) -> Iterator[tuple[str, Facts, tuple[int, ...]]]:
        """The moments at which rules were asked, the first routing first, each with the case as it then was."""
        if not steps:
            yield "route", self._facts(case, {}, True), case.grid_path
            return
        fields: dict[str, Any] = {}
        moments = []
        for step in steps:
            if step.sequence < case.routed:
                break
            fields.update(step.before)
            if step.action == "climb":
                tried = step.after.get("tried_tiers", fields.get("tried_tiers", case.tried_tiers))
                moments.append(("climb", {**fields, "tried_tiers": tried}))
        moments.append(("route", fields))
        for step_name, then in reversed(moments):
            path = tuple(then.get("grid_path", case.grid_path))
            yield step_name, self._facts(case, then, step_name == "route"), path

    def _facts(self, case: RoutedCase, then: Mapping[str, Any], first: bool) -> Facts:
        """As `routing_choice.facts_of` reads a case; what was changed later is taken back by `then`."""
        if then:
            title, text, channel, category, kind, urgent, pending, grid_id, path, people, flags = (
                then.get(name, getattr(case, name)) for name in LOOKED_AT
            )
        else:
            title, text, channel, category, kind = case.title, case.text, case.channel, case.category, case.kind
            urgent, pending, grid_id, path = case.urgent, case.place_pending, case.grid_id, case.grid_path
            people, flags = case.people_count, case.flags
        return Facts(
            channel=channel,
            kind=kind,
            category=category,
            initiated_by=self._desk.rules.channels.initiated_by(channel),
            tier=NOT_YET_PLACED if first else then.get("tier", case.tier) or NOT_YET_PLACED,
            tiers_exhausted=frozenset() if first else frozenset(then.get("tried_tiers", case.tried_tiers)),
            returns=0 if first else then.get("return_count", case.return_count),
            reopened=0 if first else then.get("reopen_count", case.reopen_count),
            people_count=people or 0,
            urgent=urgent,
            risks=frozenset(flag[len(RISK_FLAG) :] for flag in flags if flag.startswith(RISK_FLAG)) if flags else _NONE,
            text=f"{title}\n{text}",
            grid_path=() if pending else self._codes(grid_id, path),
            duty_bodies=self._duty(category),
            earlier=self._earlier,
            place_level=PLACE_UNKNOWN if pending else self._level(grid_id),
        )

    def _codes(self, grid_id: int, path: Any) -> tuple[str, ...]:
        known = self._paths.get(grid_id)
        if known is None:
            grids = self._desk.grids
            known = self._paths[grid_id] = tuple(grids[item].code for item in path if item in grids)
        return known

    def _level(self, grid_id: int) -> str:
        grid = self._desk.grids.get(grid_id)
        return grid.level if grid is not None else PLACE_UNKNOWN

    def _duty(self, category: str) -> frozenset[str]:
        known = self._duties.get(category)
        if known is None:
            known = self._duties[category] = frozenset(body.code for body in self._desk.bodies.leads(category))
        return known

    def _placement(self, decision: Decision | None, router: Router, facts: Facts, path: tuple[int, ...]) -> Placement:
        """The tier and body of the day behind a decision; on a climb without one, where the ladder leads."""
        local = path if facts.grid_path else ()
        key = (decision, router.book.version, facts.tier, facts.category, local)
        known = self._placements.get(key)
        if known is None:
            known = self._placements[key] = self._made_placement(decision, router, facts, local)
        return known

    def _made_placement(
        self, decision: Decision | None, router: Router, facts: Facts, path: tuple[int, ...]
    ) -> Placement:
        climbing = facts.tier != NOT_YET_PLACED
        if climbing and (decision is None or _RANK[decision.tier.value] <= _RANK[facts.tier]):
            tier = _LADDER.get(facts.tier, Tier.JOINT)
            return _placed(tier.value, self._next_on_ladder(tier, facts.category, path))
        if decision is None:
            return _placed("", None)
        body = receiver_at(self._desk, path, facts.category, decision.receiver)
        rule = router.book.rule(decision.rule_id)
        label = rule.label if rule else ""
        if body is None or not body.open:
            return _placed("", None, rule=decision.rule_id, rule_label=label)
        helpers = (receiver_at(self._desk, path, facts.category, item) for item in decision.assists)
        assists = tuple(sorted(item.code for item in helpers if item is not None and item.open and item.id != body.id))
        return _placed(decision.tier.value, body, assists, decision.term, decision.rule_id, label)

    def _next_on_ladder(self, tier: Tier, category: str, path: tuple[int, ...]) -> Body | None:
        """As `lifecycle_effects.climb` chooses where no rule leads upwards."""
        bodies = self._desk.bodies
        if tier is Tier.VILLAGE:
            return bodies.at(BodyKind.MEDIATION_COMMITTEE, path)
        return bodies.on_duty(category) or (bodies.centre() if tier is Tier.JOINT else None)

    def _hand(self, steps: list[LaterStep]) -> Placement | None:
        """Where a person sent the case first after the rules had decided."""
        for step in standing(steps[::-1]):
            if step.action in BY_HAND and "handler_id" in step.after:
                body = self._desk.bodies.by_id.get(step.after["handler_id"] or 0)
                tier = step.after.get("tier") or step.before.get("tier") or (body.tier.value if body else "")
                return _placed(tier, body)
        return None


class _Recurrences:
    """Earlier cases by place and kind, added as the simulation comes to them: what came later was not known then."""

    def __init__(self, desk: Desk, earlier: list[EarlierCase], days: int) -> None:
        self._codes = {row.id: row.code for row in desk.grids.values()}
        self._days = timedelta(days=days)
        self._coming = sorted(earlier, key=lambda case: case.id, reverse=True)
        self._moments: dict[tuple[str | None, str | None], list[datetime]] = {}

    def of(self, case: RoutedCase) -> "tuple[Earlier, ...] | _Counted":
        """What counts for this case; asked case by case in the order of their ids."""
        while self._coming and self._coming[-1].id < case.id:
            other = self._coming.pop()
            grid = self._codes.get(other.grid_id, "")
            for key in ((grid, other.category), (grid, None), (None, other.category)):
                insort(self._moments.setdefault(key, []), other.received_at)
        return _Counted(self._moments, case.received_at, self._days) if self._days else ()


@dataclass(frozen=True, slots=True)
class _Counted:
    """The recurrences of one case, counted when a rule asks."""

    moments: dict[tuple[str | None, str | None], list[datetime]]
    received_at: datetime
    reach: timedelta

    def count(self, wanted: Recurrence, grid: str | None, category: str) -> int:
        if grid is None and wanted.same != "kind":
            return 0
        key = (None if wanted.same == "kind" else grid, None if wanted.same == "place" else category)
        moments = self.moments.get(key, [])
        whole_days = timedelta(days=wanted.days + 1, microseconds=-1)
        since = self.received_at - min(whole_days, self.reach)
        return bisect_right(moments, self.received_at) - bisect_left(moments, since)


_NONE: frozenset[str] = frozenset()


def _same(old: Decision | None, new: Decision | None) -> bool:
    """Whether both laws say the same, by whatever rule; then nobody needs to be looked up."""
    if old is None or new is None:
        return old is new
    return old.tier is new.tier and old.receiver == new.receiver and old.assists == new.assists and old.term == new.term


def _placed(
    tier: str,
    body: Body | None,
    assists: tuple[str, ...] = (),
    term: str = "",
    rule: str = "",
    rule_label: str = "",
) -> Placement:
    return Placement(
        tier=tier,
        tier_label=tier_label(tier),
        handler=body.code if body else "",
        handler_label=body.name if body else "",
        assists=assists,
        term=term,
        rule=rule,
        rule_label=rule_label,
    )


def _placement_json(placement: Placement) -> dict[str, Any]:
    return {
        "tier": placement.tier or None,
        "tier_label": placement.tier_label,
        "handler": placement.handler or None,
        "handler_label": placement.handler_label,
        "assists": list(placement.assists),
        "term": placement.term or None,
        "rule": placement.rule or None,
        "rule_label": placement.rule_label,
    }
