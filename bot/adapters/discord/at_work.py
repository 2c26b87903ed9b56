"""What is at work when a connection ends is waited for, so that nothing is cut off in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 5.0  # seconds


class AtWork:
    """What discord.py runs for us beside everything, so that it is over before the database is closed."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @contextmanager
    def noted(self) -> Iterator[None]:
        """For the length of a block the task at hand is one to be waited for."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def end(self) -> None:
        """Waits for what is at work, and ends what takes too long."""
        await end_all(self._tasks)


async def end_all(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Waits up to `PATIENCE` for `tasks`, then cancels those that are left."""
    others = [task for task in tasks if task is not asyncio.current_task()]
    if not others:
        return
    _, left = await asyncio.wait(others, timeout=PATIENCE)
    for task in left:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
