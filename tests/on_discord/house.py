"""A house with the Discord adapter at its door, for the length of a block."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.adapters.discord.app import Discord
from bot.bootstrap import House, build_house
from bot.hearing import hears
from bot.settings import Settings
from bot.works import Runs
from core.texts.catalog import texts
from tests.fakes.discord_server.person import Person
from tests.fakes.discord_server.server import DiscordServer
from tests.fakes.discord_server.world import Channel, Clock, Interaction
from tests.fakes.engine import InlineEngine
from tests.fakes.transcriber import Dictation
from tests.web.conftest import Ticking

ANSWER = (
    "In my last job on a surgical ward I was responsible for twelve patients. I noticed one was getting "
    "worse, so I measured his blood pressure and called the doctor at once. As a result he was treated "
    "within ten minutes. That is why I applied to your surgical ward."
)


class Apart(InlineEngine):
    """Runs what it is asked for beside whoever asks, and looks at the clock often, as a real engine does."""

    async def start(self, runs: Runs) -> None:
        await super().start(runs)
        self._stopped = asyncio.Event()
        self._ticking = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        self._stopped.set()
        await self._ticking
        while self._jobs:  # one may set going another
            await asyncio.wait(set(self._jobs))

    async def _tick(self) -> None:
        while not self._stopped.is_set():
            await self.tick()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), 0.05)

    async def wake(self, conversation: str) -> None:
        self._beside(super().wake(conversation))

    async def send(self, conversation: str, platform: str) -> None:
        self._beside(super().send(conversation, platform))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)


class Still(Clock):
    """Discord's clock stands still, so that a slow machine breaks no rule; the soak looks at the time."""

    def __call__(self) -> float:
        return 0.0


@asynccontextmanager
async def greenroom(
    folder: Path,
    server: DiscordServer,
    hearing: Dictation | None = None,
    budget: float = 20.0,
    clock: Ticking | None = None,
    **more: Any,
) -> AsyncIterator[House]:
    """Greenroom, connected; what it hears with and its clock may be a test's own."""
    server.world.clock = Still()
    connector = server.connector if server.tls else None
    adapter = Discord(server.token, texts(), connector, ready_seconds=0.05, budget=budget)
    settings = Settings(data_dir=folder, **more)
    senses = hears(settings, texts(), hearing) if hearing else None
    async with build_house(settings, clock or Ticking(), Apart(), [adapter.sender], senses) as house:
        running = asyncio.create_task(adapter.run(house.practice))
        waiting = asyncio.create_task(server.ready())
        await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            waiting.cancel()
            running.result()
        try:
            yield house
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def starts(ada: Person) -> Interaction:
    """Begins a short interview for a nurse, by one command."""
    return await ada.runs("/interview start", domain="nurse", level="mid", length="short")


async def answers(ada: Person, text: str) -> None:
    """Answers with one message, and says that this is all."""
    ada.says(text)
    await ada.presses("Done")


def thread_of(server: DiscordServer) -> Channel:
    """The newest thread there is."""
    return [one for one in server.world.channels.values() if one.thread][-1]
