"""The write door for template versions: added, put in force, never changed."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from govdesk.storage.tables_templates import template_version


class TemplateRepository:
    """Versions of one centre's templates inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(
        self, template: str, version: str, origin: str, content: str, author: str, note: str, now: datetime, force: bool
    ) -> None:
        self._connection.execute(
            insert(template_version).values(
                centre_id=self._centre_id,
                template=template,
                version=version,
                origin=origin,
                content=content,
                author=author,
                note=note,
                stored_at=now,
                in_force_at=now if force else None,
            )
        )

    def put_in_force(self, template: str, version: str, now: datetime) -> bool:
        """False when there is no such version."""
        table = template_version
        where = (table.c.centre_id == self._centre_id) & (table.c.template == template) & (table.c.version == version)
        return bool(self._connection.execute(update(table).where(where).values(in_force_at=now)).rowcount)

    def has(self, template: str, version: str) -> bool:
        table = template_version
        statement = select(table.c.id).where(
            table.c.centre_id == self._centre_id, table.c.template == template, table.c.version == version
        )
        return self._connection.execute(statement).first() is not None
