"""From the facts of a row to a case with its first steps: channel, category, place, clocks, routing or closing."""

import bisect
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from govdesk.domain.case import Case, CaseFile, PartySnapshot, evolve
from govdesk.domain.clocks import start_clocks
from govdesk.domain.deadline import Deadline, Unit, due_at, parse_term
from govdesk.domain.imported_cases import record_closed
from govdesk.domain.lifecycle import Circumstances, perform
from govdesk.domain.lifecycle_effects import EFFECTS
from govdesk.domain.lifecycle_guards import GUARDS
from govdesk.domain.place_names import Place, PlaceIndex
from govdesk.domain.roles import SYSTEM, Actor, Transcription
from govdesk.domain.routing_conditions import Earlier
from govdesk.domain.vocabulary import Channel
from govdesk.exchange.case_columns import ColumnMap, Field
from govdesk.exchange.case_rows import ImportedRow
from govdesk.foundation.text import _
from govdesk.services.classification import resolve_category
from govdesk.services.desk import Desk
from govdesk.services.registration import DEFAULT_CATEGORY
from govdesk.services.routing_choice import EarlierCases, decider, earlier_in
from govdesk.storage.engine import Connection
from govdesk.storage.queries.imports import read_received
from govdesk.storage.repositories.log_entry import LogEntry

Step = tuple[CaseFile, LogEntry]

_READ_FOR_A_PLACE = 400
"""So many characters of a text are searched for a place: who writes where it is writes it first."""

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


@dataclass(frozen=True, slots=True)
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
        self._bases: dict[tuple[object, ...], tuple[Case, bool]] = {}
        self._citizen: dict[tuple[str, object], tuple[datetime, bool]] = {}
        self._register = LogEntry("register", setting.actor, setting.now, setting.command)
        self._route = LogEntry("route", SYSTEM, setting.now, setting.command)
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

    def circumstances(self, earlier: EarlierCases) -> Circumstances:
        """What routing looks at; one for a whole slice."""
        return Circumstances(
            now=self._setting.now,
            actor=SYSTEM,
            bodies=self._desk.bodies,
            keeper=self._desk.rules.keeper,
            decide=decider(self._desk, earlier),
        )

    def history(self, settled: Settled, repeat_of: int | None, around: Circumstances) -> list[Step]:
        """登记, then 规则分派, or 补录办结 for what was finished before it came here."""
        row = settled.row
        registered = CaseFile(self._registered(settled, repeat_of), parties=_parties(row))
        if row.finished_at is None:
            routed = perform(self._desk.rules.transitions, GUARDS, EFFECTS, registered, "route", around)
            return [(registered, self._register), (routed, self._route)]
        said_by = row.source_fields.get(self._handler_column, "") or _("来源表格")
        entry = LogEntry(
            "record_closed",
            self._setting.actor,
            self._setting.now,
            self._setting.command,
            transcription=Transcription(said_by, "message", row.finished_at),
        )
        return [(registered, self._register), (record_closed(registered, row.finished_at, row.reply), entry)]

    def _registered(self, settled: Settled, repeat_of: int | None) -> Case:
        row = settled.row
        base, flagged = self._base(settled)
        received_at = row.received_at or self._setting.now
        citizen_due, citizen_flagged = self._citizen_due(base.citizen_term, received_at)
        return evolve(
            base,
            title=row.title,
            text=row.text,
            source_number=row.number,
            address=row.address or row.region,
            people_count=row.people_count,
            reporter=row.reporter,
            phone=row.phone,
            occurred_at=row.occurred_at,
            received_at=received_at,
            citizen_due_at=citizen_due,
            calendar_flagged=flagged or citizen_flagged,
            flags=row.notes,
            repeat_of_id=repeat_of,
            source_fields=row.source_fields,
        )

    def _base(self, settled: Settled) -> tuple[Case, bool]:
        """The case that all rows of the same channel, category and place have in common, its centre's clock running."""
        informant = "举报" in settled.row.appeal_type
        key = (settled.channel, settled.category, settled.category_confirmed, settled.grid_id, settled.place_pending)
        known = self._bases.get((*key, settled.row.urgent, informant))
        if known is None:
            known = self._bases[*key, settled.row.urgent, informant] = self._make_base(settled, informant)
        return known

    def _make_base(self, settled: Settled, informant: bool) -> tuple[Case, bool]:
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
            informant_protected=informant,
            batch_id=self._setting.batch_id,
        )
        started = start_clocks(case, rules.keeper)
        return started, bool(self._due(now, started.centre_term).flagged_years)

    def _citizen_due(self, term: str, received_at: datetime) -> tuple[datetime, bool]:
        """Terms in days count from the day: one answer serves all receipts of that day."""
        moment = received_at.date() if parse_term(term).unit in _BY_DAY else received_at
        known = self._citizen.get((term, moment))
        if known is None:
            due = self._due(received_at, term)
            known = self._citizen[term, moment] = (due.due_at, bool(due.flagged_years))
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


class RecentCases:
    """Earlier cases of the same place and kind, those of the running import included, for rules on recurrences.

    Only the nearest are handed out, as many as the most demanding rule counts.
    """

    def __init__(self, desk: Desk, connection: Connection) -> None:
        self._desk = desk
        self._connection = connection
        wanted = [c.value for rule in desk.rules.routing.rules for c in rule.conditions if c.name == "recurrence"]
        self._days = timedelta(days=max((value.days for value in wanted), default=0))
        self._most = max((value.at_least for value in wanted), default=0)
        self._known: dict[tuple[int, str], list[datetime]] = {}
        self._plain: EarlierCases | None = None
        if {value.same for value in wanted} - {"place_and_kind"}:
            self._plain = earlier_in(desk, connection)

    def continue_on(self, connection: Connection) -> None:
        """The next slice has a connection of its own."""
        self._connection = connection
        if self._plain is not None:
            self._plain = earlier_in(self._desk, connection)

    def __call__(self, file: CaseFile) -> tuple[Earlier, ...]:
        case = file.case
        if not self._most or case.place_pending:
            return ()
        if self._plain is not None:
            return self._plain(file)
        moments = self._moments(case)
        end = bisect.bisect_right(moments, case.received_at)
        start = bisect.bisect_left(moments, case.received_at - self._days, max(0, end - self._most), end)
        code = self._desk.grids[case.grid_id].code
        return tuple(Earlier((case.received_at - moment).days, code, case.category) for moment in moments[start:end])

    def add(self, case: Case) -> None:
        if self._most and not case.place_pending and self._plain is None:
            bisect.insort(self._moments(case), case.received_at)

    def _moments(self, case: Case) -> list[datetime]:
        key = (case.grid_id, case.category)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = read_received(self._connection, case.grid_id, case.category)
        return known


def _parties(row: ImportedRow) -> tuple[PartySnapshot, ...]:
    return tuple(
        PartySnapshot(name, role="applicant" if at == 0 else "respondent") for at, name in enumerate(row.parties)
    )


def _default_channel(columns: ColumnMap) -> str:
    """With no channel given or named: 工单 are those of the hotline, anything else is 其他."""
    return (Channel.HOTLINE_12345 if "工单" in columns.header_of(Field.NUMBER) else Channel.OTHER).value
