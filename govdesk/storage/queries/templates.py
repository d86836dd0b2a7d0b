"""The read door for template versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from govdesk.storage.tables_templates import template_version


@dataclass(frozen=True, slots=True)
class TemplateVersionRow:
    """One stored version without its text. `origin` is shipped or centre."""

    id: int
    template: str
    version: str
    origin: str
    author: str
    note: str
    stored_at: datetime
    in_force_at: datetime | None


def read_versions(connection: Connection, template: str = "") -> list[TemplateVersionRow]:
    """Oldest first; of all templates when none is named."""
    table = template_version
    statement = select(*(table.c[name] for name in TemplateVersionRow.__slots__)).order_by(table.c.id)
    if template:
        statement = statement.where(table.c.template == template)
    return [TemplateVersionRow(**dict(row)) for row in connection.execute(statement).mappings()]


def read_template_text(connection: Connection, template: str, version: str) -> str | None:
    table = template_version
    statement = select(table.c.content).where(table.c.template == template, table.c.version == version)
    return connection.execute(statement).scalar_one_or_none()


def read_text_in_force(connection: Connection, template: str) -> str | None:
    """The text that the centre put in force last; None while it never touched the template."""
    table = template_version
    statement = (
        select(table.c.content)
        .where(table.c.template == template, table.c.in_force_at.is_not(None))
        .order_by(table.c.in_force_at.desc(), table.c.id.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()


def read_texts_in_force(connection: Connection) -> dict[str, str]:
    """The texts of all templates that the centre ever put in force, by template."""
    table = template_version
    statement = (
        select(table.c.template, table.c.content)
        .where(table.c.in_force_at.is_not(None))
        .order_by(table.c.in_force_at, table.c.id)
    )
    return {row.template: row.content for row in connection.execute(statement)}
