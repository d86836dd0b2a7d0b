"""The read door for stored versions of rule files."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from govdesk.storage import tables


@dataclass(frozen=True, slots=True)
class RuleVersionRow:
    version: str
    author: str
    effective_on: date
    stored_at: datetime


def read_rule_versions(connection: Connection, subject: str) -> list[RuleVersionRow]:
    """All stored versions of a subject (routing, terms, categories), the newest first."""
    table = tables.rule_version
    rows = connection.execute(select(table).where(table.c.subject == subject).order_by(table.c.id.desc()))
    return [RuleVersionRow(row.version, row.author, row.effective_on, row.stored_at) for row in rows]


def read_rule_content(connection: Connection, subject: str, version: str) -> str | None:
    """The TOML text of one stored version."""
    table = tables.rule_version
    query = select(table.c.content).where(table.c.subject == subject, table.c.version == version)
    return connection.execute(query).scalar_one_or_none()
