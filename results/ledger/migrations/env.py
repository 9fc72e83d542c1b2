"""Runs the steps on the connection that `results.ledger.engine` hands over, inside its transaction."""

from alembic import context

from results.ledger import console_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=console_tables.users.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
