"""How the invented cases live: each life is a script of real actions, in the order in which an office does them."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.case import Case, CaseFile
from govdesk.domain.vocabulary import BodyKind, Status, Tier
from govdesk.services.demonstration_stories import Told
from govdesk.services.desk import Desk
from govdesk.services.grids import mediators


@dataclass(frozen=True, slots=True)
class Step:
    """One action after `share` of the life's length (at most `hours_at_most`).

    `seat` acts; with `spoken_by` the seat writes down what that body said (代录). `days` instead of a share: a
    pause of so many days, for what comes after closing.
    """

    action: str
    seat: str
    values: Mapping[str, Any] = field(default_factory=dict)
    share: float = 0.1
    hours_at_most: float = 1000.0
    days: float = 0.0
    spoken_by: Body | None = None


@dataclass
class Life:
    """One case on its way. `file` is its state as last read; scripts look at it before each step."""

    desk: Desk
    told: Told
    ending: str
    chance: random.Random
    file: CaseFile

    @property
    def case(self) -> Case:
        return self.file.case

    def say(self, key: str) -> str:
        """One of the sentences that an office says at this point."""
        return self.chance.choice(self.sayings(key))

    def sayings(self, key: str) -> tuple[str, ...]:
        return self.told.stories.sayings[key]

    @property
    def handler(self) -> Body:
        return self.desk.bodies.by_id[self.case.handler_id or 0]

    def likely(self, probability: float) -> bool:
        return self.chance.random() < probability


Script = Callable[[Life], Iterator[Step]]


def script_of(life: Life) -> Iterator[Step]:
    """The steps of the life, asked for one by one: each may look at what the step before has done."""
    yield from SCRIPTS[life.ending](life)


def _unassigned(life: Life) -> Iterator[Step]:
    """Stays 待人工, or 待签收 where the rules found a receiver."""
    yield from ()


def _returned(life: Life) -> Iterator[Step]:
    yield from _find_receiver(life)
    if life.likely(0.5):
        yield _sign(life)
    yield _send_back(life)


def _handled(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield from _bumps(life)


def _climbed(life: Life) -> Iterator[Step]:
    """Waits for the office's signature after the village could not."""
    yield from _to_handling(life)
    if life.case.tier in (Tier.GRID, Tier.VILLAGE):
        yield from _fruitless_mediation(life)
        yield _climb(life)


def _mediating(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield _mediate(life)


def _joint(life: Life) -> Iterator[Step]:
    yield from _to_joint(life)
    yield from _some_assists(life, 0.5)


def _suspended(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    until = life.desk.clock.now().date() + timedelta(days=life.chance.randint(30, 60))
    reason = life.say("suspend")
    yield _body_step(life, "suspend", {"until": until, "reason": reason}, share=0.25)
    yield Step("grant", "supervisor", {"reason": life.say("grant_suspension")}, share=0.15, hours_at_most=8)


def _extension_asked(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield _extend(life)


def _offered(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield from _hand_over(life)


def _submitted(life: Life) -> Iterator[Step]:
    yield from _to_report(life)


def _closed(life: Life) -> Iterator[Step]:
    yield from _to_report(life)
    yield from _review(life)


def _followed(life: Life) -> Iterator[Step]:
    yield from _closed(life)
    yield from _follow_up(life)


def _struck_off(life: Life) -> Iterator[Step]:
    yield from _followed(life)
    if life.case.status is Status.CLOSED:
        evidence = life.say("evidence")
        yield Step("strike_off", "operator", {"evidence": evidence}, days=life.chance.uniform(0.2, 2))


def _archived(life: Life) -> Iterator[Step]:
    yield from _struck_off(life)
    if life.case.status is Status.STRUCK_OFF and not _needs_paper(life.file):
        yield Step("archive", "operator", days=life.chance.uniform(1, 5))


def _refused(life: Life) -> Iterator[Step]:
    reason, elsewhere = life.chance.choice(
        (("litigation", "court"), ("arbitration", "arbitration"), ("discipline", "discipline"))
    )
    yield Step("refuse", "operator", {"reason": reason, "elsewhere": elsewhere}, share=0.1, hours_at_most=6)


def _cancelled(life: Life) -> Iterator[Step]:
    yield Step("cancel", "supervisor", {"reason": life.say("cancel")}, share=0.1, hours_at_most=12)


def _joint_to_court(life: Life) -> Iterator[Step]:
    """南房村's divorce: five bodies at the door; it ends calm and goes to court, which is not counted as settled."""
    yield from _to_joint(life)
    court = life.desk.bodies.by_code.get("court_tribunal")
    if court is not None:
        yield Step("add_assist", "operator", {"offices": (court.code,), "reason": life.say("invite_court")}, share=0.03)
    yield _mediate(life)
    elsewhere = life.say("to_court")
    yield _end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})
    yield from _some_assists(life, 1.0)
    yield _report(life)
    yield from _review(life)
    yield from _follow_up(life, solved=True)
    if life.case.status is Status.CLOSED:
        yield Step("strike_off", "supervisor", {"evidence": life.say("court_evidence")}, days=1)


SCRIPTS: Mapping[str, Script] = {
    "unassigned": _unassigned,
    "dispatched": lambda life: _find_receiver(life),
    "returned": _returned,
    "handled": _handled,
    "climbed": _climbed,
    "mediating": _mediating,
    "joint": _joint,
    "suspended": _suspended,
    "extension_asked": _extension_asked,
    "offered": _offered,
    "submitted": _submitted,
    "closed": _closed,
    "followed": _followed,
    "struck_off": _struck_off,
    "archived": _archived,
    "refused": _refused,
    "cancelled": _cancelled,
    "joint_to_court": _joint_to_court,
}


def _find_receiver(life: Life) -> Iterator[Step]:
    """What the rules left open, the operator decides."""
    if life.case.status is Status.AWAITING_MANUAL:
        receiver = life.desk.bodies.on_duty(life.case.category) or life.desk.bodies.by_code["governance_section"]
        reason = life.say("assign")
        yield Step("assign", "operator", {"receiver": receiver.code, "reason": reason}, share=0.05, hours_at_most=5)


def _to_handling(life: Life) -> Iterator[Step]:
    yield from _find_receiver(life)
    if life.likely(0.07):
        yield _send_back(life)
        yield from _ruling(life)
    if life.case.status is Status.DISPATCHED:
        yield _sign(life)


def _bumps(life: Life) -> Iterator[Step]:
    """What happens on the way: a climb, an extension, a helping body."""
    if life.case.tier in (Tier.GRID, Tier.VILLAGE) and life.likely(0.22):
        yield from _fruitless_mediation(life)
        yield _climb(life)
        yield _sign(life)
    if life.case.tier is Tier.OFFICE and life.likely(0.15):
        helper = life.desk.bodies.by_code["justice_office" if life.case.kind == "dispute" else "enforcement_squad"]
        if helper.id != life.case.handler_id:
            yield Step(
                "add_assist", "operator", {"offices": (helper.code,), "reason": life.say("add_assist")}, share=0.05
            )
            yield from _some_assists(life, 1.0)
    if life.likely(0.06):
        yield _extend(life)
        yield Step("grant", "supervisor", {"reason": life.say("grant_extension")}, share=0.04, hours_at_most=6)


def _to_report(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    if life.case.tier is Tier.JOINT:
        yield from _some_assists(life, 1.0)
    elif life.case.kind == "dispute" and life.case.tier is Tier.VILLAGE and life.likely(0.85):
        yield from _village_settles(life)
    else:
        yield from _bumps(life)
    yield _report(life)


def _village_settles(life: Life) -> Iterator[Step]:
    yield _mediate(life)
    if life.likely(0.8):
        form = "paper" if life.likely(0.55) else "oral"
        yield _end_mediation(life, {"outcome": "agreed", "form": form})
        return
    elsewhere = life.say("remedies")
    yield _end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})
    yield _climb(life)
    yield _sign(life)


def _fruitless_mediation(life: Life) -> Iterator[Step]:
    if life.case.kind == "dispute" and life.case.tier is Tier.VILLAGE and life.likely(0.6):
        yield _mediate(life)
        elsewhere = life.say("remedies")
        yield _end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})


def _to_joint(life: Life) -> Iterator[Step]:
    """By many people at once, or climbing step by step."""
    yield from _find_receiver(life)
    yield _sign(life)
    while life.case.tier is not Tier.JOINT:
        yield _climb(life)
        yield _sign(life)


def _some_assists(life: Life, probability: float) -> Iterator[Step]:
    """Each assisting body signs and, by chance, reports."""
    for assist in life.file.open_assists:
        body = life.desk.bodies.by_id[assist.body_id]
        if assist.signed_at is None:
            yield _body_step(life, "assist_sign", {"receiver": body.code}, body=body, share=0.04)
        if life.likely(probability):
            result = life.say("assist_result") + life.chance.choice(life.told.story.measures)
            yield _body_step(life, "assist_report", {"receiver": body.code, "result": result}, body=body, share=0.08)


def _ruling(life: Life) -> Iterator[Step]:
    other = life.desk.bodies.on_duty(life.case.category)
    if other is None or other.id == life.case.handler_id or life.likely(0.4):
        values = {"ruling": "uphold", "reason": life.say("uphold")}
    else:
        values = {"ruling": "agree", "receiver": other.code, "reason": life.say("agree")}
    yield Step("rule", "operator", values, share=0.05, hours_at_most=6)


def _review(life: Life) -> Iterator[Step]:
    reviewer = "operator2" if life.case.reported_seat != "operator2" else "supervisor"
    if life.likely(0.06):
        yield Step("rework", reviewer, {"reason": life.say("rework")}, share=0.04, hours_at_most=6)
        yield _report(life)
    yield Step("pass", reviewer, {"note": life.say("pass")}, share=0.05, hours_at_most=8)


def _follow_up(life: Life, solved: bool | None = None) -> Iterator[Step]:
    if solved is None and life.likely(0.12):
        yield Step(
            "follow_up",
            "operator",
            {"reached": False, "note": life.say("not_reached")},
            days=life.chance.uniform(0.5, 2),
        )
    good = solved if solved is not None else life.likely(0.96)
    satisfied = life.chance.choices(("satisfied", "basically", "dissatisfied"), (9, 1.5, 0.3 if good else 6))[0]
    values = {"reached": True, "solved": good, "satisfied": satisfied, "note": life.say("visit")}
    yield Step("follow_up", "operator", values, days=life.chance.uniform(0.5, 4))
    if not good:
        yield _sign(life)
        yield _report(life)
        yield from _review(life)
        yield from _follow_up(life, solved=True)


def _sign(life: Life) -> Step:
    return _body_step(life, "sign", {}, share=0.08, hours_at_most=5)


def _send_back(life: Life) -> Step:
    values = {"reason": "not_our_duty", "basis": life.say("return_basis")}
    return _body_step(life, "send_back", values, share=0.08, hours_at_most=12)


def _climb(life: Life) -> Step:
    story = life.told.story
    values = {"tried": life.chance.choice(story.tried), "reason": life.chance.choice(story.failed)}
    return _body_step(life, "climb", values, share=0.15)


def _extend(life: Life) -> Step:
    values = {"days": life.chance.choice((3, 5)), "reason": life.say("extend")}
    return _body_step(life, "extend", values, share=0.3)


def _hand_over(life: Life) -> Iterator[Step]:
    receiver = life.desk.bodies.by_code["natural_resources_office"]
    if receiver.id == life.case.handler_id:
        receiver = life.desk.bodies.by_code["justice_office"]
    values = {
        "receiver": receiver.code,
        "materials": life.sayings("materials"),
        "reason": life.say("hand_over"),
    }
    yield _body_step(life, "hand_over", values, share=0.3)


def _mediate(life: Life) -> Step:
    """By the committee that handles the case, else by the one of the place."""
    committee = life.handler
    if committee.kind is not BodyKind.MEDIATION_COMMITTEE:
        committee = life.desk.bodies.at(BodyKind.MEDIATION_COMMITTEE, life.case.grid_path) or committee
    names = tuple(party.name for party in life.file.parties)
    chosen = tuple(mediators(life.desk, committee.id)[:2])
    values = {"consents": names, "mediators": chosen, "receiver": committee.code}
    return Step("mediate", "mediator", values, share=0.15)


def _end_mediation(life: Life, values: Mapping[str, Any]) -> Step:
    return Step("end_mediation", "mediator", values, share=0.2)


def _report(life: Life) -> Step:
    contacted = (
        life.told.fill(life.say("both")) if life.case.kind == "dispute" else life.case.reporter or life.say("contact")
    )
    values = {
        "result": life.told.result,
        "accepted_on": f"{(life.case.signed_at or life.case.received_at):%Y-%m-%d %H:%M}",
        "contacted": contacted,
        "measures": life.chance.choice(life.told.story.measures),
        "limit": life.say("limit"),
    }
    return _body_step(life, "report", values, share=0.2)


def _body_step(
    life: Life,
    action: str,
    values: Mapping[str, Any],
    share: float = 0.1,
    hours_at_most: float = 1000.0,
    body: Body | None = None,
) -> Step:
    """Stations and sections use their own seat; for villages and now and then for others an operator writes it down."""
    acting = body or life.handler
    has_seat = acting.kind in (BodyKind.STATION_OFFICE, BodyKind.STREET_SECTION) and life.likely(0.7)
    if has_seat:
        return Step(action, acting.code, values, share, hours_at_most)
    return Step(action, "operator", values, share, hours_at_most, spoken_by=acting)


def _needs_paper(file: CaseFile) -> bool:
    return any(item.outcome == "agreed" and item.form == "paper" for item in file.mediations)
