"""From the facts of a row to a case with its first steps: channel, category, place, clocks, routing or closing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter
from typing import Any

from govdesk.domain.case import Case, CaseFile, PartySnapshot, evolve
from govdesk.domain.clocks import start_clocks
from govdesk.domain.deadline import Deadline, Term, Unit, due_at, parse_term
from govdesk.domain.imported_cases import closing_blanks, closing_values, record_closed
from govdesk.domain.informants import identity
from govdesk.domain.lifecycle import Choice, Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.place_names import Place, PlaceIndex
from govdesk.domain.roles import SYSTEM, Actor, Transcription
from govdesk.domain.routing_conditions import Facts
from govdesk.domain.vocabulary import Channel
from govdesk.exchange.case_columns import ColumnMap, Field
from govdesk.exchange.case_rows import ImportedRow
from govdesk.foundation.text import _
from govdesk.services.classification import resolve_category
from govdesk.services.desk import Desk
from govdesk.services.import_recurrence import Earliers, RecentCases
from govdesk.services.registration import DEFAULT_CATEGORY
from govdesk.services.routing_choice import EarlierCases, choose, facts_of
from govdesk.storage.repositories.case_shapes import CaseShape, ShapedCase
from govdesk.storage.repositories.log_entry import LogEntry

Step = tuple[CaseFile, LogEntry]

_READ_FOR_A_PLACE = 400
"""So many characters of a text are searched for a place: who writes where it is writes it first."""

_OWN = (
    "title",
    "text",
    "source_number",
    "address",
    "people_count",
    "reporter",
    "phone",
    "occurred_at",
    "received_at",
    "citizen_due_at",
    "calendar_flagged",
    "flags",
    "repeat_of_id",
    "source_fields",
    "parties",
)
"""What belongs to the row; all else of a case follows from channel, category, place and the rule."""

_BY_DAY = frozenset({Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS})


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not change from row to row. `channel` None lets each row's own channel speak."""

    actor: Actor
    source: str
    channel: str | None
    now: datetime
    command: str
    batch_id: int | None


@dataclass(slots=True)  # as quick to build as ImportedRow, and as little changed
class Settled:
    """What was found out about a row before anything is written; `notes` are codes for the person."""

    row: ImportedRow
    channel: str
    category: str
    category_confirmed: bool
    grid_id: int
    place_pending: bool
    notes: tuple[str, ...]


class CaseMaker:
    """Turns the rows of one file into cases. `classification_seconds` counts the texts that had to be read."""

    def __init__(self, desk: Desk, columns: ColumnMap, setting: Setting) -> None:
        self._desk = desk
        self._setting = setting
        self._places = PlaceIndex(
            Place(row.id, row.parent_id, row.name, row.official_name) for row in desk.grids.values()
        )
        self._root = desk.root_grid.id
        self._handler_column = columns.header_of(Field.HANDLER)
        self._default_channel = _default_channel(columns)
        self._bases: dict[tuple[object, ...], _Base] = {}
        self._terms: dict[str, Term] = {}
        self._citizen: dict[tuple[str, object], tuple[datetime, bool]] = {}
        self._register = LogEntry("register", setting.actor, setting.now, setting.command)
        self._route_entry = LogEntry("route", SYSTEM, setting.now, setting.command)
        self.classification_seconds = 0.0

    def settle(self, row: ImportedRow) -> Settled:
        """Channel, category and place of a row."""
        notes = list(row.notes)
        channel = self._channel(row, notes)
        category, confirmed = self._category(row, channel)
        if not confirmed:
            notes.append("category_suggested")
        grid_id = self._places.locate((row.region, row.address), (row.title, row.text[:_READ_FOR_A_PLACE]))
        if grid_id is None:
            notes.append("place_pending")
        if row.received_at is None:
            notes.append("received_at_import")
        return Settled(row, channel, category, confirmed, grid_id or self._root, grid_id is None, tuple(notes))

    def make(self, settled: Settled, repeat_of: int | None, recent: RecentCases) -> ShapedCase:
        """登记, then 规则分派, or 补录办结 for what was finished before it came here; ready to be stored."""
        row = settled.row
        base = self._base(settled)
        own = self._own_values(base, row, repeat_of)
        if row.finished_at is not None:
            said_by = row.source_fields.get(self._handler_column, "") or _("来源表格")
            closed = closing_values(row.finished_at, row.reply)
            return ShapedCase(self._closed_shape(base), {**own, **closed}, _parties(row), (said_by, row.finished_at))
        facts = base.facts
        facts.people_count = row.people_count or 0
        facts.text = f"{row.title}\n{row.text}"
        facts.earlier = recent.before(base.case, own["received_at"])
        decision = self._desk.rules.router.decide(facts)
        rule = decision.rule_id if decision else None
        shape = base.routed.get(rule)
        if shape is None:
            shape = self._route(base, own, facts.earlier, rule)
        recent.add(base.case, own["received_at"])
        return ShapedCase(shape, own, _parties(row))

    def history(self, settled: Settled, repeat_of: int | None, earlier: EarlierCases) -> list[Step]:
        """The same steps one by one through the life of a case: what `make` must agree with."""
        row, base = settled.row, self._base(settled)
        case = evolve(base.case, **self._own_values(base, row, repeat_of))
        registered = CaseFile(case, parties=_parties(row))
        if row.finished_at is None:
            around = self._around(lambda file: choose(self._desk, file, earlier))
            return [(registered, self._register), (self._perform_route(registered, around), self._route_entry)]
        said_by = row.source_fields.get(self._handler_column, "") or _("来源表格")
        entry = self._closing_entry(said_by, row.finished_at)
        return [(registered, self._register), (record_closed(registered, row.finished_at, row.reply), entry)]

    def _own_values(self, base: "_Base", row: ImportedRow, repeat_of: int | None) -> dict[str, Any]:
        received_at = row.received_at or self._setting.now
        citizen_due, flagged = self._citizen_due(base.case.citizen_term, received_at)
        return {
            "title": _title(row),
            "text": row.text,
            "source_number": row.number,
            "address": row.address or row.region,
            "people_count": row.people_count,
            "reporter": row.reporter,
            "phone": row.phone,
            "occurred_at": row.occurred_at,
            "received_at": received_at,
            "citizen_due_at": citizen_due,
            "calendar_flagged": base.flagged or flagged,
            "flags": row.notes,
            "repeat_of_id": repeat_of,
            "source_fields": row.source_fields,
        }

    def _base(self, settled: Settled) -> "_Base":
        """What all rows of the same channel, category and place have in common, the centre's clock running."""
        key = (
            settled.channel,
            settled.category,
            settled.category_confirmed,
            settled.grid_id,
            settled.place_pending,
            settled.row.urgent,
            "举报" in settled.row.appeal_type,
        )
        known = self._bases.get(key)
        if known is None:
            known = self._bases[key] = self._make_base(settled)
        return known

    def _make_base(self, settled: Settled) -> "_Base":
        rules, now = self._desk.rules, self._setting.now
        case = Case(
            title="",
            text="",
            channel=settled.channel,
            category=settled.category,
            kind=rules.categories.get(settled.category).kind,
            grid_id=settled.grid_id,
            grid_path=self._desk.grids[settled.grid_id].path,
            received_at=now,
            registered_at=now,
            source=self._setting.source,
            category_confirmed=settled.category_confirmed,
            urgent=settled.row.urgent,
            place_pending=settled.place_pending,
            informant_protected="举报" in settled.row.appeal_type,
            batch_id=self._setting.batch_id,
        )
        started = start_clocks(case, rules.keeper)
        flagged = bool(self._due(now, started.centre_term).flagged_years)
        blank = evolve(started, citizen_due_at=None, calendar_flagged=False)
        facts = facts_of(self._desk, CaseFile(blank), lambda _file: ())
        return _Base(blank, flagged, facts)

    def _route(self, base: "_Base", own: dict[str, Any], earlier: Earliers, rule: str | None) -> CaseShape:
        """The shape of the cases that this rule sends on: the real action, done once on a sample."""
        choice = choose(self._desk, CaseFile(evolve(base.case, **own)), lambda _file: earlier)
        registered = CaseFile(base.case)
        routed = self._perform_route(registered, self._around(lambda _file: choice))
        if any(getattr(routed.case, name) != getattr(base.case, name) for name in own):
            raise AssertionError("routing has changed what belongs to the row")
        shape = CaseShape([(registered, self._register), (routed, self._route_entry)], _OWN)
        base.routed[rule] = shape
        return shape

    def _closed_shape(self, base: "_Base") -> CaseShape:
        if base.closed is None:
            now = self._setting.now
            registered = CaseFile(base.case)
            closed = record_closed(registered, now, "")
            blank = replace(closed, case=evolve(closed.case, **closing_blanks()))
            entry = self._closing_entry(_("来源表格"), now)
            base.closed = CaseShape([(registered, self._register), (blank, entry)], _OWN, tuple(closing_blanks()))
        return base.closed

    def _perform_route(self, registered: CaseFile, around: Circumstances) -> CaseFile:
        return perform(self._desk.rules.transitions, GUARDS, EFFECTS, registered, "route", around)

    def _around(self, decide: Callable[[CaseFile], Choice | None]) -> Circumstances:
        desk = self._desk
        return Circumstances(self._setting.now, SYSTEM, desk.bodies, desk.rules.keeper, decide)

    def _closing_entry(self, said_by: str, finished_at: datetime) -> LogEntry:
        setting = self._setting
        said = Transcription(said_by, "message", finished_at)
        return LogEntry("record_closed", setting.actor, setting.now, setting.command, transcription=said)

    def _citizen_due(self, term: str, received_at: datetime) -> tuple[datetime, bool]:
        """Terms in days count from the day: one answer serves all receipts of that day."""
        parsed = self._terms.get(term)
        if parsed is None:
            parsed = self._terms[term] = parse_term(term)
        key = (term, received_at.date() if parsed.unit in _BY_DAY else received_at)
        known = self._citizen.get(key)
        if known is None:
            due = self._due(received_at, term)
            known = self._citizen[key] = (due.due_at, bool(due.flagged_years))
        return known

    def _due(self, start: datetime, term: str) -> Deadline:
        return due_at(start, parse_term(term), self._desk.rules.calendar)

    def _channel(self, row: ImportedRow, notes: list[str]) -> str:
        if self._setting.channel is not None:
            return self._setting.channel
        if not row.channel:
            return self._default_channel
        found = self._desk.rules.channels.for_label(row.channel)
        if found is None:
            notes.append("channel_unknown")
            return self._default_channel
        return found.code

    def _category(self, row: ImportedRow, channel: str) -> tuple[str, bool]:
        """By the file's own label where it means one category; else what the text suggests among what it may mean."""
        scheme = self._desk.rules.categories
        label = ""
        for label in row.labels:
            meant = scheme.for_label(label)
            if len(meant) == 1:
                return meant[0].code, True
            if meant:
                break
        started = perf_counter()
        resolved = resolve_category(self._desk, label, row.text, row.title, channel)
        self.classification_seconds += perf_counter() - started
        return resolved.category or DEFAULT_CATEGORY, resolved.confirmed


@dataclass
class _Base:
    """The case without what belongs to the row, its facts for routing, and the shapes made of it so far.

    `facts` are filled in for each row anew: building sixteen fields cost more than deciding.
    """

    case: Case
    flagged: bool
    facts: Facts
    routed: dict[str | None, CaseShape] = field(default_factory=dict)
    closed: CaseShape | None = None


def _title(row: ImportedRow) -> str:
    """Titles stand in lists, on maps and in papers: they never name an informant."""
    if "举报" not in row.appeal_type:
        return row.title
    return identity(row.reporter, row.phone, _parties(row)).clean(row.title)


def _parties(row: ImportedRow) -> tuple[PartySnapshot, ...]:
    return tuple(
        PartySnapshot(name, role="applicant" if at == 0 else "respondent") for at, name in enumerate(row.parties)
    )


def _default_channel(columns: ColumnMap) -> str:
    """With no channel given or named: 工单 are those of the hotline, anything else is 其他."""
    return (Channel.HOTLINE_12345 if "工单" in columns.header_of(Field.NUMBER) else Channel.OTHER).value
