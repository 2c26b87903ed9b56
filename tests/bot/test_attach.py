"""A second program beside a running one uses the first one's practice."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.attach import SOCKET, RemotePractice, attachable, attached
from bot.bootstrap import build_house
from bot.health import Health, health
from bot.port import Account, Incoming, Kind, Query, Shown
from bot.settings import Settings
from core.interview.errors import Refused, StorageFault
from storage.lock import Owned
from tests.bot.person import Clock, Person
from tests.fakes.engine import InlineEngine

ADA = Account("console", "ada")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest_asyncio.fixture
async def remote(folder: Path, clock: Clock) -> AsyncIterator[RemotePractice]:
    async def address() -> str:
        return "http://127.0.0.1:1/"

    async with build_house(Settings(data_dir=folder), clock, InlineEngine()) as house:
        more = {"health": lambda: health(house.store), "address": address}
        async with attachable(folder, house.practice, **more), attached(folder) as remote:
            yield remote


async def test_an_interview_goes_through_it_as_through_the_port(remote: RemotePractice, clock: Clock) -> None:
    person = Person(remote, clock, ADA)
    begun = await person.begins()
    assert [message.head for message in begun] == ["To warm up, not scored:"]
    assert [message.shown for message in await person.says("I like it.")] == [Shown.QUESTION]
    assert (await remote.situation(ADA)).stage == "answering"
    assert "encrypted" in await person.reads(Query.PRIVACY)
    assert [offer.choice for offer in await remote.offers()] == ["domain", "level", "length", "scores"]
    assert (await remote.export(ADA))["accounts"][0]["account"] == "ada"
    await remote.forget(ADA)
    assert await remote.last(ADA) == 0


async def test_what_is_refused_there_is_refused_here(remote: RemotePractice) -> None:
    with pytest.raises(Refused) as refused:
        await remote.submit(Incoming(ADA, "1", Kind.TEXT, " ", complete=True))
    assert refused.value.key == "refused-empty"


async def test_it_tells_how_the_running_one_does(remote: RemotePractice) -> None:
    assert await remote.health() == Health(0, (), 0, 0, 0, 0)
    assert await remote.address() == "http://127.0.0.1:1/"


async def test_only_the_owner_can_attach(remote: RemotePractice, folder: Path) -> None:
    modes = [stat.S_IMODE(os.stat(path).st_mode) for path in (folder, folder / SOCKET)]  # noqa: PTH116
    assert modes == [0o700, 0o600]


async def test_nonsense_ends_the_connection_and_hurts_nobody(remote: RemotePractice, folder: Path) -> None:
    for line in (b"nonsense\n", b'{"call": "close", "with": []}\n', b'{"call": "last", "with": [1]}\n'):
        reader, writer = await asyncio.open_unix_connection(folder / SOCKET)
        writer.write(line)
        assert await reader.read() == b""
        writer.close()
    assert await remote.last(ADA) == 0


async def test_where_the_running_one_has_ended_it_is_said(folder: Path, clock: Clock) -> None:
    async with build_house(Settings(data_dir=folder), clock, InlineEngine()) as house:
        async with attachable(folder, house.practice):
            context = attached(folder)
            remote = await context.__aenter__()
            await remote.last(ADA)
        with pytest.raises(StorageFault) as lost:
            await remote.last(ADA)
        await context.__aexit__(None, None, None)
    assert lost.value.key == "attach-lost"


async def test_where_nobody_lets_attach_the_folder_is_owned(tmp_path: Path) -> None:
    with pytest.raises(Owned):
        async with attached(tmp_path):
            pass
