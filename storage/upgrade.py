"""Brings a database to the newest revision with Alembic, at every start and before anything else.

The rule: a database written by a newer Greenroom is left alone.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.interview.errors import StorageFault
from storage.engine import WRITE
from storage.faults import quietly

_ONE_AT_A_TIME = 0x677265656E  # any number; Postgres locks by it


def alembic_config() -> Config:
    """Alembic's configuration, found wherever the package is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


async def upgrade(engine: AsyncEngine) -> None:
    """Runs the migrations that are missing, all in one transaction.

    On SQLite the engine must have foreign keys off: a table rebuilt in batch mode would otherwise take
    its children with it. Raises StorageFault for a newer database, and what `quietly` raises.
    """
    connection = await quietly(engine.connect())
    try:
        await connection.execution_options(**WRITE)
        await quietly(connection.run_sync(_upgrade))
        await quietly(connection.commit())
    finally:
        await connection.close()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    present = set(MigrationContext.configure(connection).get_current_heads())
    if not present <= known:
        raise StorageFault("storage-newer")
    if present == set(script.get_heads()):
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StorageFault("storage-damaged", code="foreign_key_check")
