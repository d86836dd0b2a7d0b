"""The case and everything that stands beside it: frozen values, changed only by the life of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from govdesk.domain.vocabulary import Status, Tier


@dataclass(frozen=True, slots=True)
class PartySnapshot:
    """A party as it was on the day of the case; the register of persons is kept apart.

    `role` is applicant, respondent, reporter or other; `kind` is person or organisation.
    """

    name: str
    role: str = "applicant"
    kind: str = "person"
    sex: str = ""
    nation: str = ""
    birth: str = ""
    id_number: str = ""
    occupation: str = ""
    address: str = ""
    phone: str = ""
    representative: str = ""
    person_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Assist:
    """An assisting body with its own clock."""

    body_id: int
    asked_at: datetime
    term: str
    due_at: datetime | None
    signed_at: datetime | None = None
    reported_at: datetime | None = None
    excused_at: datetime | None = None
    report: str = ""
    id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.reported_at is None and self.excused_at is None


@dataclass(frozen=True, slots=True)
class Offer:
    """移交: ownership moves only when the receiver accepts. `state`: open, accepted, declined, withdrawn."""

    from_body_id: int | None
    to_body_id: int
    made_at: datetime
    reason: str
    materials: tuple[str, ...]
    state: str = "open"
    ended_at: datetime | None = None
    answer: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request for extension or suspension. `state`: open, granted, denied, withdrawn."""

    kind: str
    asked_at: datetime
    asked_by: str
    reason: str
    days: int = 0
    until: date | None = None
    state: str = "open"
    decided_at: datetime | None = None
    decided_by: str = ""
    answer: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """An approved pause of the centre's and the handler's clocks; the citizen's clock never pauses."""

    from_at: datetime
    until: date | None
    reason: str
    ended_at: datetime | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Mediation:
    """One mediation. `consents` names the parties who consented; `outcome`: "", agreed, refused, terminated.

    `started`: written or oral application, initiative, court; `selected_by`: committee or parties (人民调解法 §19);
    `reason` why it ended without agreement; `effective_on` when the agreement took effect (§29, §30).
    """

    committee_id: int
    opened_at: datetime
    consents: tuple[str, ...]
    mediators: tuple[str, ...]
    sent_by_id: int | None = None
    due_at: datetime | None = None
    outcome: str = ""
    form: str = ""
    ended_at: datetime | None = None
    note: str = ""
    started: str = ""
    applied_on: date | None = None
    selected_by: str = ""
    refused: tuple[str, ...] = ()
    reason: str = ""
    elsewhere: str = ""
    agreed_on: date | None = None
    effective_on: date | None = None
    signed: dict[str, str] = field(default_factory=dict)
    id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """回访: reached, solved and satisfied are three different things. `how`: phone, visit, message or not said."""

    at: datetime
    by: str
    reached: bool
    solved: bool | None
    satisfied: str
    note: str = ""
    how: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit that the class of the case (`rule`) asks for after its closing at `planned_at`.

    `state`: open, done, unreached (so many tries in vain), void (reopened before it was made).
    """

    rule: str
    code: str
    label: str
    term: str
    planned_at: datetime
    due_at: datetime
    state: str = "open"
    tries: int = 0
    ended_at: datetime | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SideRecord:
    """Whistle, county call, task force, urging: what stands beside a case. `state`: open, ended."""

    kind: str
    opened_at: datetime
    body_id: int | None = None
    due_at: datetime | None = None
    state: str = "open"
    ended_at: datetime | None = None
    data: dict[str, object] = field(default_factory=dict)
    id: int | None = None


@dataclass(frozen=True)
class Case:
    """The facts of one case. Clocks are derived from facts; the `*_due_at` fields cache them for the queue.

    Moments are naive local time of the centre. `owner_id` None means the centre owns it.
    `grid_path` holds grid ids from the root down to `grid_id`. `closings` keeps every closing with its result
    (`at`, `tier`, `on_time`, `due_at`, `result`), so that a reopened case does not lose what was found before.
    `source_fields` keeps the columns of an imported file that have no field here, by their own headers, for the
    reply in the layout that the source takes.
    """

    title: str
    text: str
    channel: str
    category: str
    kind: str
    grid_id: int
    grid_path: tuple[int, ...]
    received_at: datetime
    registered_at: datetime
    status: Status = Status.REGISTERED
    tier: Tier | None = None
    number: str = ""
    source: str = ""
    source_number: str = ""
    category_confirmed: bool = False
    urgent: bool = False
    place_pending: bool = False
    informant_protected: bool = False
    address: str = ""
    people_count: int | None = None
    reporter: str = ""
    phone: str = ""
    occurred_at: datetime | None = None
    handler_id: int | None = None
    owner_id: int | None = None
    dispatched_at: datetime | None = None
    signed_at: datetime | None = None
    first_measure_at: datetime | None = None
    reported_at: datetime | None = None
    reported_seat: str = ""
    closed_at: datetime | None = None
    closed_tier: Tier | None = None
    closed_on_time: bool | None = None
    struck_off_at: datetime | None = None
    archived_at: datetime | None = None
    citizen_term: str = ""
    centre_term: str = ""
    handler_term: str = ""
    sign_term: str = ""
    citizen_due_at: datetime | None = None
    due_at: datetime | None = None
    handler_due_at: datetime | None = None
    sign_due_at: datetime | None = None
    calendar_version: str = ""
    calendar_flagged: bool = False
    tried_tiers: tuple[str, ...] = ()
    return_count: int = 0
    ruling_count: int = 0
    return_final: bool = False
    reopen_count: int = 0
    climb_count: int = 0
    rework_count: int = 0
    result: str = ""
    accepted_on: str = ""
    contacted: str = ""
    measures: str = ""
    limit_text: str = ""
    evidence: str = ""
    refusal_reason: str = ""
    elsewhere: str = ""
    solved: bool | None = None
    satisfied: str = ""
    previous_status: Status | None = None
    merged_into_id: int | None = None
    repeat_of_id: int | None = None
    route_rule: str = ""
    route_version: str = ""
    flags: tuple[str, ...] = ()
    closings: tuple[dict[str, object], ...] = ()
    source_fields: Mapping[str, str] = field(default_factory=dict)
    batch_id: int | None = None
    id: int | None = None
    uid: str = ""
    version: int = 0


def evolve(case: Case, **changes: Any) -> Case:
    """The case with these fields changed.

    `dataclasses.replace` runs the constructor over some eighty fields and took a third of an import's time;
    copying the dictionary of a value without slots takes a tenth of that.
    """
    if not changes.keys() <= _FIELD_NAMES:
        raise TypeError(f"a case has no {sorted(changes.keys() - _FIELD_NAMES)}")
    copied = object.__new__(Case)
    copied.__dict__.update(case.__dict__)
    copied.__dict__.update(changes)
    return copied


_FIELD_NAMES = frozenset(item.name for item in fields(Case))


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything beside it: the aggregate that actions take and return."""

    case: Case
    parties: tuple[PartySnapshot, ...] = ()
    assists: tuple[Assist, ...] = ()
    offers: tuple[Offer, ...] = ()
    requests: tuple[Request, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    mediations: tuple[Mediation, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    visits: tuple[PlannedVisit, ...] = ()
    side_records: tuple[SideRecord, ...] = ()

    @property
    def open_mediation(self) -> Mediation | None:
        return next((item for item in self.mediations if item.is_open), None)

    @property
    def open_offer(self) -> Offer | None:
        return next((item for item in self.offers if item.state == "open"), None)

    def open_request(self, kind: str | None = None) -> Request | None:
        return next((r for r in self.requests if r.state == "open" and kind in (None, r.kind)), None)

    @property
    def open_suspension(self) -> Suspension | None:
        return next((item for item in self.suspensions if item.ended_at is None), None)

    @property
    def open_assists(self) -> tuple[Assist, ...]:
        return tuple(item for item in self.assists if item.is_open)
