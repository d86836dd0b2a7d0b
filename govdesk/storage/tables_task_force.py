"""Tables of the registers that lie across cases: task forces with what they wrote down, and the backlog (积案).

A case holds its membership itself (side_record kind task_force), so that its log and undo know it. Entries are only
added. The backlog has no field for a person.
"""

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

task_force = Table(
    "task_force",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("centre_id", ForeignKey("centre.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", String(32), nullable=False),
    Column("problem", Text, nullable=False),
    Column("leader", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("members", JSON, nullable=False),
    Column("plan", Text, nullable=False),
    Column("limit_on", Date, nullable=False),
    Column("formed_at", DateTime, nullable=False),
    Column("formed_by", Text, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("reading_done_at", DateTime),
    Column("review_done_at", DateTime),
    Column("closed_at", DateTime),
    Column("outcome", String(16), nullable=False),
    Column("result", Text, nullable=False),
    UniqueConstraint("centre_id", "number"),
)

task_force_entry = Table(
    "task_force_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task_force_id", ForeignKey("task_force.id"), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer),
    Column("aspect", String(16), nullable=False),
    Column("sets_aside", Boolean, nullable=False),
    Column("data", JSON, nullable=False),
    Index("ix_task_force_entry_order", "task_force_id", "id"),
)

backlog_item = Table(
    "backlog_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False, unique=True),
    Column("centre_id", ForeignKey("centre.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", String(32), nullable=False),
    Column("field", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("since_on", Date, nullable=False),
    Column("registered_on", Date, nullable=False),
    Column("leader", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("limit_on", Date, nullable=False),
    Column("settled_on", Date),
    Column("result", Text, nullable=False),
    Column("task_force", String(32), nullable=False),
    UniqueConstraint("centre_id", "number"),
)

backlog_case = Table(
    "backlog_case",
    metadata,
    Column("item_id", ForeignKey("backlog_item.id"), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
)

backlog_month = Table(
    "backlog_month",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item_id", ForeignKey("backlog_item.id"), nullable=False, index=True),
    Column("month", String(7), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("by", Text, nullable=False),
)
