"""吹哨报到: the kinds of whistle with their blowers and clocks, and one called office as its record tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.deadline import Term, parse_term
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput
from govdesk.domain.record_values import flag, moment, text

SOURCE = "whistles.toml"
WHISTLE = "whistle"
BLOWERS = ("village_centre", "grid_leader", "street_centre", "commissioner")

Clock = Literal["sign", "contact", "arrive"]
CLOCKS: tuple[Clock, ...] = ("sign", "contact", "arrive")
CallState = Literal["called", "signed", "contacted", "arrived", "excused", "absent", "released"]


@dataclass(frozen=True, slots=True)
class Blower:
    """Who may blow. `confirmed` False: a practice of elsewhere or of the centre itself."""

    code: str
    label: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class WhistleKind:
    """One kind; the three terms run from the moment of blowing."""

    code: str
    label: str
    blowers: tuple[str, ...]
    sign: Term
    contact: Term
    arrive: Term
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class WhistleRules:
    """One version of the dictionary, by code and in its order."""

    version: str
    blowers: Mapping[str, Blower]
    kinds: Mapping[str, WhistleKind]

    def kind(self, code: str) -> WhistleKind:
        """Raises BadInput for a kind that is not in the dictionary."""
        try:
            return self.kinds[code]
        except KeyError:
            known = "、".join(item.label for item in self.kinds.values())
            raise BadInput("no_such_whistle_kind", {"kind": code, "known": known}) from None

    def blower_label(self, code: str) -> str:
        found = self.blowers.get(code)
        return found.label if found else code

    def kind_label(self, code: str) -> str:
        found = self.kinds.get(code)
        return found.label if found else code


NO_WHISTLES = WhistleRules("", {}, {})


@dataclass(frozen=True, slots=True)
class WhistleCall:
    """One office called by one whistle, read from the record beside the case.

    `invited` is an independent body: it has no clocks and is never counted or judged. `number` counts the whistles
    of the case from 1. Moments are those that the office named, which a transcription may have written down later.
    """

    case_record: SideRecord
    number: int
    body_id: int
    kind: str
    reason: str
    place: str
    blower: str
    blown_by: str
    blown_at: datetime
    invited: bool
    due: Mapping[Clock, datetime | None]
    done: Mapping[Clock, datetime | None]
    contacted: str
    arrived_by: str
    on_site: bool | None
    excuse: str
    ended_at: datetime | None
    ended_why: str
    office_score: str
    office_words: str
    whistle_score: str
    whistle_words: str

    @property
    def open(self) -> bool:
        return self.case_record.state == "open"

    @property
    def arrived(self) -> bool:
        return self.done["arrive"] is not None

    @property
    def excused(self) -> bool:
        return bool(self.excuse)

    @property
    def state(self) -> CallState:
        """`absent` had to come and did not; `released` was let go before its time was up."""
        if self.excused:
            return "excused"
        if self.arrived:
            return "arrived"
        if not self.open:
            due = self.due["arrive"]
            let_go = due is None or (self.ended_at is not None and self.ended_at <= due)
            return "released" if let_go else "absent"
        if self.done["contact"] is not None:
            return "contacted"
        return "signed" if self.done["sign"] is not None else "called"

    def late(self, clock: Clock, now: datetime) -> bool:
        """Whether the office was or is behind this clock; what was excused or let go in time never is."""
        due, done = self.due[clock], self.done[clock]
        if due is None or self.excused:
            return False
        until = done or self.ended_at or now
        return until > due

    def next_clock(self) -> Clock | None:
        """The clock that is running: the first that is not done yet; None for what is over."""
        if not self.open or self.arrived:
            return None
        return next((clock for clock in CLOCKS if self.done[clock] is None), None)


def parse_whistles(data: Mapping[str, Any]) -> WhistleRules:
    """The dictionary from the parsed file; raises BadInput naming entry and key."""
    root = Entry(data, SOURCE, "")
    version = root.text("version")
    blowers = {item.code: item for item in map(_blower, root.entries("blower"))}
    kinds: dict[str, WhistleKind] = {}
    for raw in root.entries("kind"):
        kind = _kind(raw, blowers)
        if kind.code in kinds:
            Entry(raw, SOURCE, f"kind {kind.code}").refuse("code", kind.code)
        kinds[kind.code] = kind
    root.finish()
    return WhistleRules(version, blowers, kinds)


def calls_of(file: CaseFile) -> list[WhistleCall]:
    """Every office that was ever called for this case, in the order of calling."""
    return [call_of(record) for record in file.side_records if record.kind == WHISTLE]


def call_of(record: SideRecord) -> WhistleCall:
    """The typed reading of one record."""
    data = record.data
    return WhistleCall(
        case_record=record,
        number=int(str(data.get("whistle", 1))),
        body_id=int(record.body_id or 0),
        kind=text(data, "kind"),
        reason=text(data, "reason"),
        place=text(data, "place"),
        blower=text(data, "blower"),
        blown_by=text(data, "blown_by"),
        blown_at=record.opened_at,
        invited=bool(data.get("invited")),
        due={clock: moment(data, f"{clock}_due") for clock in CLOCKS},
        done={clock: moment(data, f"{clock}_at") for clock in CLOCKS},
        contacted=text(data, "contacted"),
        arrived_by=text(data, "arrived_by"),
        on_site=flag(data, "on_site"),
        excuse=text(data, "excuse"),
        ended_at=record.ended_at,
        ended_why=text(data, "ended_why"),
        office_score=text(data, "office_score"),
        office_words=text(data, "office_words"),
        whistle_score=text(data, "whistle_score"),
        whistle_words=text(data, "whistle_words"),
    )


def with_data(record: SideRecord, **values: object) -> SideRecord:
    """The record with these values written into its data; moments become ISO text."""
    written = {
        name: value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
        for name, value in values.items()
    }
    return replace(record, data={**record.data, **written})


def next_number(calls: Iterable[WhistleCall]) -> int:
    return max((call.number for call in calls), default=0) + 1


def _blower(raw: Mapping[str, Any]) -> Blower:
    entry = Entry(raw, SOURCE, f"blower {raw.get('code', '?')}")
    found = Blower(entry.text("code"), entry.text("label"), entry.text("source"), entry.flag("confirmed"))
    if found.code not in BLOWERS:
        entry.refuse("code", found.code)
    entry.finish()
    return found


def _kind(raw: Mapping[str, Any], blowers: Mapping[str, Blower]) -> WhistleKind:
    entry = Entry(raw, SOURCE, f"kind {raw.get('code', '?')}")
    named = entry.texts("blowers")
    for code in named:
        if code not in blowers:
            entry.refuse("blowers", code)
    kind = WhistleKind(
        entry.text("code"),
        entry.text("label"),
        named,
        _term(entry, "sign"),
        _term(entry, "contact"),
        _term(entry, "arrive"),
        entry.text("source"),
        entry.flag("confirmed"),
    )
    entry.finish()
    return kind


def _term(entry: Entry, key: str) -> Term:
    text = entry.text(key)
    try:
        return parse_term(text)
    except BadInput:
        entry.refuse(key, text)
