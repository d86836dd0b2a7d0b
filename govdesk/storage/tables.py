"""Every table of the folder's database, as SQLAlchemy Core metadata.

Keys are integers; `uid` is a UUIDv7 for whatever leaves the database. Moments are naive local time of the centre.
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
    text,
)

from govdesk.storage import tables_duties, tables_mediation, tables_task_force, tables_templates
from govdesk.storage.metadata import metadata as metadata
from govdesk.storage.open_status import OPEN_PREDICATE
from govdesk.storage.table_columns import case_column, centre_column, id_column, uid_column
from govdesk.storage.tables_centre import body as body
from govdesk.storage.tables_centre import body_duty as body_duty
from govdesk.storage.tables_centre import calendar_day as calendar_day
from govdesk.storage.tables_centre import calendar_version as calendar_version
from govdesk.storage.tables_centre import centre as centre
from govdesk.storage.tables_centre import draft as draft
from govdesk.storage.tables_centre import grid as grid
from govdesk.storage.tables_centre import grid_closure as grid_closure
from govdesk.storage.tables_centre import grid_shape as grid_shape
from govdesk.storage.tables_centre import last_seen as last_seen
from govdesk.storage.tables_centre import person as person
from govdesk.storage.tables_centre import post as post
from govdesk.storage.tables_centre import rule_version as rule_version
from govdesk.storage.tables_centre import setting as setting
from govdesk.storage.tables_papers import document as document
from govdesk.storage.tables_papers import document_file as document_file
from govdesk.storage.tables_papers import document_scan as document_scan
from govdesk.storage.tables_papers import leaving_file as leaving_file
from govdesk.storage.tables_papers import number_counter as number_counter
from govdesk.storage.tables_papers import print_log as print_log

ANCESTOR_DEPTH = 6
"""How many ancestors a case carries in columns of its own, root first; deeper grids are found by the closure."""

ELSEWHERE = (tables_duties, tables_mediation, tables_task_force, tables_templates)
"""Modules with more tables on the same metadata, reached by their own names."""

import_batch = Table(
    "import_batch",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("source", Text, nullable=False),
    Column("state", String(16), nullable=False),  # running, complete, broken, undone
    Column("started_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("seat", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("imported", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("report", JSON, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    id_column(),
    uid_column(),
    centre_column(),
    Column("version", Integer, nullable=False),
    Column("number", String(32), nullable=False),
    Column("visible", Boolean, nullable=False),
    Column("batch_id", ForeignKey("import_batch.id"), index=True),
    Column("status", String(20), nullable=False),
    Column("tier", String(16)),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("source", Text, nullable=False),
    Column("source_number", Text, nullable=False),
    Column("text_digest", String(64), nullable=False, index=True),
    Column("category", String(64), nullable=False),
    Column("category_confirmed", Boolean, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("place_pending", Boolean, nullable=False),
    Column("informant_protected", Boolean, nullable=False),
    Column("grid_id", ForeignKey("grid.id"), nullable=False),
    *(Column(f"ancestor_{n}", Integer) for n in range(1, ANCESTOR_DEPTH + 1)),
    Column("address", Text, nullable=False),
    Column("people_count", Integer),
    Column("reporter", Text, nullable=False),
    Column("phone", String(32), nullable=False, index=True),
    Column("occurred_at", DateTime),
    Column("received_at", DateTime, nullable=False),
    Column("registered_at", DateTime, nullable=False),
    Column("handler_id", ForeignKey("body.id")),
    Column("owner_id", ForeignKey("body.id")),
    Column("dispatched_at", DateTime),
    Column("signed_at", DateTime),
    Column("first_measure_at", DateTime),
    Column("reported_at", DateTime),
    Column("reported_seat", String(64), nullable=False),
    Column("closed_at", DateTime),
    Column("closed_tier", String(16)),
    Column("closed_on_time", Boolean),
    Column("struck_off_at", DateTime),
    Column("archived_at", DateTime),
    Column("citizen_term", String(32), nullable=False),
    Column("centre_term", String(32), nullable=False),
    Column("handler_term", String(32), nullable=False),
    Column("sign_term", String(32), nullable=False),
    Column("citizen_due_at", DateTime),
    Column("due_at", DateTime),
    Column("handler_due_at", DateTime),
    Column("sign_due_at", DateTime),
    Column("calendar_version", String(40), nullable=False),
    Column("calendar_flagged", Boolean, nullable=False),
    Column("tried_tiers", JSON, nullable=False),
    Column("return_count", Integer, nullable=False),
    Column("ruling_count", Integer, nullable=False),
    Column("return_final", Boolean, nullable=False),
    Column("reopen_count", Integer, nullable=False),
    Column("climb_count", Integer, nullable=False),
    Column("rework_count", Integer, nullable=False),
    Column("result", Text, nullable=False),
    Column("accepted_on", Text, nullable=False),
    Column("contacted", Text, nullable=False),
    Column("measures", Text, nullable=False),
    Column("limit_text", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("refusal_reason", Text, nullable=False),
    Column("elsewhere", Text, nullable=False),
    Column("solved", Boolean),
    Column("satisfied", String(16), nullable=False),
    Column("previous_status", String(20)),
    Column("merged_into_id", ForeignKey("cases.id")),
    Column("repeat_of_id", ForeignKey("cases.id")),
    Column("route_rule", String(64), nullable=False),
    Column("route_version", String(40), nullable=False),
    Column("flags", JSON, nullable=False),
    Column("closings", JSON, nullable=False),
    Column("source_fields", JSON, nullable=False),
    UniqueConstraint("centre_id", "number"),
    Index("ix_cases_source", "source", "source_number"),
    Index("ix_cases_received", "received_at", "id"),
    Index("ix_cases_closed", "closed_at", "id", sqlite_where=text("closed_at IS NOT NULL")),
    Index("ix_cases_grid", "grid_id", "id"),
    Index("ix_cases_status", "status", "due_at", "id"),
    Index("ix_cases_merged", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
    Index("ix_cases_repeat", "repeat_of_id", sqlite_where=text("repeat_of_id IS NOT NULL")),
    Index("ix_cases_open_due", "due_at", "id", "status", sqlite_where=text(OPEN_PREDICATE)),
    Index("ix_cases_open_handler", "handler_id", "due_at", "id", sqlite_where=text(OPEN_PREDICATE)),
    *(
        Index(
            f"ix_cases_open_ancestor_{n}",
            f"ancestor_{n}",
            "due_at",
            # a comparison with a grid implies NOT NULL, so unused depths cost nothing
            sqlite_where=text(f"ancestor_{n} IS NOT NULL AND {OPEN_PREDICATE}"),
        )
        for n in range(1, ANCESTOR_DEPTH + 1)
    ),
)

party = Table(
    "party",
    metadata,
    id_column(),
    case_column(),
    Column("position", Integer, nullable=False),
    Column("person_id", ForeignKey("person.id")),
    Column("role", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("sex", String(8), nullable=False),
    Column("nation", String(32), nullable=False),
    Column("birth", String(10), nullable=False),
    Column("id_number", String(24), nullable=False),
    Column("occupation", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("phone", String(32), nullable=False, index=True),
    Column("representative", Text, nullable=False),
)

assist = Table(
    "assist",
    metadata,
    id_column(),
    case_column(),
    Column("body_id", ForeignKey("body.id"), nullable=False, index=True),
    Column("asked_at", DateTime, nullable=False),
    Column("term", String(32), nullable=False),
    Column("due_at", DateTime),
    Column("signed_at", DateTime),
    Column("reported_at", DateTime),
    Column("excused_at", DateTime),
    Column("report", Text, nullable=False),
)

offer = Table(
    "offer",
    metadata,
    id_column(),
    case_column(),
    Column("from_body_id", ForeignKey("body.id")),
    Column("to_body_id", ForeignKey("body.id"), nullable=False, index=True),
    Column("made_at", DateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("materials", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("ended_at", DateTime),
    Column("answer", Text, nullable=False),
)

request = Table(
    "request",
    metadata,
    id_column(),
    case_column(),
    Column("kind", String(16), nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("until", Date),
    Column("state", String(16), nullable=False),
    Column("decided_at", DateTime),
    Column("decided_by", Text, nullable=False),
    Column("answer", Text, nullable=False),
)

suspension = Table(
    "suspension",
    metadata,
    id_column(),
    case_column(),
    Column("from_at", DateTime, nullable=False),
    Column("until", Date, index=True),
    Column("reason", Text, nullable=False),
    Column("ended_at", DateTime),
)

mediation = Table(
    "mediation",
    metadata,
    id_column(),
    case_column(),
    Column("committee_id", ForeignKey("body.id"), nullable=False),
    Column("opened_at", DateTime, nullable=False),
    Column("consents", JSON, nullable=False),
    Column("mediators", JSON, nullable=False),
    Column("sent_by_id", ForeignKey("body.id")),
    Column("due_at", DateTime),
    Column("outcome", String(16), nullable=False),
    Column("form", String(16), nullable=False),
    Column("ended_at", DateTime, index=True),
    Column("note", Text, nullable=False),
    Column("started", String(16), nullable=False),
    Column("applied_on", Date),
    Column("selected_by", String(16), nullable=False),
    Column("refused", JSON, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("elsewhere", Text, nullable=False),
    Column("agreed_on", Date),
    Column("effective_on", Date),
    Column("signed", JSON, nullable=False),
)

follow_up = Table(
    "follow_up",
    metadata,
    id_column(),
    case_column(),
    Column("at", DateTime, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("reached", Boolean, nullable=False),
    Column("solved", Boolean),
    Column("satisfied", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("how", String(16), nullable=False),
)

planned_visit = Table(
    "planned_visit",
    metadata,
    id_column(),
    case_column(),
    Column("rule", String(32), nullable=False),
    Column("code", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("term", String(32), nullable=False),
    Column("planned_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    Column("state", String(16), nullable=False),  # open, done, unreached, void
    Column("tries", Integer, nullable=False),
    Column("ended_at", DateTime),
    Index("ix_planned_visit_due", "state", "due_at"),
)

side_record = Table(
    "side_record",
    metadata,
    id_column(),
    case_column(),
    Column("kind", String(24), nullable=False),
    Column("body_id", ForeignKey("body.id")),
    Column("opened_at", DateTime, nullable=False),
    Column("due_at", DateTime),
    Column("state", String(16), nullable=False),
    Column("ended_at", DateTime),
    Column("data", JSON, nullable=False),
    Index("ix_side_record_kind", "kind", "state"),
)

case_log = Table(
    "case_log",
    metadata,
    id_column(),
    centre_column(),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("command", String(36), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("seat", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_how", String(16), nullable=False),
    Column("said_at", DateTime),
    Column("slip", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("from_status", String(20), nullable=False),
    Column("to_status", String(20), nullable=False),
    Column("tier", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("case_id", "sequence"),
    Index("ix_case_log_at", "at"),
    Index("ix_case_log_command", "command"),
)

log_head = Table(
    "log_head",
    metadata,
    Column("centre_id", ForeignKey("centre.id"), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("stored_at", DateTime, nullable=False),
)

case_attachment = Table(
    "case_attachment",
    metadata,
    id_column(),
    case_column(),
    Column("sha256", ForeignKey("attachment.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),  # slip, photo, scan, other
    Column("added_at", DateTime, nullable=False),
    Column("added_by", String(64), nullable=False),
    UniqueConstraint("case_id", "sha256", "name"),
)
