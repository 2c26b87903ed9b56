"""Disks that are full, read-only or gone, held locks and servers that do not answer."""

from __future__ import annotations

import os
import re
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import pytest_asyncio
from sqlalchemy import Pool, event

from core.interview.errors import GreenroomError, SettingsFault, StorageFault, Unwritable
from core.texts.catalog import texts
from storage.rows import Linking, NewEvent
from storage.store import Store
from tests.storage.conftest import MASTER_KEY, postgres_database, sqlite_database
from tests.storage.somebody import with_everything

pytestmark = pytest.mark.usefixtures("migrations_run")

NOBODY = 65_534


def says(error: GreenroomError) -> str:
    """What a person is told; raises where the text or a value in it is missing."""
    return texts().say(error.key, error.values)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The system refuses to write files beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, for whom nothing is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def no_more_pages_than(pages: int) -> Iterator[None]:
    """SQLite refuses to let a database grow beyond `pages`, in connections made meanwhile."""

    def limit(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    event.listen(Pool, "connect", limit)
    try:
        yield
    finally:
        event.remove(Pool, "connect", limit)


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[None]:
    """A file system of its own in `folder`, which holds only `size`."""
    mount = shutil.which("mount")
    folder.mkdir()
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("a small disk takes the right to mount one")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest_asyncio.fixture
async def read_only_folder() -> AsyncIterator[Path]:
    """A data folder in which nobody may write; not below pytest's own, which others may not enter."""
    folder = Path(tempfile.mkdtemp(prefix="gr-"))
    await (await sqlite_database(folder).open()).close()
    for path, mode in (("master.key", 0o644), ("greenroom.db", 0o444), ("", 0o555)):
        os.chmod(folder / path, mode)  # noqa: PTH101
    yield folder
    os.chmod(folder, 0o700)  # noqa: PTH101
    shutil.rmtree(folder)


async def fill(store: Store, person: str, interview: str) -> int:
    """Writes until it is refused; returns the last sequence that was committed."""
    sequence = 2
    with pytest.raises(Unwritable) as caught:
        while sequence < 1_000:
            async with store.begin() as tx:
                await tx.words.put(person, interview, {f"more-{sequence}": "x" * 20_000})
                more = NewEvent("More", 1, 1, "y" * 20_000)
                written = await tx.events.append(person, interview, sequence, [more])
            sequence = written
    assert caught.value.key == "storage-disk-full"
    assert says(caught.value).startswith("The disk is full, so nothing was saved.")
    return sequence


async def assert_whole(store: Store, person: str, interview: str, sequence: int) -> None:
    """What was committed is there, and nothing of what was not."""
    async with store.read() as tx:
        events = await tx.events.load(person, interview)
        words = await tx.words.of_interview(person, interview)
    assert [event.sequence for event in events] == list(range(1, sequence + 1))
    assert len(words) == sequence - 1


async def test_a_full_database_leaves_nothing_half_written(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    store = await database.open()
    person, interview = await with_everything(store, "1", "one")
    await store.close()
    with no_more_pages_than(120):
        store = await database.open()
        sequence = await fill(store, person, interview)
        await assert_whole(store, person, interview, sequence)
        await store.close()
    store = await database.open()
    await assert_whole(store, person, interview, sequence)
    async with store.begin() as tx:
        await tx.events.append(person, interview, sequence, [NewEvent("More", 1, 1, "{}")])
    await store.close()


async def test_a_full_disk_leaves_nothing_half_written_and_room_heals_it(tmp_path: Path) -> None:
    with disk_of("2m", tmp_path / "small"):
        database = sqlite_database(tmp_path / "small")
        ballast = tmp_path / "small" / "ballast"
        ballast.write_bytes(bytes(500_000))
        store = await database.open()
        person, interview = await with_everything(store, "1", "one")
        sequence = await fill(store, person, interview)
        await assert_whole(store, person, interview, sequence)
        ballast.unlink()
        async with store.begin() as tx:
            await tx.events.append(person, interview, sequence, [NewEvent("More", 1, 1, "{}")])
        await store.close()


async def test_a_full_disk_at_the_first_start_says_so(tmp_path: Path) -> None:
    with disk_of("64k", tmp_path / "small"), pytest.raises(Unwritable) as caught:
        await sqlite_database(tmp_path / "small").open()
    assert says(caught.value)


async def test_a_disk_that_refuses_a_write_is_said_to(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    store = await database.open()
    person, interview = await with_everything(store, "1", "one")
    with files_no_larger_than(250_000), pytest.raises(Unwritable) as caught:
        async with store.begin() as tx:
            await tx.words.put(person, interview, {"large": "x" * 3_000_000})
    assert caught.value.key == "storage-io"
    assert "SQLITE_IOERR_WRITE" in says(caught.value)
    async with store.begin() as tx:
        assert await tx.words.get(person, ["large"]) == {}
        await tx.words.put(person, interview, {"large": "x" * 3_000_000})
    await store.close()


async def test_a_read_only_database_is_refused_at_start(read_only_folder: Path) -> None:
    with as_nobody(), pytest.raises(Unwritable) as caught:
        await sqlite_database(read_only_folder).open()
    assert says(caught.value)


async def test_a_database_that_was_mounted_read_only_is_refused_at_start(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    await (await database.open()).close()
    with pytest.raises(Unwritable) as caught:
        await Store.open(f"sqlite:///file:{database.file}?mode=ro&uri=true", database.folder)
    assert caught.value.key == "storage-read-only"
    assert says(caught.value)


async def test_a_file_moved_away_is_noticed_before_the_next_write(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open()
    database.file.rename(tmp_path / "elsewhere.db")
    with pytest.raises(Unwritable) as caught:
        async with store.begin() as tx:
            await tx.people.create(1_000)
    assert caught.value.key == "storage-moved"
    (tmp_path / "elsewhere.db").rename(database.file)
    async with store.begin() as tx:
        await tx.people.create(1_000)
    await store.close()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable) as caught:
        await sqlite_database(tmp_path / "file" / "data").open()
    assert caught.value.key == "storage-folder"
    assert str(tmp_path / "file" / "data") in says(caught.value)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path)
    assert database.file
    database.file.write_bytes(b"my diary, not a database. " * 100)
    with pytest.raises(StorageFault) as caught:
        await database.open()
    assert caught.value.key == "storage-damaged"
    assert says(caught.value)
    assert database.file.read_bytes() == b"my diary, not a database. " * 100


async def test_a_database_held_too_long_by_another_process_is_given_up(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    assert database.file
    store = await database.open(busy_ms=50)
    holder = sqlite3.connect(database.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault) as caught:
        async with store.begin() as tx:
            await tx.people.create(1_000)
    holder.execute("ROLLBACK")
    holder.close()
    async with store.begin() as tx:
        await tx.people.create(1_000)
    await store.close()
    assert caught.value.key == "storage-busy"
    assert says(caught.value)


async def test_a_transaction_within_a_transaction_is_given_up_not_waited_for_for_ever(tmp_path: Path) -> None:
    store = await sqlite_database(tmp_path / "data").open(busy_ms=50)
    with pytest.raises(StorageFault) as caught:
        async with store.begin() as tx:
            person = await tx.people.create(1_000)
            await store.forget(person)
    await store.close()
    assert caught.value.key == "storage-busy"


async def test_more_readers_than_connections_are_told_to_come_back(tmp_path: Path) -> None:
    store = await sqlite_database(tmp_path / "data").open(busy_ms=50)
    async with AsyncExitStack() as reading:
        with pytest.raises(StorageFault) as caught:
            for _ in range(100):
                await reading.enter_async_context(store.read())
    async with store.begin() as tx:
        await tx.people.create(1_000)
    await store.close()
    assert caught.value.key == "storage-busy"


@pytest.mark.postgres
async def test_a_row_held_too_long_in_postgres_is_given_up(postgres_socket: str, tmp_path: Path) -> None:
    database = postgres_database(postgres_socket, tmp_path)
    store = await database.open(busy_ms=50)
    person, _ = await with_everything(store, "1", "one")
    with psycopg.connect(database.url) as holder:
        holder.execute("SELECT * FROM people FOR UPDATE")
        with pytest.raises(StorageFault) as caught:
            async with store.begin() as tx:
                await tx.settings.keep(person, {})
    await store.close()
    assert caught.value.key == "storage-busy"


@pytest.mark.postgres
async def test_a_read_only_postgres_is_refused_at_start(postgres_socket: str, tmp_path: Path) -> None:
    database = postgres_database(postgres_socket, tmp_path)
    await (await database.open()).close()
    with psycopg.connect(database.url, autocommit=True) as other:
        name = other.info.dbname
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    with pytest.raises(Unwritable) as caught:
        await database.open()
    assert caught.value.key == "storage-read-only"


@pytest.mark.postgres
async def test_a_connection_lost_in_between_costs_one_transaction(
    postgres_socket: str, tmp_path: Path
) -> None:
    database = postgres_database(postgres_socket, tmp_path)
    store = await database.open()
    with pytest.raises(StorageFault) as caught:
        async with store.begin() as tx:
            await tx.people.create(1_000)
            with psycopg.connect(database.url, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            await tx.people.create(1_000)
    async with store.begin() as tx:
        await tx.people.create(1_000)
    await store.close()
    assert caught.value.key == "storage-unreachable"


async def test_a_server_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as caught:
        await Store.open(f"postgresql://me:secret@/name?host={tmp_path}", tmp_path, MASTER_KEY)
    assert caught.value.key == "storage-unreachable"
    assert "secret" not in says(caught.value)
    assert "secret" not in repr((caught.value.__cause__, caught.value.__context__))


@pytest.mark.parametrize(
    "url", ["", "greenroom.db", "mysql://me@host/name", "sqlite://", "sqlite:///:memory:"]
)
async def test_an_address_of_something_else_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsFault) as caught:
        await Store.open(url, tmp_path / "data")
    assert "GREENROOM_DATABASE" in says(caught.value)
    assert not (tmp_path / "data").exists()


def test_every_text_the_package_names_is_there() -> None:
    named = {
        key
        for file in (Path(__file__).parents[2] / "storage").rglob("*.py")
        for key in re.findall(r'"(storage-[a-z-]+)"', file.read_text())
    }
    named |= {f"storage-link-{outcome.replace('_', '-')}" for outcome in Linking}
    assert len(named) > 20
    assert {key for key in named if not texts().has(key)} == set()
