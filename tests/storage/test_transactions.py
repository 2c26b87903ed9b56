"""What was committed stays, what was not is gone: when a task is cancelled and when the process dies."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.conftest import sqlite_database

ROOT = Path(__file__).parents[2]
RECEIVER = """
import asyncio, sys
from pathlib import Path
from storage.rows import Arrival, NewMessage, Place
from storage.store import Store

async def receive():
    store = await Store.open(sys.argv[1], Path(sys.argv[2]))
    async with store.begin() as tx:
        person = await tx.people.find_or_create("telegram", "4711", 1)
    for number in range(1_000_000):
        async with store.begin() as tx:
            await tx.inbox.add(person, Arrival("telegram", f"{number}", person, "text", f"{number}"), 1)
            await tx.outbox.add(person, person, [NewMessage("text", f"{number}")], Place("telegram"), 1)
        print(number, flush=True)

asyncio.run(receive())
"""


async def test_a_cancelled_transaction_leaves_nothing_and_lets_the_next_one_in(store: Store) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with store.begin() as tx:
            await tx.people.find_or_create("telegram", "4711", 1_000)
            inside.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await inside.wait()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    async with store.begin() as tx:
        assert await tx.people.find("telegram", "4711") is None
        await tx.people.find_or_create("telegram", "4711", 1_000)


async def test_many_writers_at_once_all_get_their_turn(store: Store) -> None:
    async def write(number: int) -> str:
        async with store.begin() as tx:
            return await tx.people.find_or_create("telegram", str(number % 10), 1_000)

    people = await asyncio.gather(*(write(number) for number in range(40)))
    assert len(set(people)) == 10


@pytest.mark.process
async def test_what_a_killed_process_had_committed_is_there(tmp_path: Path) -> None:
    database = sqlite_database(tmp_path / "data")
    receiver = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", RECEIVER, database.url, str(database.folder)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert receiver.stdout
    acknowledged = [int(await receiver.stdout.readline()) for _ in range(25)]
    receiver.kill()
    acknowledged += [int(line) async for line in receiver.stdout]
    await receiver.wait()
    store = await database.open()
    async with store.begin() as tx:
        person = await tx.people.find("telegram", "4711")
        assert person
        messages = await tx.outbox.after(person, person, 0)
        received = []
        while row := await tx.inbox.lowest_undone(person):
            received.append(row.payload)
            await tx.inbox.done(person, row.id)
    await store.close()
    # One more may be committed than was said to be.
    assert len(received) - len(acknowledged) in (0, 1)
    assert received == [str(number) for number in range(len(received))]
    assert [message.payload for message in messages] == received
