"""How the offices answered the whistles of a period: signed, in touch and arrived in time, body by body.

Independent bodies are only invited and are not in these figures (they are never ranked). Whoever was excused, or let
go before the time was up, owes nothing. The denominator of each rate holds the calls whose term is over or that were
answered: a call whose clock still runs counts nowhere yet.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.whistles import Clock, WhistleCall


@dataclass(frozen=True, slots=True)
class Rate:
    """`value` is None without a denominator, never 0 or 1."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class BodyResponse:
    """One body's answers. `called` counts every call that it owed, `absent` those it never came to."""

    body_id: int
    called: int
    arrived: int
    absent: int
    waiting: int
    signed_in_time: Rate
    contacted_in_time: Rate
    arrived_in_time: Rate


@dataclass(frozen=True, slots=True)
class Responses:
    """All bodies together (`body_id` 0) and one by one in the order of their ids; `invited` counts invitations."""

    total: BodyResponse
    bodies: tuple[BodyResponse, ...]
    whistles: int
    invited: int
    invited_and_came: int


def responses(calls: Iterable[tuple[int, WhistleCall]], now: datetime) -> Responses:
    """From (case id, call) pairs of one period."""
    everything = list(calls)
    owed = [call for _case, call in everything if not call.invited and call.state not in ("excused", "released")]
    by_body: dict[int, list[WhistleCall]] = defaultdict(list)
    for call in owed:
        by_body[call.body_id].append(call)
    invited = [call for _case, call in everything if call.invited]
    return Responses(
        total=_response(0, owed, now),
        bodies=tuple(_response(body_id, found, now) for body_id, found in sorted(by_body.items())),
        whistles=len({(case_id, call.number) for case_id, call in everything}),
        invited=len(invited),
        invited_and_came=sum(call.arrived for call in invited),
    )


def _response(body_id: int, calls: list[WhistleCall], now: datetime) -> BodyResponse:
    arrived = sum(call.arrived for call in calls)
    absent = sum(call.state == "absent" for call in calls)
    return BodyResponse(
        body_id=body_id,
        called=len(calls),
        arrived=arrived,
        absent=absent,
        waiting=len(calls) - arrived - absent,
        signed_in_time=_rate(calls, "sign", now),
        contacted_in_time=_rate(calls, "contact", now),
        arrived_in_time=_rate(calls, "arrive", now),
    )


def _rate(calls: list[WhistleCall], clock: Clock, now: datetime) -> Rate:
    due = [call for call in calls if call.done[clock] is not None or call.late(clock, now)]
    in_time = sum(call.done[clock] is not None and not call.late(clock, now) for call in due)
    return Rate(in_time, len(due))
