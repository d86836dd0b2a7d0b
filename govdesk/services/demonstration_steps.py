"""The single acts that the lives of the demonstration are made of, with values as an office would write them."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.case import Case, CaseFile
from govdesk.domain.vocabulary import BodyKind, Tier
from govdesk.foundation.text import _
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


def sign(life: Life) -> Step:
    return body_step(life, "sign", {}, share=0.08, hours_at_most=5)


def send_back(life: Life) -> Step:
    values = {"reason": "not_our_duty", "basis": life.say("return_basis")}
    return body_step(life, "send_back", values, share=0.08, hours_at_most=12)


def climb(life: Life) -> Step:
    """What was tried in vain: the story's own words for the village, the office's for the office."""
    story = life.told.story
    if life.case.tier is Tier.OFFICE:
        values = {"tried": life.say("tried_office"), "reason": life.say("failed_office")}
    else:
        values = {"tried": life.chance.choice(story.tried), "reason": life.chance.choice(story.failed)}
    return body_step(life, "climb", values, share=0.15)


def extend(life: Life) -> Step:
    values = {"days": life.chance.choice((3, 5)), "reason": life.say("extend")}
    return body_step(life, "extend", values, share=0.3)


def hand_over(life: Life) -> Iterator[Step]:
    receiver = life.desk.bodies.by_code["natural_resources_office"]
    if receiver.id == life.case.handler_id:
        receiver = life.desk.bodies.by_code["justice_office"]
    if life.case.tier is Tier.GRID:  # by hand a case rises one tier at most
        receiver = life.desk.bodies.at(BodyKind.MEDIATION_COMMITTEE, life.case.grid_path) or receiver
    values = {
        "receiver": receiver.code,
        "materials": life.sayings("materials"),
        "reason": life.say("hand_over"),
    }
    yield body_step(life, "hand_over", values, share=0.3)


def mediate(life: Life) -> Step:
    """By the committee that handles the case, else by the one of the place."""
    committee = life.handler
    if committee.kind is not BodyKind.MEDIATION_COMMITTEE:
        committee = life.desk.bodies.at(BodyKind.MEDIATION_COMMITTEE, life.case.grid_path) or committee
    names = tuple(party.name for party in life.file.parties)
    chosen = tuple(mediators(life.desk, committee.id)[:2]) or (_("值班调解员"),)
    values = {"consents": names, "mediators": chosen, "receiver": committee.code, "started": "oral"}
    return Step("mediate", "mediator", values, share=0.15)


def end_mediation(life: Life, values: Mapping[str, Any]) -> Step:
    return Step("end_mediation", "mediator", values, share=0.2)


def report(life: Life) -> Step:
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
    return body_step(life, "report", values, share=0.2)


def body_step(
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


def needs_paper(file: CaseFile) -> bool:
    return any(item.outcome == "agreed" and item.form == "paper" for item in file.mediations)
