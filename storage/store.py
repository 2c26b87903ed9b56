"""The store: opening the database, and transactions over it.

    store = await Store.open("sqlite:///data/greenroom.db", Path("data"))
    async with store.begin() as tx:
        person = await tx.people.find_or_create("console", "me", now)

The rules: everything in one `begin` is committed together or not at all; an error inside it leaves
nothing behind. Transactions are not nested, and nothing slow is awaited inside one: on SQLite it keeps
every other writer waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.interview.errors import GreenroomError, StorageFault
from storage import forgetting
from storage.channels import Channels
from storage.clips import Clips
from storage.contents import Contents
from storage.engine import (
    BARE,
    BUSY_MS,
    READ,
    READ_POSTGRES,
    WRITE,
    Place,
    busy,
    make_engine,
    make_folder,
    make_private_file,
    parse_url,
    sqlite_file,
)
from storage.events import Events
from storage.exporting import export
from storage.faults import quietly
from storage.inbox import Inbox
from storage.interviews import Interviews
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.leases import Leases
from storage.links import Links
from storage.outbox import Outbox
from storage.people import People
from storage.practices import Practices
from storage.preferences import Preferences
from storage.timers import Timers
from storage.unlocking import unlock
from storage.upgrade import upgrade
from storage.words import Words
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Transaction:
    """The stores within one transaction."""

    people: People
    links: Links
    settings: Preferences
    interviews: Interviews
    events: Events
    words: Words
    contents: Contents
    inbox: Inbox
    outbox: Outbox
    timers: Timers
    jobs: Jobs
    clips: Clips
    leases: Leases
    channels: Channels
    practices: Practices


def _over(work: Work) -> Transaction:
    persons, preferences, outbox = People(work), Preferences(work), Outbox(work)
    return Transaction(
        people=persons,
        links=Links(work, persons, preferences, outbox),
        settings=preferences,
        interviews=Interviews(work),
        events=Events(work),
        words=Words(work),
        contents=Contents(work),
        inbox=Inbox(work),
        outbox=outbox,
        timers=Timers(work),
        jobs=Jobs(work),
        clips=Clips(work),
        leases=Leases(work),
        channels=Channels(work),
        practices=Practices(work),
    )


class Fenced(StorageFault):
    """Another process took over what this one was doing; it must not write any more."""


class Store:
    """An open database. Made by `open`; to be closed."""

    def __init__(self, engine: AsyncEngine, keys: Keyring, folder: Path, file: Path | None, busy_ms: int):
        self._engine = engine
        self._keys = keys
        self._folder = folder
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._place = Place(file) if file else None
        self._busy_s = busy_ms / 1000
        # SQLite lets writers of one process starve each other; here they queue.
        self._turn = asyncio.Lock()
        self._returning: set[asyncio.Future[None]] = set()  # connections on their way back to the pool
        self._fence: tuple[str, str] | None = None  # a lease and its holder

    @classmethod
    async def open(
        cls, url: str, data_dir: Path, master_key: str | None = None, *, busy_ms: int = BUSY_MS
    ) -> Store:
        """Opens the database at `url`, brings it up to date and forgets again who was forgotten.

        `data_dir` holds the master key (SQLite) and the list of the forgotten; `master_key` is base64
        of 32 bytes, required for Postgres. `busy_ms` is how long a held lock is waited for. Raises
        SettingsFault, KeyFault, Unwritable, StorageFault.
        """
        parsed = parse_url(url)
        file = sqlite_file(parsed)
        make_folder(data_dir)
        if file is not None:
            make_private_file(file)
        migrating = make_engine(parsed, busy_ms, foreign_keys=False)
        try:
            await upgrade(migrating)
        finally:
            await migrating.dispose()
        engine = make_engine(parsed, busy_ms)
        try:
            keys = await unlock(engine, data_dir, master_key)
            store = cls(engine, keys, data_dir, file, busy_ms)
            await store._forget_again()
        except BaseException:
            await engine.dispose()
            raise
        return store

    async def close(self) -> None:
        """Closes the database's connections; the store is of no use afterwards.

        Those that are on their way back are waited for: a pool that is gone would never close them.
        """
        await asyncio.gather(*self._returning, return_exceptions=True)
        await self._engine.dispose()

    def fence(self, lease: str, holder: str) -> None:
        """From here on nothing is written unless `holder` has the lease. For Postgres."""
        self._fence = lease, holder

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """One write transaction: committed at the end, rolled back when anything is raised.

        Raises Unwritable, StorageFault where the database is held too long, Conflict, Fenced.
        """
        async with self._write() as work:
            yield _over(work)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """One read transaction, which sees the database as it was at its first statement."""
        async with self._transaction(READ if self._is_sqlite else READ_POSTGRES, writes=False) as work:
            yield _over(work)

    async def export(self, person: str) -> dict[str, Any]:
        """Everything kept about `person`, ready for JSON. Raises Gone."""
        async with self._transaction(READ if self._is_sqlite else READ_POSTGRES, writes=False) as work:
            return await export(work, person)

    async def forget(self, person: str) -> None:
        """Forgets `person` at once, also in the middle of an interview; not inside `begin`.

        Afterwards everything asked for this person raises Gone or is empty. Raises Unwritable where the
        list of the forgotten cannot be written; nothing is deleted then.
        """
        async with self._write() as work:
            ids = await forgetting.all_ids(work, person)
            await asyncio.to_thread(forgetting.note, self._folder, ids)
            await forgetting.erase(work, person)
        # Somebody who was reading meanwhile may have brought the key back into memory.
        self._keys.drop(person)
        await self._scrub()

    async def _forget_again(self) -> None:
        ids = await asyncio.to_thread(forgetting.noted, self._folder)
        if not ids:
            return
        async with self._write() as work:
            there = await forgetting.still_there(work, ids)
            for person in there:
                await forgetting.erase(work, person)
        if there:
            await self._scrub()

    async def _scrub(self) -> None:
        """Empties SQLite's journal of what was deleted; what a reader still holds goes a little later."""
        if not self._is_sqlite:
            return
        connection = self._engine.connect()
        try:
            await quietly(connection.start())
            await connection.execution_options(**BARE)
            with suppress(GreenroomError):
                await quietly(connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")))
        finally:
            await self._give_back(connection)

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[Work]:
        if not self._is_sqlite:
            async with self._transaction({}, writes=True) as work:
                if self._fence and not await Leases(work).holds(*self._fence):
                    raise Fenced("storage-fenced")
                yield work
            return
        await self._take_turn()
        try:
            if self._place:
                self._place.check()
            async with self._transaction(WRITE, writes=True) as work:
                yield work
        finally:
            self._turn.release()

    async def _take_turn(self) -> None:
        try:
            async with asyncio.timeout(self._busy_s):
                await self._turn.acquire()
            return
        except TimeoutError:
            pass
        raise busy()

    @asynccontextmanager
    async def _transaction(self, options: dict[str, Any], *, writes: bool) -> AsyncIterator[Work]:
        connection = self._engine.connect()
        try:
            await quietly(connection.start())
            if options:
                await connection.execution_options(**options)
            await quietly(connection.begin())
            try:
                yield Work(connection, self._keys, writes=writes)
            except BaseException:
                await _roll_back(connection)
                raise
            await quietly(connection.commit())
        finally:
            await self._give_back(connection)

    async def _give_back(self, connection: AsyncConnection) -> None:
        """Whoever is cancelled must not leave a connection with a transaction in the pool."""
        if connection.sync_connection is None:
            return  # it could not be made
        returning = asyncio.ensure_future(connection.close())
        self._returning.add(returning)
        returning.add_done_callback(self._returning.discard)
        await asyncio.shield(returning)


async def _roll_back(connection: AsyncConnection) -> None:
    """What led here is what is raised, not what the broken connection says on top."""
    with suppress(GreenroomError):
        await quietly(connection.rollback())
