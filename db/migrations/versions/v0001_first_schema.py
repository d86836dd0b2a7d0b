"""The first schema: centre, grids, bodies, cases with all that stands beside them, log, papers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment")),
    )
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office_name", sa.Text(), nullable=False),
        sa.Column("case_prefix", sa.String(length=8), nullable=False),
        sa.Column("abbreviation", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("code", name=op.f("uq_centre_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_centre_uid")),
    )
    op.create_table(
        "document_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document_file")),
    )
    op.create_table(
        "backlog_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("task_force", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_backlog_item_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_item")),
        sa.UniqueConstraint("centre_id", "number", name=op.f("uq_backlog_item_centre_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_backlog_item_uid")),
    )
    op.create_table(
        "calendar_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_calendar_version_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
        sa.UniqueConstraint("centre_id", "version", name=op.f("uq_calendar_version_centre_id_version")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_draft_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("centre_id", "seat", "kind", "key", name=op.f("uq_draft_centre_id_seat_kind_key")),
    )
    op.create_table(
        "duty_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_duty_list_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_list")),
        sa.UniqueConstraint("uid", name=op.f("uq_duty_list_uid")),
    )
    op.create_table(
        "grid",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("official_name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("schematic", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_grid_centre_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["grid.id"], name=op.f("fk_grid_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid")),
        sa.UniqueConstraint("centre_id", "code", "valid_from", name=op.f("uq_grid_centre_id_code_valid_from")),
        sa.UniqueConstraint("uid", name=op.f("uq_grid_uid")),
    )
    op.create_index(op.f("ix_grid_parent_id"), "grid", ["parent_id"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_import_batch_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("uid", name=op.f("uq_import_batch_uid")),
    )
    op.create_table(
        "log_head",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_log_head_centre_id")),
        sa.PrimaryKeyConstraint("centre_id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "number_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_number_counter_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_counter")),
        sa.UniqueConstraint("centre_id", "scope", "period", name=op.f("uq_number_counter_centre_id_scope_period")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_number", sa.String(length=24), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("sex", sa.String(length=8), nullable=False),
        sa.Column("birth", sa.String(length=10), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_person_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_index(op.f("ix_person_id_number"), "person", ["id_number"], unique=False)
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_table(
        "rule_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_rule_version_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_version")),
        sa.UniqueConstraint("centre_id", "subject", "version", name=op.f("uq_rule_version_centre_id_subject_version")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_setting_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("centre_id", "key", name=op.f("uq_setting_centre_id_key")),
    )
    op.create_table(
        "task_force",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=False),
        sa.Column("formed_at", sa.DateTime(), nullable=False),
        sa.Column("formed_by", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("reading_done_at", sa.DateTime(), nullable=True),
        sa.Column("review_done_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_task_force_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force")),
        sa.UniqueConstraint("centre_id", "number", name=op.f("uq_task_force_centre_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_task_force_uid")),
    )
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("in_force_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_template_version_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_version")),
        sa.UniqueConstraint(
            "centre_id", "template", "version", name=op.f("uq_template_version_centre_id_template_version")
        ),
    )
    op.create_table(
        "backlog_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["backlog_item.id"], name=op.f("fk_backlog_month_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_month")),
    )
    op.create_index(op.f("ix_backlog_month_item_id"), "backlog_month", ["item_id"], unique=False)
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("abbreviation", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_body_centre_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_body_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("centre_id", "code", "valid_from", name=op.f("uq_body_centre_id_code_valid_from")),
        sa.UniqueConstraint("uid", name=op.f("uq_body_uid")),
    )
    op.create_index(op.f("ix_body_grid_id"), "body", ["grid_id"], unique=False)
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("calendar_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_version_id"], ["calendar_version.id"], name=op.f("fk_calendar_day_calendar_version_id")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_calendar_day_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint(
            "centre_id", "day", "calendar_version_id", name=op.f("uq_calendar_day_centre_id_day_calendar_version_id")
        ),
    )
    op.create_table(
        "duty_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead_words", sa.Text(), nullable=False),
        sa.Column("assist_words", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["duty_list.id"], name=op.f("fk_duty_item_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_item")),
    )
    op.create_index("ix_duty_item_list", "duty_item", ["list_id", "position"], unique=False)
    op.create_table(
        "grid_closure",
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("descendant_id", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ancestor_id"], ["grid.id"], name=op.f("fk_grid_closure_ancestor_id")),
        sa.ForeignKeyConstraint(["descendant_id"], ["grid.id"], name=op.f("fk_grid_closure_descendant_id")),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_grid_closure")),
    )
    op.create_index("ix_grid_closure_descendant", "grid_closure", ["descendant_id", "ancestor_id"], unique=False)
    op.create_table(
        "grid_shape",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_grid_shape_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_shape")),
        sa.UniqueConstraint("grid_id", name=op.f("uq_grid_shape_grid_id")),
    )
    op.create_table(
        "body_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_duty_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_duty")),
    )
    op.create_index(op.f("ix_body_duty_body_id"), "body_duty", ["body_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_number", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("category_confirmed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("place_pending", sa.Boolean(), nullable=False),
        sa.Column("informant_protected", sa.Boolean(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("ancestor_1", sa.Integer(), nullable=True),
        sa.Column("ancestor_2", sa.Integer(), nullable=True),
        sa.Column("ancestor_3", sa.Integer(), nullable=True),
        sa.Column("ancestor_4", sa.Integer(), nullable=True),
        sa.Column("ancestor_5", sa.Integer(), nullable=True),
        sa.Column("ancestor_6", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=True),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("occurred_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("first_measure_at", sa.DateTime(), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("reported_seat", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_tier", sa.String(length=16), nullable=True),
        sa.Column("closed_on_time", sa.Boolean(), nullable=True),
        sa.Column("struck_off_at", sa.DateTime(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("citizen_term", sa.String(length=32), nullable=False),
        sa.Column("centre_term", sa.String(length=32), nullable=False),
        sa.Column("handler_term", sa.String(length=32), nullable=False),
        sa.Column("sign_term", sa.String(length=32), nullable=False),
        sa.Column("citizen_due_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("handler_due_at", sa.DateTime(), nullable=True),
        sa.Column("sign_due_at", sa.DateTime(), nullable=True),
        sa.Column("calendar_version", sa.String(length=40), nullable=False),
        sa.Column("calendar_flagged", sa.Boolean(), nullable=False),
        sa.Column("tried_tiers", sa.JSON(), nullable=False),
        sa.Column("return_count", sa.Integer(), nullable=False),
        sa.Column("ruling_count", sa.Integer(), nullable=False),
        sa.Column("return_final", sa.Boolean(), nullable=False),
        sa.Column("reopen_count", sa.Integer(), nullable=False),
        sa.Column("climb_count", sa.Integer(), nullable=False),
        sa.Column("rework_count", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Text(), nullable=False),
        sa.Column("contacted", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("limit_text", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("refusal_reason", sa.Text(), nullable=False),
        sa.Column("elsewhere", sa.Text(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("satisfied", sa.String(length=16), nullable=False),
        sa.Column("previous_status", sa.String(length=20), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.Column("route_rule", sa.String(length=64), nullable=False),
        sa.Column("route_version", sa.String(length=40), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("closings", sa.JSON(), nullable=False),
        sa.Column("source_fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_cases_batch_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_cases_centre_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_cases_grid_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["body.id"], name=op.f("fk_cases_handler_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["cases.id"], name=op.f("fk_cases_merged_into_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["body.id"], name=op.f("fk_cases_owner_id")),
        sa.ForeignKeyConstraint(["repeat_of_id"], ["cases.id"], name=op.f("fk_cases_repeat_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("centre_id", "number", name=op.f("uq_cases_centre_id_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_cases_uid")),
    )
    op.create_index(op.f("ix_cases_batch_id"), "cases", ["batch_id"], unique=False)
    op.create_index(
        "ix_cases_closed", "cases", ["closed_at", "id"], unique=False, sqlite_where=sa.text("closed_at IS NOT NULL")
    )
    op.create_index("ix_cases_grid", "cases", ["grid_id", "id"], unique=False)
    op.create_index(
        "ix_cases_merged", "cases", ["merged_into_id"], unique=False, sqlite_where=sa.text("merged_into_id IS NOT NULL")
    )
    op.create_index(
        "ix_cases_open_ancestor_1",
        "cases",
        ["ancestor_1", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_1 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_ancestor_2",
        "cases",
        ["ancestor_2", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_2 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_ancestor_3",
        "cases",
        ["ancestor_3", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_3 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_ancestor_4",
        "cases",
        ["ancestor_4", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_4 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_ancestor_5",
        "cases",
        ["ancestor_5", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_5 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_ancestor_6",
        "cases",
        ["ancestor_6", "due_at"],
        unique=False,
        sqlite_where=sa.text(
            "ancestor_6 IS NOT NULL AND (status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_due",
        "cases",
        ["due_at", "id", "status"],
        unique=False,
        sqlite_where=sa.text(
            "(status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(
        "ix_cases_open_handler",
        "cases",
        ["handler_id", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text(
            "(status = 'registered' OR status = 'awaiting_manual' OR status = 'dispatched' OR status = 'return_pending' OR status = 'handling' OR status = 'suspended' OR status = 'submitted')"
        ),
    )
    op.create_index(op.f("ix_cases_phone"), "cases", ["phone"], unique=False)
    op.create_index("ix_cases_received", "cases", ["received_at", "id"], unique=False)
    op.create_index(
        "ix_cases_repeat", "cases", ["repeat_of_id"], unique=False, sqlite_where=sa.text("repeat_of_id IS NOT NULL")
    )
    op.create_index("ix_cases_source", "cases", ["source", "source_number"], unique=False)
    op.create_index("ix_cases_status", "cases", ["status", "due_at", "id"], unique=False)
    op.create_index(op.f("ix_cases_text_digest"), "cases", ["text_digest"], unique=False)
    op.create_table(
        "duty_item_body",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_duty_item_body_body_id")),
        sa.ForeignKeyConstraint(["item_id"], ["duty_item.id"], name=op.f("fk_duty_item_body_item_id")),
        sa.PrimaryKeyConstraint("item_id", "body_id", "part", name=op.f("pk_duty_item_body")),
    )
    op.create_table(
        "duty_item_category",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["duty_item.id"], name=op.f("fk_duty_item_category_item_id")),
        sa.PrimaryKeyConstraint("item_id", "category", name=op.f("pk_duty_item_category")),
    )
    op.create_table(
        "mediator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("specialities", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_mediator_centre_id")),
        sa.ForeignKeyConstraint(["committee_id"], ["body.id"], name=op.f("fk_mediator_committee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator")),
        sa.UniqueConstraint("uid", name=op.f("uq_mediator_uid")),
    )
    op.create_index("ix_mediator_committee", "mediator", ["committee_id", "name"], unique=False)
    op.create_index(
        "ix_mediator_search",
        "mediator",
        ["centre_id", "name", "search", "valid_from", "valid_to", "committee_id"],
        unique=False,
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_post_body_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_post_centre_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["grid.id"], name=op.f("fk_post_grid_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
    )
    op.create_index(op.f("ix_post_body_id"), "post", ["body_id"], unique=False)
    op.create_index(op.f("ix_post_grid_id"), "post", ["grid_id"], unique=False)
    op.create_table(
        "assist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("term", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("excused_at", sa.DateTime(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_assist_body_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_assist_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assist")),
    )
    op.create_index(op.f("ix_assist_body_id"), "assist", ["body_id"], unique=False)
    op.create_index(op.f("ix_assist_case_id"), "assist", ["case_id"], unique=False)
    op.create_table(
        "backlog_case",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_backlog_case_case_id")),
        sa.ForeignKeyConstraint(["item_id"], ["backlog_item.id"], name=op.f("fk_backlog_case_item_id")),
        sa.PrimaryKeyConstraint("item_id", "case_id", name=op.f("pk_backlog_case")),
    )
    op.create_table(
        "case_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_attachment_case_id")),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"], name=op.f("fk_case_attachment_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_attachment")),
        sa.UniqueConstraint("case_id", "sha256", "name", name=op.f("uq_case_attachment_case_id_sha256_name")),
    )
    op.create_index(op.f("ix_case_attachment_case_id"), "case_attachment", ["case_id"], unique=False)
    op.create_table(
        "case_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("command", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_how", sa.String(length=16), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.Column("slip", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("from_status", sa.String(length=20), nullable=False),
        sa.Column("to_status", sa.String(length=20), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_log_case_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_case_log_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_log")),
        sa.UniqueConstraint("case_id", "sequence", name=op.f("uq_case_log_case_id_sequence")),
    )
    op.create_index("ix_case_log_at", "case_log", ["at"], unique=False)
    op.create_index("ix_case_log_command", "case_log", ["command"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_document_body_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_document_case_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_document_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("centre_id", "kind", "number", name=op.f("uq_document_centre_id_kind_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
    )
    op.create_index(op.f("ix_document_case_id"), "document", ["case_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("satisfied", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_follow_up_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_at"), "follow_up", ["at"], unique=False)
    op.create_index(op.f("ix_follow_up_case_id"), "follow_up", ["case_id"], unique=False)
    op.create_table(
        "last_seen",
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_last_seen_case_id")),
        sa.PrimaryKeyConstraint("seat", "case_id", name=op.f("pk_last_seen")),
    )
    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("mediators", sa.JSON(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("started", sa.String(length=16), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("selected_by", sa.String(length=16), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("elsewhere", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_mediation_case_id")),
        sa.ForeignKeyConstraint(["committee_id"], ["body.id"], name=op.f("fk_mediation_committee_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["body.id"], name=op.f("fk_mediation_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
    )
    op.create_index(op.f("ix_mediation_case_id"), "mediation", ["case_id"], unique=False)
    op.create_index(op.f("ix_mediation_ended_at"), "mediation", ["ended_at"], unique=False)
    op.create_table(
        "mediator_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["mediator_id"], ["mediator.id"], name=op.f("fk_mediator_change_mediator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator_change")),
    )
    op.create_index(op.f("ix_mediator_change_mediator_id"), "mediator_change", ["mediator_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_body_id", sa.Integer(), nullable=True),
        sa.Column("to_body_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_offer_case_id")),
        sa.ForeignKeyConstraint(["from_body_id"], ["body.id"], name=op.f("fk_offer_from_body_id")),
        sa.ForeignKeyConstraint(["to_body_id"], ["body.id"], name=op.f("fk_offer_to_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_case_id"), "offer", ["case_id"], unique=False)
    op.create_index(op.f("ix_offer_to_body_id"), "offer", ["to_body_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=8), nullable=False),
        sa.Column("nation", sa.String(length=32), nullable=False),
        sa.Column("birth", sa.String(length=10), nullable=False),
        sa.Column("id_number", sa.String(length=24), nullable=False),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_party_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_party_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_case_id"), "party", ["case_id"], unique=False)
    op.create_index(op.f("ix_party_name"), "party", ["name"], unique=False)
    op.create_index(op.f("ix_party_phone"), "party", ["phone"], unique=False)
    op.create_table(
        "planned_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("term", sa.String(length=32), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_planned_visit_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visit")),
    )
    op.create_index(op.f("ix_planned_visit_case_id"), "planned_visit", ["case_id"], unique=False)
    op.create_index("ix_planned_visit_due", "planned_visit", ["state", "due_at"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_request_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_index(op.f("ix_request_case_id"), "request", ["case_id"], unique=False)
    op.create_table(
        "side_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_side_record_body_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_side_record_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_record")),
    )
    op.create_index(op.f("ix_side_record_case_id"), "side_record", ["case_id"], unique=False)
    op.create_index("ix_side_record_kind", "side_record", ["kind", "state"], unique=False)
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_suspension_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    op.create_index(op.f("ix_suspension_case_id"), "suspension", ["case_id"], unique=False)
    op.create_index(op.f("ix_suspension_until"), "suspension", ["until"], unique=False)
    op.create_table(
        "task_force_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_force_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("aspect", sa.String(length=16), nullable=False),
        sa.Column("sets_aside", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_task_force_entry_case_id")),
        sa.ForeignKeyConstraint(["task_force_id"], ["task_force.id"], name=op.f("fk_task_force_entry_task_force_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force_entry")),
    )
    op.create_index(op.f("ix_task_force_entry_case_id"), "task_force_entry", ["case_id"], unique=False)
    op.create_index("ix_task_force_entry_order", "task_force_entry", ["task_force_id", "id"], unique=False)
    op.create_table(
        "document_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_scan_document_id")),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"], name=op.f("fk_document_scan_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_scan")),
    )
    op.create_index(op.f("ix_document_scan_document_id"), "document_scan", ["document_id"], unique=False)
    op.create_table(
        "leaving_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_leaving_file_centre_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_leaving_file_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaving_file")),
    )
    op.create_index(op.f("ix_leaving_file_document_id"), "leaving_file", ["document_id"], unique=False)
    op.create_table(
        "print_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.String(length=64), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_print_log_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_log")),
    )
    op.create_index(op.f("ix_print_log_document_id"), "print_log", ["document_id"], unique=False)
