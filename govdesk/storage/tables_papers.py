"""Issued papers: number books, the papers with their bytes, printing, signed scans, files that left."""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from govdesk.storage.metadata import metadata
from govdesk.storage.table_columns import case_column, centre_column, id_column, uid_column

number_counter = Table(
    "number_counter",
    metadata,
    id_column(),
    centre_column(),
    Column("scope", String(80), nullable=False),
    Column("period", String(8), nullable=False),
    Column("last", Integer, nullable=False),
    UniqueConstraint("centre_id", "scope", "period"),
)

document = Table(
    "document",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    case_column(),
    Column("kind", String(32), nullable=False),
    Column("body_id", ForeignKey("body.id")),
    Column("number", Text),  # null: a paper without a number of its own
    Column("sequence", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # issued, void
    Column("issued_at", DateTime, nullable=False),
    Column("issued_by", String(64), nullable=False),
    UniqueConstraint("centre_id", "kind", "number"),
)

document_file = Table(
    "document_file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

print_log = Table(
    "print_log",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("way", String(16), nullable=False),  # printer, file, word
    Column("printer", Text, nullable=False),  # its name; empty for a file
    Column("ordinal", Integer, nullable=False),  # 第 n 次打印; 0 for a file
)

document_scan = Table(
    "document_scan",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("document.id"), nullable=False, index=True),
    Column("sha256", ForeignKey("attachment.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("reason", Text, nullable=False),  # why a scan of another page count was kept
    Column("added_at", DateTime, nullable=False),
    Column("added_by", String(64), nullable=False),
)

leaving_file = Table(
    "leaving_file",
    metadata,
    id_column(),
    centre_column(),
    Column("document_id", ForeignKey("document.id"), index=True),
    Column("title", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the file that left
    Column("at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
)
