"""Two workers on one Postgres with Telegram's token: where the one that talks is killed, the other goes on.

    ./run test tests/crash/test_workers_telegram.py

The rule: whoever has the connection's lease is killed, and comes back only once the other has gone on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from bot.connections import HOLDER_FILE
from tests.crash.chatting import PATIENCE, Crowd
from tests.crash.guests import AT
from tests.crash.terminal import Terminal
from tests.crash.test_killing import nothing_readable, on_postgres
from tests.crash.test_telegram_kills import settings
from tests.fakes.telegram.fixtures import spec_file, telegram
from tests.fakes.telegram.server import TelegramServer

__all__ = ["spec_file", "telegram"]

pytestmark = [pytest.mark.process, pytest.mark.postgres]

UPDATES = 24  # before the kill, and after it
TALKS = "SELECT holder FROM leases WHERE name = 'connection:telegram'"


class Workers:
    """Served workers by the id of their data folders; one that was killed comes back in the same."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder = folder
        self._settings = settings
        self._lives: dict[str, tuple[Path, Terminal]] = {}

    async def begins(self, name: str) -> None:
        """Starts the worker `name`, and waits until it serves."""
        data = self._folder / name / "data"
        data.parent.mkdir(parents=True, exist_ok=True)
        life = Terminal(data, "serve", **self._settings)
        await asyncio.to_thread(life.until, AT)
        self._lives[(data / HOLDER_FILE).read_text(encoding="ascii")] = data, life

    async def who_talks_is_killed(self) -> str:
        """Kills the one that has the connection; its name."""
        with psycopg.connect(self._settings["GREENROOM_DATABASE"], autocommit=True) as connection:
            row = connection.execute(TALKS).fetchone()
        assert row, "nobody talks"
        data, life = self._lives.pop(row[0])
        await asyncio.to_thread(life.kill)
        return data.parent.name

    def all_are_killed(self) -> None:
        """Ends whatever still runs."""
        for _, life in self._lives.values():
            life.kill()


@asynccontextmanager
async def two_workers(folder: Path, settings: dict[str, str]) -> AsyncIterator[Workers]:
    workers = Workers(folder, settings)
    try:
        await workers.begins("one")
        await workers.begins("two")
        yield workers
    finally:
        workers.all_are_killed()


async def test_chats_go_on_at_the_other_worker_where_the_one_that_talks_is_killed(
    telegram: TelegramServer, data: Path, postgres_socket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = Crowd(telegram, 4)

    async def goes_on() -> None:
        taken = telegram.world.updates.confirmed

        def enough() -> bool:
            crowd.check()
            return telegram.world.updates.confirmed >= taken + UPDATES

        await telegram.until(enough, "the other goes on", PATIENCE)

    async with two_workers(data, settings(telegram, **on_postgres(data, postgres_socket))) as workers:
        crowd.begins()
        try:
            await goes_on()
            killed = await workers.who_talks_is_killed()
            await goes_on()
            await workers.begins(killed)
            figures = await crowd.finishes(reports=True)
        finally:
            await crowd.leaves()
    with capsys.disabled():
        print(f"\nTwo workers on Postgres with Telegram, the one that talks killed: {figures}")
    assert figures.flawless
    nothing_readable(postgres_socket)
