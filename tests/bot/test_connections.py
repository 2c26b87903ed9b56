"""Holding a platform's connection: by one process, taken up again, ended where something has to be mended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from bot.bootstrap import House, build_house
from bot.connections import LEASE_MS, Connections, holder_of
from bot.port import Look, Practice, Sender
from bot.settings import Settings
from core.interview.errors import GreenroomError
from core.texts.catalog import texts
from tests.bot.person import Clock
from tests.fakes.chat import ChatPlatform, ChatSender
from tests.fakes.engine import InlineEngine


class Receiving:
    """An adapter that only has a connection: `ends` are what ends one after the other, then it stays."""

    def __init__(self, *ends: Exception) -> None:
        self._ends = list(ends)
        self.begun = 0
        self.there, self.left = asyncio.Event(), asyncio.Event()

    @property
    def sender(self) -> Sender:
        return ChatSender(ChatPlatform())

    async def look(self) -> Look:
        return Look(True, "no-interview")

    async def run(self, practice: Practice) -> None:
        self.begun += 1
        if self._ends:
            raise self._ends.pop(0)
        self.there.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left.set()


@pytest_asyncio.fixture
async def house(settings: Settings, clock: Clock) -> AsyncIterator[House]:
    async with build_house(settings, clock, InlineEngine()) as house:
        yield house


Connecting = Callable[[], Connections]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def connecting(house: House, clock: Clock, said: list[str]) -> Connecting:
    return lambda: Connections(house.store, house.practice, texts(), clock, said.append, renew=0.01, pause=0)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])


async def test_a_connection_that_breaks_is_taken_up_again(
    connecting: Connecting, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    adapter = Receiving(ConnectionError("secret words"), ConnectionError("secret words"))
    task = asyncio.create_task(connecting().hold(adapter))
    await adapter.there.wait()
    assert (adapter.begun, said) == (3, [])
    assert "secret words" not in caplog.text
    await ended(task)


async def test_what_somebody_has_to_mend_is_said_once_and_ends_the_platform(
    connecting: Connecting, said: list[str]
) -> None:
    adapter = Receiving(GreenroomError("no-interview"))
    await connecting().hold(adapter)
    assert adapter.begun == 1
    assert said == [texts().say("no-interview")]


async def test_a_second_process_waits_until_the_first_gives_its_connection_back(
    connecting: Connecting,
) -> None:
    first, second = Receiving(), Receiving()
    one = asyncio.create_task(connecting().hold(first))
    await first.there.wait()
    other = asyncio.create_task(connecting().hold(second))
    await asyncio.sleep(0.05)
    assert second.begun == 0
    await ended(one)
    await second.there.wait()
    await ended(other)


async def test_a_connection_whose_lease_another_has_taken_is_let_go(
    connecting: Connecting, clock: Clock, house: House
) -> None:
    adapter = Receiving()
    task = asyncio.create_task(connecting().hold(adapter))
    await adapter.there.wait()
    async with house.store.begin() as tx:
        after = clock() + LEASE_MS
        assert await tx.leases.take("connection:chat", "another", after, after + LEASE_MS)
    await adapter.left.wait()
    assert adapter.begun == 1
    await ended(task)


async def test_whoever_comes_next_on_a_data_directory_does_not_wait_for_the_lease_of_the_dead(
    house: House, clock: Clock, settings: Settings
) -> None:
    dead, adapter = holder_of(settings.data_dir, clock()), Receiving()
    async with house.store.begin() as tx:
        assert await tx.leases.take("connection:chat", dead, clock(), clock() + LEASE_MS)
    next_one = holder_of(settings.data_dir, clock() + 1)
    connections = Connections(house.store, house.practice, texts(), clock, print, holder=next_one)
    task = asyncio.create_task(connections.hold(adapter))
    await adapter.there.wait()
    await ended(task)
