"""Databases with all tables, made once a process and copied: running the migrations takes longer than a test.

Whoever asks for the fixture `migrations_run` runs them, and so does every process that a test starts.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from alembic import command
from sqlalchemy import NullPool, create_engine
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import upgrade as migrations


def migrate(url: str) -> None:
    """Makes all tables in the database at `url`."""
    engine = create_engine(url, poolclass=NullPool)
    config = migrations.alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@cache
def sqlite() -> bytes:
    """A SQLite file with all tables."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "migrated.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


async def upgrade(engine: AsyncEngine) -> None:
    """As `storage.upgrade.upgrade`; a SQLite file that is still empty is filled with the tables made once."""
    if engine.dialect.name != "sqlite" or not _filled(Path(engine.url.database or "")):
        await migrations.upgrade(engine)


def _filled(file: Path) -> bool:
    if file.stat().st_size:
        return False
    file.write_bytes(sqlite())
    return True
