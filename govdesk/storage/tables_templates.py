"""Table of the texts of templates: each version stands for ever, so that an old paper can be set again."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from govdesk.storage.metadata import metadata

template_version = Table(
    "template_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("centre_id", ForeignKey("centre.id"), nullable=False),
    Column("template", String(64), nullable=False),
    Column("version", String(40), nullable=False),
    Column("origin", String(8), nullable=False),  # shipped with the program, centre
    Column("content", Text, nullable=False),
    Column("author", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("stored_at", DateTime, nullable=False),
    Column("in_force_at", DateTime),  # the one with the latest moment is in force; null: never was
    UniqueConstraint("centre_id", "template", "version"),
)
