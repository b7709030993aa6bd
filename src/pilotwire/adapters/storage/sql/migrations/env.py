"""How Alembic runs the migrations: over the connection and in the transaction that it is handed."""

from alembic import context

from pilotwire.adapters.storage.sql.upgrade import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
