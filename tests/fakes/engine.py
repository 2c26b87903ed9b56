"""An engine that runs at once and forgets everything with its process: the ports' tests without waiting.

It keeps to the contract (`tests/contracts/test_engines.py`) but for surviving a death.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

from bot.works import Runs


class InlineEngine:
    """Runs what it is asked for before it returns, one conversation at a time."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._runs: Runs | None = None
        self._jobs: set[asyncio.Task[None]] = set()

    async def start(self, runs: Runs) -> None:
        self._runs = runs
        await runs.sweep()

    async def stop(self) -> None:
        await asyncio.gather(*self._jobs)

    async def tick(self) -> None:
        """Looks at the clock: here only when a test says so."""
        assert self._runs is not None
        await self._runs.tick()

    async def wake(self, conversation: str) -> None:
        assert self._runs is not None
        async with self._locks[conversation]:
            await self._runs.drain(conversation)

    async def job(self, id_: int) -> None:
        assert self._runs is not None
        task = asyncio.create_task(self._runs.job(id_))  # a job wakes the conversation that asks for it
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    async def send(self, conversation: str, platform: str) -> None:
        assert self._runs is not None
        async with self._locks[f"{conversation}:{platform}"]:
            await self._runs.deliver(conversation, platform)
