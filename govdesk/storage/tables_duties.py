"""Tables of the duty lists: each import is a list, a newer one of its kind takes the older out of force."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text

from govdesk.storage.metadata import metadata

duty_list = Table(
    "duty_list",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("centre_id", ForeignKey("centre.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # street, shared
    Column("name", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("imported_at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)

duty_item = Table(
    "duty_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", ForeignKey("duty_list.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("number", String(16), nullable=False),
    Column("domain", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("lead_words", Text, nullable=False),
    Column("assist_words", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Index("ix_duty_item_list", "list_id", "position"),
)

duty_item_body = Table(
    "duty_item_body",
    metadata,
    Column("item_id", ForeignKey("duty_item.id"), primary_key=True),
    Column("body_id", ForeignKey("body.id"), primary_key=True),
    Column("part", String(8), primary_key=True),  # lead, assist
    Column("position", Integer, nullable=False),
)

duty_item_category = Table(
    "duty_item_category",
    metadata,
    Column("item_id", ForeignKey("duty_item.id"), primary_key=True),
    Column("category", String(64), primary_key=True),
    Column("origin", String(8), nullable=False),  # given by the file, likely by its words
)
