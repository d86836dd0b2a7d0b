"""The centre itself: its grid tree, bodies and posts, its rules and calendars, what its seats have begun and seen."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from govdesk.storage.metadata import metadata
from govdesk.storage.table_columns import centre_column, id_column, uid_column

centre = Table(
    "centre",
    metadata,
    id_column(),
    uid_column(),
    Column("code", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("office_name", Text, nullable=False),
    Column("case_prefix", String(8), nullable=False),
    Column("abbreviation", String(8), nullable=False),
    Column("time_zone", String(40), nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    id_column(),
    centre_column(),
    Column("key", String(80), nullable=False),
    Column("value", JSON, nullable=False),
    UniqueConstraint("centre_id", "key"),
)

grid = Table(
    "grid",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("code", String(32), nullable=False),
    Column("parent_id", ForeignKey("grid.id"), index=True),
    Column("level", String(16), nullable=False),
    Column("depth", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("official_name", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("schematic", Boolean, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    UniqueConstraint("centre_id", "code", "valid_from"),
)

grid_closure = Table(
    "grid_closure",
    metadata,
    Column("ancestor_id", ForeignKey("grid.id"), primary_key=True),
    Column("descendant_id", ForeignKey("grid.id"), primary_key=True),
    Column("distance", Integer, nullable=False),
    Index("ix_grid_closure_descendant", "descendant_id", "ancestor_id"),
)

grid_shape = Table(
    "grid_shape",
    metadata,
    id_column(),
    Column("grid_id", ForeignKey("grid.id"), nullable=False, unique=True),
    Column("geometry", Text, nullable=False),  # GeoJSON geometry, WGS-84 longitude/latitude
    Column("source", Text, nullable=False),
)

body = Table(
    "body",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("code", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("grid_id", ForeignKey("grid.id"), index=True),
    Column("independent", Boolean, nullable=False),
    Column("abbreviation", String(8), nullable=False),
    Column("position", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    UniqueConstraint("centre_id", "code", "valid_from"),
)

body_duty = Table(
    "body_duty",
    metadata,
    id_column(),
    Column("body_id", ForeignKey("body.id"), nullable=False, index=True),
    Column("category", String(64), nullable=False),
    Column("part", String(8), nullable=False),  # lead or assist
    Column("item", Text, nullable=False),
)

person = Table(
    "person",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("name", Text, nullable=False, index=True),
    Column("id_number", String(24), nullable=False, index=True),
    Column("phone", String(24), nullable=False, index=True),
    Column("sex", String(8), nullable=False),
    Column("birth", String(10), nullable=False),
    Column("address", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

post = Table(
    "post",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("grid_id", ForeignKey("grid.id"), index=True),
    Column("body_id", ForeignKey("body.id"), index=True),
    Column("person_id", ForeignKey("person.id")),
    Column("person_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("phone", String(24), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)

rule_version = Table(
    "rule_version",
    metadata,
    id_column(),
    centre_column(),
    Column("subject", String(32), nullable=False),  # routing, terms, categories
    Column("version", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("stored_at", DateTime, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("centre_id", "subject", "version"),
)

calendar_version = Table(
    "calendar_version",
    metadata,
    id_column(),
    centre_column(),
    Column("version", String(40), nullable=False),
    Column("source", Text, nullable=False),
    Column("stored_at", DateTime, nullable=False),
    UniqueConstraint("centre_id", "version"),
)

calendar_day = Table(
    "calendar_day",
    metadata,
    id_column(),
    centre_column(),
    Column("day", Date, nullable=False),
    Column("working", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("calendar_version_id", ForeignKey("calendar_version.id"), nullable=False),
    UniqueConstraint("centre_id", "day", "calendar_version_id"),
)

draft = Table(
    "draft",
    metadata,
    id_column(),
    centre_column(),
    Column("seat", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("key", String(64), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    UniqueConstraint("centre_id", "seat", "kind", "key"),
)

last_seen = Table(
    "last_seen",
    metadata,
    Column("seat", String(64), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, nullable=False),
)
