"""Workers on one database: who shows nothing is taken over, and who was taken over writes nothing more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.workers import Workers
from core.interview.errors import StorageFault
from storage import leases
from storage.store import Fenced, Store
from tests.bot.person import Clock
from tests.storage.conftest import Database, postgres_database, postgres_socket

__all__ = ["postgres_socket"]

pytestmark = pytest.mark.postgres


@dataclass
class Steady:
    """Seconds that pass when they are told to."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Two:
    """Two workers, each with a store of its own on the same database."""

    database: Database
    steady: Steady
    clock: Clock
    one: Workers
    two: Workers
    stores: tuple[Store, Store]

    async def passes(self, seconds: int, *beating: Workers) -> set[str]:
        """Time passes for those who beat; who is there in the eyes of the last."""
        there: set[str] = set()
        for _ in range(seconds):
            self.steady.at += 1
            self.clock.pass_(1)
            for worker in beating:
                there = await worker.beat()
        return there


@pytest_asyncio.fixture
async def two(postgres_socket: str, tmp_path: Path) -> AsyncIterator[Two]:
    database = postgres_database(postgres_socket, tmp_path / "data")
    stores = await database.open(), await database.open(busy_ms=200)
    steady, clock = Steady(), Clock()
    one, other = (Workers(store, name, clock, steady) for store, name in zip(stores, "ab", strict=True))
    for worker in (one, other):
        await worker.enter()
    yield Two(database, steady, clock, one, other, stores)
    for store in stores:
        await store.close()


async def writes(store: Store) -> None:
    async with store.begin() as tx:
        await tx.people.find_or_create("console", "me", 1)


async def test_who_shows_signs_of_life_is_there(two: Two) -> None:
    assert await two.passes(30, two.one, two.two) == {"a", "b"}
    await writes(two.stores[0])


async def test_who_shows_none_for_ten_seconds_is_taken_over_and_writes_nothing_more(two: Two) -> None:
    await two.passes(1, two.one, two.two)
    assert await two.passes(9, two.two) == {"a", "b"}
    assert await two.passes(1, two.two) == {"b"}
    with pytest.raises(Fenced):
        await writes(two.stores[0])
    with pytest.raises(Fenced):
        await two.one.beat()
    assert (two.one.lost.is_set(), two.two.lost.is_set()) == (True, False)
    await writes(two.stores[1])


async def test_a_dead_worker_s_connections_are_free_at_once(two: Two) -> None:
    now, later = two.clock(), two.clock() + 60_000
    async with two.stores[0].begin() as tx:
        assert await tx.leases.take("connection:chat", "a", now, later)
    await two.passes(12, two.two)
    async with two.stores[1].begin() as tx:
        assert await tx.leases.take("connection:chat", "b", now, later)


async def test_who_could_not_look_for_long_calls_nobody_dead(two: Two) -> None:
    await two.passes(1, two.one, two.two)
    two.steady.at += 60
    assert await two.two.beat() == {"a", "b"}


async def test_who_comes_back_to_the_same_data_folder_takes_its_own_place(two: Two) -> None:
    store = await two.database.open()
    try:
        again = Workers(store, "a", two.clock, two.steady)
        await again.enter()
        with pytest.raises(Fenced):
            await writes(two.stores[0])
        await writes(store)
        await again.leave()
        assert await two.two.beat() == {"b"}
    finally:
        await store.close()


async def test_one_that_was_stopped_in_the_middle_of_writing_is_cut_off(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database ends its transaction, which would hold the lease for as long as it runs."""
    monkeypatch.setattr(leases, "IDLE_MS", 100)
    with pytest.raises(StorageFault):
        async with two.stores[0].begin() as tx:
            assert await two.passes(12, two.two) == {"b"}
            await tx.people.find_or_create("console", "me", 1)
