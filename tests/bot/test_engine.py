"""A wake-up ends although people never leave off, and what is asked for while it works is asked for once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from bot import works
from bot.bootstrap import assemble
from bot.engine import DbosEngine
from bot.port import Account, Incoming, Kind
from bot.settings import Settings
from core.domains.loader import Loaded
from storage.store import Store
from tests.bot.person import Clock
from tests.contracts.test_engines import Recorder, durable, until
from tests.fakes.engine import InlineEngine
from tests.storage.conftest import postgres_socket, sqlite_store

__all__ = ["postgres_socket", "sqlite_store"]


class Deaf(InlineEngine):
    """Takes no wake-up, so that what came in stays undone until the test works on it."""

    async def wake(self, conversation: str) -> None:
        """Nothing."""


async def test_a_wake_up_ends_after_its_spell_although_somebody_writes_in_every_round(
    sqlite_store: Store, settings: Settings, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Deaf()
    house = assemble(sqlite_store, settings, loaded, Clock(), engine)
    await engine.start(house.works)
    updates = itertools.count()
    drained: list[str] = []
    work = house.works.drain

    async def writes() -> None:
        await house.practice.submit(Incoming(Account("test", "ada"), f"update-{next(updates)}", Kind.OPEN))

    async def drain(conversation: str) -> None:
        drained.append(conversation)
        await work(conversation)
        await writes()

    monkeypatch.setattr(house.works, "drain", drain)
    monkeypatch.setattr(works, "SPELL", 0.0)
    await writes()
    async with asyncio.timeout(10):
        assert await house.works.drain_all(lambda _conversation: True)  # something is left
    assert len(drained) == 1


@dataclass
class Spells(Recorder):
    """A recorder with as many wake-ups as `left` says that leave something, and the last that does not."""

    left: int = 0
    wakes: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def drain_all(self, mine: Callable[[str], bool]) -> bool:
        self.wakes += 1
        self.begun.set()
        await self.go_on.wait()
        self.left -= 1
        return self.left >= 0


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> DbosEngine:
    return durable(request, tmp_path, needed=False)


@pytest_asyncio.fixture
async def spells(engine: DbosEngine) -> AsyncIterator[Spells]:
    recorder = Spells()
    await engine.start(recorder)
    yield recorder
    recorder.go_on.set()
    await engine.stop()


async def test_what_a_wake_up_leaves_is_taken_up_by_the_next(engine: DbosEngine, spells: Spells) -> None:
    spells.left = 2
    spells.go_on.set()
    await engine.wake("ada")
    await until(lambda: spells.wakes == 3)


async def test_while_one_works_many_ask_for_one_more(engine: DbosEngine, spells: Spells) -> None:
    await engine.wake("ada")
    await spells.begun.wait()
    for _ in range(5):
        await asyncio.gather(*(engine.wake("ada") for _ in range(5)))
    spells.go_on.set()
    await until(lambda: spells.wakes == 2)
    await engine.wake("ada")  # whatever else waited would come before this one
    await until(lambda: spells.wakes == 3)
