"""The opened data folder: database, clock, dictionaries, grids and bodies. Every service function takes it first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govdesk.domain.body import BodyIndex
from govdesk.domain.changes import Changes
from govdesk.domain.errors import NotFound
from govdesk.domain.roles import Actor
from govdesk.domain.working_calendar import WorkingCalendar, make_calendar
from govdesk.foundation.clock import Clock
from govdesk.services.dictionaries import Rules, make_rules
from govdesk.services.shipped_calendar import SHIPPED_VERSION, shipped_calendar, shipped_holidays
from govdesk.storage.engine import Database
from govdesk.storage.queries.calendar import read_calendar_days
from govdesk.storage.queries.centre import (
    BodyRow,
    CentreRow,
    GridRow,
    PostRow,
    read_bodies,
    read_centre,
    read_grids,
    read_next_change,
    read_posts,
    read_stored_rules,
    to_body,
)
from govdesk.storage.unit_of_work import UnitOfWork, unit_of_work


@dataclass
class Desk:
    """Shared by all screens and workers. What it caches is renewed by `reload`, never changed in place."""

    database: Database
    clock: Clock
    folder: Path
    rules: Rules = field(init=False)
    centre: CentreRow | None = field(init=False, default=None)
    grids: dict[int, GridRow] = field(init=False, default_factory=dict)
    body_rows: dict[int, BodyRow] = field(init=False, default_factory=dict)
    posts: list[PostRow] = field(init=False, default_factory=list)
    bodies: BodyIndex = field(init=False)
    changes_on: date | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read centre, grids, bodies, posts and dictionaries again (after they changed, here or elsewhere)."""
        today = self.clock.now().date()
        with self.database.reading() as connection:
            self.centre = read_centre(connection)
            self.grids = {row.id: row for row in read_grids(connection)}
            self.body_rows = {row.id: row for row in read_bodies(connection, today)}
            self.posts = read_posts(connection)
            stored = read_stored_rules(connection, today)
            self.changes_on = read_next_change(connection, today)
            version, days = read_calendar_days(connection)
        self.bodies = BodyIndex([to_body(row) for row in self.body_rows.values()])
        calendar = shipped_calendar()
        if days:
            calendar = make_calendar(f"{SHIPPED_VERSION}+{version}", [*shipped_holidays().days, *days])
        self.rules = make_rules(calendar, stored)
        if self.rules.terms.office_hours != calendar.hours:
            self.rules = make_rules(_with_hours(calendar, self.rules), stored)

    def known_centre(self) -> CentreRow:
        """The centre; raises NotFound while none has been set up."""
        if self.centre is None:
            raise NotFound("no_centre")
        return self.centre

    @property
    def root_grid(self) -> GridRow:
        """The root of the grid tree (the first one, should there be several)."""
        for row in self.grids.values():
            if row.parent_id is None:
                return row
        raise NotFound("no_centre")

    @contextmanager
    def work(self, actor: Actor) -> Iterator[UnitOfWork]:
        """A unit of work now: `with desk.work(actor) as work: …; changes = work.commit()`.

        On the day that a stored rule version comes into force (or a body ends) what is cached is renewed first.
        """
        if self.changes_on is not None and self.clock.now().date() >= self.changes_on:
            self.reload()
        with unit_of_work(self.database, actor, self.clock.now(), self.folder) as work:
            yield work

    @contextmanager
    def looking(self, actor: Actor) -> Iterator[UnitOfWork]:
        """The same repositories on a read transaction: for questions that need the whole file. Never commit it."""
        with self.database.reading() as connection:
            yield UnitOfWork(connection, actor, self.clock.now(), self.folder)

    def after(self, changes: Changes) -> Changes:
        """Renew what is cached when grids or bodies changed; hand the changes on."""
        if changes.grids or changes.bodies or changes.everything:
            self.reload()
        return changes

    def close(self) -> None:
        self.database.close()


def _with_hours(calendar: WorkingCalendar, rules: Rules) -> WorkingCalendar:
    return make_calendar(calendar.version, calendar.days.values(), rules.terms.office_hours, calendar.years)
