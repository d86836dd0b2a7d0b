"""From a case file to the facts that the rules look at, and from their decision to the body that receives."""

from collections.abc import Callable

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle import Choice
from govdesk.domain.routing import Receiver
from govdesk.domain.routing_conditions import NOT_YET_PLACED, PLACE_UNKNOWN, Earlier, EarlierCount, Facts
from govdesk.domain.vocabulary import BodyKind
from govdesk.services.desk import Desk
from govdesk.storage.engine import Connection
from govdesk.storage.queries.earlier_cases import read_earlier_cases

RISK_FLAG = "risk_"
AT_PLACE = {
    "grid_staff": BodyKind.GRID,
    "mediation_committee": BodyKind.MEDIATION_COMMITTEE,
    "village_station": BodyKind.VILLAGE_STATION,
}


EarlierCases = Callable[[CaseFile], tuple[Earlier, ...] | EarlierCount]


def decider(desk: Desk, earlier: EarlierCases) -> Callable[[CaseFile], Choice | None]:
    """What `Circumstances.decide` wants: the rules in force, asked about a file."""
    return lambda file: choose(desk, file, earlier)


def earlier_in(desk: Desk, connection: Connection) -> EarlierCases:
    """Earlier cases read on this connection, and only when some rule asks for recurrences."""

    def read(file: CaseFile) -> tuple[Earlier, ...]:
        days = desk.rules.routing.days_back
        if not days:
            return ()
        rows = read_earlier_cases(connection, file.case, days)
        return tuple(
            Earlier(row.days_ago, desk.grids[row.grid_id].code if row.grid_id in desk.grids else "", row.category)
            for row in rows
        )

    return read


def choose(desk: Desk, file: CaseFile, earlier: EarlierCases) -> Choice | None:
    """The first matching rule with the body of the day behind its receiver; None when no rule matches."""
    decision = desk.rules.router.decide(facts_of(desk, file, earlier))
    if decision is None:
        return None
    helpers = (_body(desk, file, receiver) for receiver in decision.assists)
    return Choice(
        tier=decision.tier,
        receiver=_body(desk, file, decision.receiver),
        assists=tuple(body for body in helpers if body is not None),
        rule=decision.rule_id,
        version=decision.version,
        term=_handler_term(desk, decision.term),
    )


def facts_of(desk: Desk, file: CaseFile, earlier: EarlierCases) -> Facts:
    """Everything as codes."""
    case = file.case
    path = () if case.place_pending else tuple(desk.grids[item].code for item in case.grid_path if item in desk.grids)
    place = None if case.place_pending else desk.grids.get(case.grid_id)
    return Facts(
        channel=case.channel,
        kind=case.kind,
        category=case.category,
        initiated_by=desk.rules.channels.initiated_by(case.channel),
        tier=case.tier.value if case.tier else NOT_YET_PLACED,
        tiers_exhausted=frozenset(case.tried_tiers),
        returns=case.return_count,
        reopened=case.reopen_count,
        people_count=case.people_count or 0,
        urgent=case.urgent,
        risks=frozenset(flag[len(RISK_FLAG) :] for flag in case.flags if flag.startswith(RISK_FLAG)),
        text=f"{case.title}\n{case.text}",
        grid_path=path,
        duty_bodies=frozenset(body.code for body in desk.bodies.leads(case.category)),
        earlier=earlier(file),
        place_level=place.level if place is not None else PLACE_UNKNOWN,
    )


def _body(desk: Desk, file: CaseFile, receiver: Receiver) -> Body | None:
    if receiver.kind in AT_PLACE:
        path = () if file.case.place_pending else file.case.grid_path
        return desk.bodies.at(AT_PLACE[receiver.kind], path)
    if receiver.kind == "duty_office":
        return desk.bodies.on_duty(file.case.category)
    return desk.bodies.by_code.get(receiver.body or "")


def _handler_term(desk: Desk, code: str) -> str:
    if not code:
        return ""
    return next((str(rule.term) for rule in desk.rules.terms.groups["handler"] if rule.code == code), "")
