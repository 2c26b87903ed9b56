"""Lanes: what people say in one place is worked on one message after the other, in the order it was said.

Places do not wait for one another, and a lane that has nothing to do costs nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.adapters.discord.at_work import end_all

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """Runs jobs, in order for each lane. A job that fails is logged and does not hold up the next."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    def put(self, lane: str, job: Job) -> None:
        """Puts a job at the end of its lane."""
        self._waiting.setdefault(lane, deque()).append(job)
        if lane not in self._running:
            self._running[lane] = asyncio.create_task(self._run(lane))

    async def idle(self, lane: str) -> None:
        """Waits until nothing of the lane is left."""
        while (running := self._running.get(lane)) is not None:
            await asyncio.wait([running])

    async def close(self) -> None:
        """Ends what is running; what waits comes back with the next fetched history."""
        self._waiting.clear()
        await end_all(list(self._running.values()))

    async def _run(self, lane: str) -> None:
        try:
            while waiting := self._waiting.get(lane):
                job = waiting.popleft()
                try:
                    await job()
                except Exception as error:
                    log.error("a message could not be worked on: %s", type(error).__name__)
        finally:
            self._waiting.pop(lane, None)
            self._running.pop(lane, None)
