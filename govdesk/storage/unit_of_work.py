"""The write door: one transaction, repositories of domain objects, one commit that says what changed."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from govdesk.domain.changes import Changes
from govdesk.domain.errors import NotFound, StorageUnavailable
from govdesk.domain.roles import Actor
from govdesk.foundation.identifiers import new_uid
from govdesk.storage import tables
from govdesk.storage.engine import Database
from govdesk.storage.repositories.attachments import AttachmentRepository
from govdesk.storage.repositories.backlog import BacklogRepository
from govdesk.storage.repositories.calendars import CalendarRepository
from govdesk.storage.repositories.cases import CaseRepository
from govdesk.storage.repositories.drafts import DraftRepository
from govdesk.storage.repositories.grids import GridRepository
from govdesk.storage.repositories.mediators import MediatorRepository
from govdesk.storage.repositories.numbers import NumberRepository
from govdesk.storage.repositories.persons import PersonRepository
from govdesk.storage.repositories.task_forces import TaskForceRepository
from govdesk.storage.repositories.templates import TemplateRepository

_TRIES = 4


class UnitOfWork:
    """Open inside `unit_of_work`. `command` is the id that all its log lines share."""

    def __init__(self, connection: Connection, actor: Actor, now: datetime, folder: Path) -> None:
        self.connection = connection
        self.actor = actor
        self.now = now
        self.command = new_uid()
        row = connection.execute(select(tables.centre)).first()
        if row is None:
            raise NotFound("no_centre")
        self.centre_id = int(row.id)
        self.centre = row
        self.cases = CaseRepository(connection, self.centre_id, row.case_prefix)
        self.grids = GridRepository(connection, self.centre_id)
        self.drafts = DraftRepository(connection, self.centre_id)
        self.persons = PersonRepository(connection, self.centre_id)
        self.numbers = NumberRepository(connection, self.centre_id)
        self.calendars = CalendarRepository(connection, self.centre_id)
        self.attachments = AttachmentRepository(connection, folder)
        self.task_forces = TaskForceRepository(connection, self.centre_id)
        self.mediators = MediatorRepository(connection, self.centre_id, actor.seat, now)
        self.backlog = BacklogRepository(connection, self.centre_id)
        self.templates = TemplateRepository(connection, self.centre_id)
        self.touched_documents: set[int] = set()
        self.touched_batches: set[int] = set()

    def commit(self) -> Changes:
        """Make it durable and say what changed. Nothing more can be written afterwards."""
        self.cases.finish()
        self.connection.commit()
        return Changes(
            cases=frozenset(self.cases.touched),
            grids=frozenset(self.grids.touched_grids),
            bodies=frozenset(self.grids.touched_bodies),
            documents=frozenset(self.touched_documents),
            batches=frozenset(self.touched_batches),
        )


@contextmanager
def unit_of_work(database: Database, actor: Actor, now: datetime, folder: Path) -> Iterator[UnitOfWork]:
    """Leaving without `commit` rolls everything back. Raises StorageUnavailable when the lock is not to be had."""
    with _locked(database) as connection:
        yield UnitOfWork(connection, actor, now, folder)


@contextmanager
def _locked(database: Database) -> Iterator[Connection]:
    # SQLite waits busy_timeout for the lock; with several writers one may still starve, so try again with jitter.
    for attempt in range(_TRIES):
        manager = database.writing()
        try:
            connection = manager.__enter__()
        except StorageUnavailable as error:
            if error.code != "database_busy" or attempt == _TRIES - 1:
                raise
            time.sleep(random.uniform(0.02, 0.2) * (attempt + 1))
            continue
        try:
            yield connection
        except BaseException as error:
            if not manager.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            manager.__exit__(None, None, None)
        return
