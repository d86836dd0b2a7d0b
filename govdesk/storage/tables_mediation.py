"""The register of mediators: who belongs to which committee, since when and until when (人民调解法 §8, §13, §14)."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from govdesk.storage.metadata import metadata

mediator = Table(
    "mediator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("centre_id", ForeignKey("centre.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("committee_id", ForeignKey("body.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("search", Text, nullable=False),  # name, initials, number and team in one, for a part that somebody types
    Column("number", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # full_time, part_time, invited, elder
    Column("office", Text, nullable=False),  # 主任, 副主任, 委员 …
    Column("team", Text, nullable=False),  # 说理小组 it belongs to
    Column("specialities", JSON, nullable=False),
    Column("phone", String(24), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Index("ix_mediator_search", "centre_id", "name", "search", "valid_from", "valid_to", "committee_id"),
    Index("ix_mediator_committee", "committee_id", "name"),
)

mediator_change = Table(
    "mediator_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mediator_id", ForeignKey("mediator.id"), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("seat", String(64), nullable=False),
    Column("what", String(16), nullable=False),  # added, changed, ended, imported
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
)
