"""The write door for versions of rule files: each stands for ever, a new one is added beside it."""

from datetime import date, datetime

from sqlalchemy import Connection, insert

from govdesk.storage import tables


class RuleVersionRepository:
    """Stored rule files of one centre inside one unit of work."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    def add(
        self, subject: str, version: str, author: str, effective_on: date, content: str, stored_at: datetime
    ) -> None:
        self._connection.execute(
            insert(tables.rule_version).values(
                centre_id=self._centre_id,
                subject=subject,
                version=version,
                author=author,
                effective_on=effective_on,
                stored_at=stored_at,
                content=content,
            )
        )
