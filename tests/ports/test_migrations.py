"""The migrations make the tables that the code expects, on every engine."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from pilotwire.adapters.storage.opening import database_at
from pilotwire.adapters.storage.sql import batch, meta
from pilotwire.adapters.storage.sql.schema import METADATA
from pilotwire.adapters.storage.sql.upgrade import REVISIONS, VERSION_TABLE, migrations, upgrade


async def test_an_upgraded_database_has_the_tables_of_the_code(database_url: str) -> None:
    database = database_at(database_url)
    await database.write(upgrade)
    assert await database.write(_differences) == []
    await database.close()


async def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    database = database_at(database_url)
    await database.write(upgrade)
    await database.write(upgrade)
    assert await database.write(_differences) == []
    await database.close()


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    with create_engine("sqlite://").connect() as connection:
        scripts = ScriptDirectory.from_config(migrations(connection))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS


def test_every_table_is_written_by_a_statement() -> None:
    assert {bulk.table for bulk in batch.BULKS} == set(METADATA.tables.values())
    assert meta.META in METADATA.tables.values()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE, "include_name": _is_no_partition}
    )
    return list(compare_metadata(context, METADATA))


def _is_no_partition(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in METADATA.tables
