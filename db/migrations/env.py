"""Alembic environment: the program hands in its own connection, inside its own write transaction."""

from alembic import context

from govdesk.storage.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations through the program: storage.schema.bring_up_to_date")

context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
