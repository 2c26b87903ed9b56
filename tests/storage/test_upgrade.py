"""Migrations: from nothing to what the tables say, and never over a newer database."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from core.interview.errors import StorageFault
from core.texts.catalog import texts
from storage.engine import make_engine, parse_url
from storage.store import Store
from storage.tables import metadata
from tests.storage.conftest import Database, postgres_database, sqlite_database

pytestmark = pytest.mark.usefixtures("migrations_run")

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without a table."""
    if request.param == "postgres":
        socket = request.getfixturevalue("postgres_socket")
        return postgres_database(socket, tmp_path / "data", template="template0")
    return sqlite_database(tmp_path / "data")


async def in_database(database: Database, work: Any) -> Any:
    engine = make_engine(parse_url(database.url))
    async with engine.begin() as connection:
        found = await connection.run_sync(work)
    await engine.dispose()
    return found


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, metadata))


def shape(connection: Connection) -> Any:
    """Keys and conditions, which the comparison does not look at everywhere."""
    inspector = inspect(connection)
    return {
        table: (
            inspector.get_pk_constraint(table)["constrained_columns"],
            sorted(
                (tuple(key["constrained_columns"]), key["referred_table"], sorted(key["options"].items()))
                for key in inspector.get_foreign_keys(table)
            ),
            sorted(
                (str(index["name"]), tuple(index["column_names"]), bool(index["unique"]))
                for index in inspector.get_indexes(table)
            ),
            sorted(tuple(unique["column_names"]) for unique in inspector.get_unique_constraints(table)),
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


async def test_the_migrations_make_what_the_tables_say(empty: Database) -> None:
    await (await empty.open()).close()
    assert await in_database(empty, differences) == []
    migrated = await in_database(empty, shape)
    await in_database(empty, metadata.drop_all)
    await in_database(empty, metadata.create_all)
    assert migrated == await in_database(empty, shape)
    assert set(migrated) == set(metadata.tables)


async def test_the_comparison_would_find_a_difference(empty: Database) -> None:
    await (await empty.open()).close()
    await in_database(empty, lambda connection: connection.execute(text("ALTER TABLE words ADD more TEXT")))
    assert len(await in_database(empty, differences)) == 1


async def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    await (await database.open()).close()
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await in_database(database, lambda connection: connection.execute(newer))
    with pytest.raises(StorageFault) as caught:
        await database.open()
    assert caught.value.key == "storage-newer"
    assert "newer version" in texts().say(caught.value.key)


async def test_two_that_start_at_once_agree_on_one_database(empty: Database) -> None:
    stores: list[Store] = await asyncio.gather(*(empty.open() for _ in range(3)))
    async with stores[0].begin() as tx:
        person = await tx.people.find_or_create("telegram", "4711", 1_000)
    for store in stores:
        async with store.read() as tx:
            assert await tx.people.find("telegram", "4711") == person
        await store.close()


def test_the_command_line_makes_the_same_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'by-hand.db'}"
    alembic = [sys.executable, "-m", "alembic", "-c", "storage/migrations/alembic.ini", "-x", f"url={url}"]
    for command in (["upgrade", "head"], ["check"], ["downgrade", "base"], ["upgrade", "head"]):
        done = subprocess.run([*alembic, *command], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
