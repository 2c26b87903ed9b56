"""Engines for SQLite and Postgres, set up so that one code path serves both.

The rules: a transaction says what it is for (`WRITE` or `READ`) before it begins; parameters never
reach a log or an error; what was committed survives a power cut.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.interview.errors import SettingsFault, StorageFault, Unwritable

BUSY_MS = 5_000

# Execution options of a connection, to be set before its transaction begins.
WRITE = {"greenroom_begin": "BEGIN IMMEDIATE"}
READ = {"greenroom_begin": "BEGIN"}
# No transaction at all: for a checkpoint, which cannot run inside one.
BARE = {"greenroom_begin": ""}
READ_POSTGRES = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def parse_url(url: str) -> URL:
    """`sqlite:///path` or `postgresql://...` with its async driver. Raises SettingsFault."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    backend = parsed.get_backend_name() if parsed else ""
    if parsed and backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite+aiosqlite")
    if parsed and backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise SettingsFault("storage-url")  # without the address: it may hold a password


def sqlite_file(url: URL) -> Path | None:
    """The database's file; None for Postgres and for SQLite's own `file:` addresses."""
    name = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and not name.startswith("file:")
    return Path(name) if is_file else None


def make_engine(url: URL, busy_ms: int = BUSY_MS, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine for `url`. Raises SettingsFault where the Postgres driver is not installed."""
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(
            url,
            hide_parameters=True,
            pool_timeout=busy_ms / 1000,
            connect_args={"timeout": busy_ms / 1000},
        )
        _set_up_sqlite(engine, busy_ms, foreign_keys)
        return engine
    limits = f"-c lock_timeout={busy_ms} -c idle_in_transaction_session_timeout=60000"
    try:
        return create_async_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=busy_ms / 1000,
            connect_args={"options": limits, "application_name": "greenroom"},
        )
    except ImportError:
        pass
    raise SettingsFault("storage-postgres-driver")


def _set_up_sqlite(engine: AsyncEngine, busy_ms: int, foreign_keys: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions of its own; `on_begin` does.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={busy_ms}",
            "journal_mode=wal",
            "synchronous=full",  # an acknowledged update survives a power cut
            "secure_delete=on",  # what was forgotten does not linger in free pages
            f"foreign_keys={'on' if foreign_keys else 'off'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        # IMMEDIATE: busy_timeout does not cover an upgrade from reading to writing.
        statement = connection.get_execution_options().get("greenroom_begin", "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)


def make_private_file(file: Path) -> None:
    """Creates the database's file with mode 600, which its journal files take over. Raises Unwritable."""
    try:
        make_folder(file.parent)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        return
    except OSError as error:
        reason = error.strerror or ""
    raise Unwritable("storage-folder", path=str(file), reason=reason)


def make_folder(folder: Path) -> None:
    """Creates `folder` for its owner only, if it is not there. Raises Unwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return
    except OSError as error:
        reason = error.strerror or ""
    raise Unwritable("storage-folder", path=str(folder), reason=reason)


class Place:
    """Where the SQLite file was when it was opened.

    A file that is renamed or deleted keeps working for whoever has it open, and everything written to it
    is lost with the process; so each write looks first whether it is still there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._identity = self._look()

    def check(self) -> None:
        """Raises Unwritable where another file or none stands in its place."""
        if self._look() != self._identity:
            raise Unwritable("storage-moved", code="stat")

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def busy() -> StorageFault:
    """Somebody else held the database too long."""
    return StorageFault("storage-busy", code="busy")
