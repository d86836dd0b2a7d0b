"""What a mediation consists of: application, sessions, evidence, plan of performance, confirmation.

Each is a SideRecord of the case (logged, versioned, taken back with it); here are its kinds and how its data reads.
`mediation` in the data is the place of the mediation in the case's list, counted from 1; `number` counts the records
of one kind on the case, from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from govdesk.domain.case import CaseFile, Mediation, SideRecord
from govdesk.domain.record_values import day, moment, money, stored, tables, text, texts, whole

APPLICATION = "mediation_application"
SESSION = "mediation_session"
EVIDENCE = "mediation_evidence"
AVOIDANCE = "mediator_avoidance"
INSTALMENT = "instalment"
URGING = "performance_urging"
CONFIRMATION = "confirmation"

BOOKED, HELD, CANCELLED = "open", "held", "cancelled"
CONSENTS, REFUSES = "consents", "refuses"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Application:
    """Who asked for the mediation, how (written, oral, initiative, court), and what each party answered.

    `answers`: (party, consents or refuses, day as ISO text, how it was given).
    """

    record: SideRecord
    started: str
    applicants: tuple[str, ...]
    requests: tuple[str, ...]
    facts: str
    applied_on: date | None
    taken_by: str
    answers: tuple[tuple[str, str, str, str], ...]

    @property
    def consenting(self) -> tuple[str, ...]:
        return tuple(name for name, answer, _on, _how in self.answers if answer == CONSENTS)

    @property
    def refusing(self) -> tuple[str, ...]:
        return tuple(name for name, answer, _on, _how in self.answers if answer == REFUSES)


@dataclass(frozen=True, slots=True)
class Session:
    """One talk: booked, held or cancelled. `moves`: what it was before each change, with the reason."""

    record: SideRecord
    mediation: int
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    mediators: tuple[str, ...]
    parties: tuple[str, ...]
    guests: tuple[str, ...]
    purpose: str
    moves: tuple[Mapping[str, str], ...]
    came: tuple[str, ...]
    recorder: str
    text: str
    result: str
    missing_reason: str
    signed_off_at: datetime | None
    supplements: tuple[Mapping[str, str], ...]

    @property
    def state(self) -> str:
        """open (booked), held, cancelled or ended (with the case)."""
        return self.record.state


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of F7. `kind` is original or copy; `sha256` names the attachment, if it was scanned."""

    record: SideRecord
    number: int
    name: str
    source: str
    kind: str
    pages: int | None
    given_on: date | None
    checked_by: str
    sha256: str
    note: str

    @property
    def is_kept(self) -> bool:
        """Neither returned nor struck from the list."""
        return self.record.state == "open"


@dataclass(frozen=True, slots=True)
class Avoidance:
    """回避: whom a party (or the mediator himself) wants to keep away, and what the committee decided."""

    record: SideRecord
    number: int
    mediator: str
    asked_by: str
    reason: str
    decision: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    on: date
    amount: Decimal
    receipt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class InstalmentView:
    """One duty of the agreement: money from payer to payee, or something else to be done (`what`)."""

    record: SideRecord
    mediation: int
    number: int
    payer: str
    payee: str
    amount: Decimal
    what: str
    due_on: date | None
    payments: tuple[Payment, ...]
    done_on: date | None

    @property
    def paid(self) -> Decimal:
        return sum((item.amount for item in self.payments), ZERO)

    @property
    def unpaid(self) -> Decimal:
        return max(ZERO, self.amount - self.paid)

    @property
    def is_done(self) -> bool:
        return self.record.state == "done"

    def is_overdue(self, today: date) -> bool:
        return self.record.state == "open" and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Urging:
    """督促: one task for the person who has not performed, until it is done or the duty is performed."""

    record: SideRecord
    number: int
    instalment: int
    person: str
    reason: str
    until: date | None
    way: str
    words: str
    urged_on: date | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """司法确认: `state` applied, accepted, confirmed, rejected or withdrawn; `steps` with day, number and words."""

    record: SideRecord
    number: int
    court: str
    ground: str
    applicants: tuple[str, ...]
    applied_on: date | None
    late_reason: str
    state: str
    steps: tuple[Mapping[str, str], ...]


def applications_of(file: CaseFile) -> list[Application]:
    return [_application(item) for item in file.side_records if item.kind == APPLICATION]


def open_application(file: CaseFile) -> Application | None:
    return next((item for item in applications_of(file) if item.record.state == "open"), None)


def sessions_of(file: CaseFile) -> list[Session]:
    return [session_of(item) for item in file.side_records if item.kind == SESSION]


def evidence_of(file: CaseFile) -> list[Evidence]:
    return [_evidence(item) for item in file.side_records if item.kind == EVIDENCE]


def avoidances_of(file: CaseFile) -> list[Avoidance]:
    return [_avoidance(item) for item in file.side_records if item.kind == AVOIDANCE]


def instalments_of(file: CaseFile) -> list[InstalmentView]:
    """The plan in force, in its order (an earlier plan that was replaced is left out)."""
    found = [instalment_of(item) for item in file.side_records if item.kind == INSTALMENT]
    return [item for item in found if item.record.state in ("open", "done")]


def urgings_of(file: CaseFile) -> list[Urging]:
    return [_urging(item) for item in file.side_records if item.kind == URGING]


def confirmations_of(file: CaseFile) -> list[Confirmation]:
    return [_confirmation(item) for item in file.side_records if item.kind == CONFIRMATION]


def agreed_mediation(file: CaseFile) -> Mediation | None:
    """The last mediation that ended with an agreement."""
    return next((item for item in reversed(file.mediations) if item.outcome == "agreed"), None)


def place_of(file: CaseFile, mediation: Mediation | None) -> int:
    """The mediation's place in the case's list, from 1; 0 for none."""
    return next((index for index, item in enumerate(file.mediations, start=1) if item is mediation), 0)


def next_of(file: CaseFile, kind: str) -> int:
    """The number of the next record of this kind on the case."""
    return 1 + max((whole(item.data, "number") for item in file.side_records if item.kind == kind), default=0)


def with_record(file: CaseFile, record: SideRecord) -> CaseFile:
    return replace(file, side_records=(*file.side_records, record))


def changed_record(file: CaseFile, old: SideRecord, new: SideRecord) -> CaseFile:
    return replace(file, side_records=tuple(new if item is old else item for item in file.side_records))


def with_values(record: SideRecord, **values: object) -> SideRecord:
    """The record with these written into its data; days and moments become ISO text."""
    return replace(record, data={**record.data, **{name: stored(value) for name, value in values.items()}})


def session_of(record: SideRecord) -> Session:
    data = record.data
    starts_at = record.due_at or record.opened_at
    return Session(
        record=record,
        mediation=whole(data, "mediation"),
        number=whole(data, "number"),
        starts_at=starts_at,
        ends_at=moment(data, "ends_at") or starts_at,
        place=text(data, "place"),
        mediators=texts(data, "mediators"),
        parties=texts(data, "parties"),
        guests=texts(data, "guests"),
        purpose=text(data, "purpose"),
        moves=tables(data, "moves"),
        came=texts(data, "came"),
        recorder=text(data, "recorder"),
        text=text(data, "text"),
        result=text(data, "result"),
        missing_reason=text(data, "missing_reason"),
        signed_off_at=moment(data, "signed_off_at"),
        supplements=tables(data, "supplements"),
    )


def instalment_of(record: SideRecord) -> InstalmentView:
    data = record.data
    return InstalmentView(
        record=record,
        mediation=whole(data, "mediation"),
        number=whole(data, "number"),
        payer=text(data, "payer"),
        payee=text(data, "payee"),
        amount=money(data, "amount"),
        what=text(data, "what"),
        due_on=day(data, "due_on"),
        payments=tuple(_payment(item) for item in tables(data, "payments")),
        done_on=day(data, "done_on"),
    )


def _application(record: SideRecord) -> Application:
    data = record.data
    answers = tables(data, "answers")
    return Application(
        record=record,
        started=text(data, "started"),
        applicants=texts(data, "applicants"),
        requests=texts(data, "requests"),
        facts=text(data, "facts"),
        applied_on=day(data, "applied_on"),
        taken_by=text(data, "taken_by"),
        answers=tuple(
            (item.get("party", ""), item.get("answer", ""), item.get("on", ""), item.get("how", "")) for item in answers
        ),
    )


def _evidence(record: SideRecord) -> Evidence:
    data = record.data
    pages = data.get("pages")
    return Evidence(
        record=record,
        number=whole(data, "number"),
        name=text(data, "name"),
        source=text(data, "source"),
        kind=text(data, "kind"),
        pages=pages if isinstance(pages, int) else None,
        given_on=day(data, "given_on"),
        checked_by=text(data, "checked_by"),
        sha256=text(data, "sha256"),
        note=text(data, "note"),
    )


def _avoidance(record: SideRecord) -> Avoidance:
    data = record.data
    return Avoidance(
        record=record,
        number=whole(data, "number"),
        mediator=text(data, "mediator"),
        asked_by=text(data, "asked_by"),
        reason=text(data, "reason"),
        decision=text(data, "decision"),
        replaced_by=texts(data, "replaced_by"),
    )


def _payment(item: Mapping[str, str]) -> Payment:
    return Payment(
        on=day(item, "on") or date.min,
        amount=money(item, "amount"),
        receipt=item.get("receipt", ""),
        sha256=item.get("sha256", ""),
    )


def _urging(record: SideRecord) -> Urging:
    data = record.data
    return Urging(
        record=record,
        number=whole(data, "number"),
        instalment=whole(data, "instalment"),
        person=text(data, "person"),
        reason=text(data, "reason"),
        until=day(data, "until"),
        way=text(data, "way"),
        words=text(data, "words"),
        urged_on=day(data, "urged_on"),
    )


def _confirmation(record: SideRecord) -> Confirmation:
    data = record.data
    return Confirmation(
        record=record,
        number=whole(data, "number"),
        court=text(data, "court"),
        ground=text(data, "ground"),
        applicants=texts(data, "applicants"),
        applied_on=day(data, "applied_on"),
        late_reason=text(data, "late_reason"),
        state=text(data, "state"),
        steps=tables(data, "steps"),
    )
