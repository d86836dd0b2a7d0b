"""The life of a case: one door, `perform`, that checks the row of the table and applies its effect.

Everything here is pure: a file in, a file out. Who may act, from where and under which guards stands in the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn

from govdesk.domain.body import Body, BodyIndex
from govdesk.domain.bookings import Booking, MediatorIndex
from govdesk.domain.case import Assist, CaseFile
from govdesk.domain.clocks import Timekeeper
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.follow_ups import NO_VISITS, FollowUpRules
from govdesk.domain.roles import Actor, Transcription
from govdesk.domain.strike_off import NO_STRIKE_OFF, StrikeOffRules
from govdesk.domain.transitions import ActionField, Transition, TransitionTable
from govdesk.domain.vocabulary import BodyKind, Role, Status, Tier
from govdesk.domain.whistles import NO_WHISTLES, WHISTLE, WhistleRules
from govdesk.foundation.nearness import nearest


@dataclass(frozen=True, slots=True)
class Choice:
    """What the rules decided: the tier, who receives, who assists, and which rule said so.

    `receiver` None means that the rule matched but nobody is there to receive.
    """

    tier: Tier
    receiver: Body | None
    assists: tuple[Body, ...]
    rule: str
    version: str
    term: str = ""


@dataclass(frozen=True)
class Circumstances:
    """Everything an action may look at beside the file itself.

    `decide` asks the routing rules about a file; `papers` are the kinds of documents issued for the case;
    `worked_on` says whether somebody acted on it since its import; `reportable` are the risks that the law wants
    reported before the case ends; `merged_here` counts the cases that were merged under this one;
    `performance_due` is the last day on which the issued agreement is to be performed; `answered_channels` are
    those whose source wants the result back; `ended_at` is when a merged or refused case got an end that its source
    is told (the closing of the master, if that came later).
    """

    now: datetime
    actor: Actor
    bodies: BodyIndex
    keeper: Timekeeper
    decide: Callable[[CaseFile], Choice | None]
    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    transcription: Transcription | None = None
    papers: frozenset[str] = frozenset()
    worked_on: bool = False
    whistles: WhistleRules = NO_WHISTLES
    reportable: frozenset[str] = frozenset()
    merged_here: int = 0
    follow_ups: FollowUpRules = NO_VISITS
    strike_off: StrikeOffRules = NO_STRIKE_OFF
    performance_due: date | None = None
    answered_channels: frozenset[str] = frozenset()
    ended_at: datetime | None = None
    booked: tuple[Booking, ...] = ()
    register: MediatorIndex = field(default_factory=MediatorIndex)
    retired: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return str(value).strip() if value is not None else ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name) or ()
        items = [value] if isinstance(value, str) else list(value)
        return tuple(text for text in (str(item).strip() for item in items) if text)

    def flag(self, name: str) -> bool | None:
        value = self.values.get(name)
        return value if isinstance(value, bool) else None

    def day(self, name: str) -> date | None:
        """A value that is a day. Raises BadInput for anything else but nothing."""
        value = self.values.get(name)
        if isinstance(value, datetime):
            return value.date()
        if value is None or value == "" or isinstance(value, date):
            return value or None
        raise BadInput("value_wrong", {"field": name, "value": str(value)})

    def moment(self, name: str) -> datetime | None:
        """A value that is a moment. Raises BadInput for anything else but nothing."""
        value = self.values.get(name)
        if value is None or value == "" or isinstance(value, datetime):
            return value or None
        raise BadInput("value_wrong", {"field": name, "value": str(value)})

    def number(self, name: str) -> int | None:
        """A value that is a whole number. Raises BadInput for anything else but nothing."""
        value = self.values.get(name)
        if value is None or value == "" or (isinstance(value, int) and not isinstance(value, bool)):
            return value if isinstance(value, int) else None
        raise BadInput("value_wrong", {"field": name, "value": str(value)})

    def body(self, name: str = "receiver") -> Body | None:
        """The body a value names by code, label or id. Raises BadInput when there is none such."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        found = self.bodies.by_id.get(value) if isinstance(value, int) else self.bodies.find(str(value).strip())
        return found or self._refuse_unknown(str(value))

    def bodies_named(self, name: str = "offices") -> tuple[Body, ...]:
        return tuple(self.bodies.find(text) or self._refuse_unknown(text) for text in self.texts(name))

    def _refuse_unknown(self, text: str) -> NoReturn:
        near = nearest(text, (body.name for body in self.bodies.bodies if body.open))
        raise BadInput("no_such_body", {"body": text, "near": "、".join(near)})


Guard = Callable[[CaseFile, Circumstances], None]
Effect = Callable[[CaseFile, Circumstances], CaseFile]


def perform(
    table: TransitionTable,
    guards: Mapping[str, Guard],
    effects: Mapping[str, Effect],
    file: CaseFile,
    action: str,
    around: Circumstances,
) -> CaseFile:
    """The file after the action. Raises RuleViolation, AccessDenied or BadInput; then nothing has happened."""
    row = table.row(action)
    refuse_wrong_status(row, file)
    refuse_wrong_actor(row, file, around)
    refuse_missing_values(row, table, around)
    for name in row.guards:
        guards[name](file, around)
    after = effects[action](file, around)
    if after.case.status not in row.to_statuses:
        raise AssertionError(f"{action} ended in {after.case.status}, which its row does not allow")
    return after


def refuse_wrong_status(row: Transition, file: CaseFile) -> None:
    if file.case.status not in row.from_statuses:
        raise RuleViolation(
            "wrong_status",
            {
                "action": row.label,
                "status": file.case.status.value,
                "number": file.case.number,
                "statuses": tuple(status for status in Status if status in row.from_statuses),
            },
        )


def refuse_wrong_actor(row: Transition, file: CaseFile, around: Circumstances) -> None:
    """A role of the row, or the body that is meant, or a transcription of that body's word by a seat of the centre."""
    actor = around.actor
    if actor.role is Role.ADMINISTRATOR and actor.seat == "system":
        return
    if actor.role in row.roles and actor.role is not Role.BODY:
        return
    if not row.parts:
        raise AccessDenied("role_may_not", _who_may(row, actor))
    if actor.body_id is not None:
        if any(actor.body_id in body_ids_for(part, file, around) for part in row.parts):
            return
        raise AccessDenied("body_may_not", {"action": row.label, "body": actor.name})
    if actor.role not in (Role.OPERATOR, Role.MEDIATOR, Role.SUPERVISOR):
        raise AccessDenied("role_may_not", _who_may(row, actor))
    if around.transcription is None:
        raise AccessDenied("transcription_needed", {"action": row.label})
    if not around.transcription.said_by.strip():
        raise RuleViolation("transcription_incomplete", {"field": "said_by"})
    if around.transcription.said_at > around.now:
        raise RuleViolation("said_in_the_future", {})


def _who_may(row: Transition, actor: Actor) -> dict[str, object]:
    return {"action": row.label, "role": actor.role.value, "roles": tuple(sorted(row.roles))}


def body_ids_for(part: str, file: CaseFile, around: Circumstances) -> frozenset[int]:
    """The bodies that hold this part on the case at this moment."""
    case = file.case
    if part == "handler":
        return frozenset() if case.handler_id is None else frozenset({case.handler_id})
    if part == "offer_receiver":
        return frozenset({file.open_offer.to_body_id}) if file.open_offer else frozenset()
    if part == "assisting_body":
        return frozenset(item.body_id for item in file.open_assists)
    if part == "called_body":
        return _beside(file, WHISTLE, open_only=True)
    if part == "whistled_body":
        return _beside(file, WHISTLE, open_only=False)
    if part == "county_body":
        return _beside(file, "county_call", open_only=True)
    if part == "mediating_committee":
        return frozenset({file.mediations[-1].committee_id}) if file.mediations else frozenset()
    committees = {body.id for body in around.bodies.bodies if body.kind is BodyKind.MEDIATION_COMMITTEE}
    meant = {file.open_mediation.committee_id} if file.open_mediation else {case.handler_id}
    return frozenset(committees & meant)


def _beside(file: CaseFile, kind: str, open_only: bool) -> frozenset[int]:
    records = (item for item in file.side_records if item.kind == kind and item.body_id is not None)
    return frozenset(item.body_id for item in records if item.body_id and (item.state == "open" or not open_only))


def refuse_missing_values(row: Transition, table: TransitionTable, around: Circumstances) -> None:
    """Every required value is there, and every value of a closed list is one of the list."""
    missing = [item for item in row.fields if item.required and _is_empty(item, around)]
    if missing:
        names = tuple(item.name for item in missing)
        raise RuleViolation("value_missing", {"action": row.label, "field": missing[0].label, "missing": names})
    for item in row.fields:
        value = around.values.get(item.name)
        if not _is_empty(item, around) and item.choices and str(value) not in table.lists[item.choices]:
            known = "、".join(f"{label}（{code}）" for code, label in table.lists[item.choices].items() if code)
            raise BadInput("value_not_in_list", {"field": item.label, "value": str(value), "known": known})


def _is_empty(item: ActionField, around: Circumstances) -> bool:
    value = around.values.get(item.name)
    if item.name == "note" and value is None:
        value = around.note
    return not value.strip() if isinstance(value, str) else value is None or value == () or value == []


def named_assist(file: CaseFile, around: Circumstances) -> Assist | None:
    """The open assist an action means: the named body's, the acting body's, or the only one there is."""
    body = around.body()
    body_id = body.id if body else around.actor.body_id
    if body_id is None and len(file.open_assists) == 1:
        return file.open_assists[0]
    return next((item for item in file.open_assists if item.body_id == body_id), None)
