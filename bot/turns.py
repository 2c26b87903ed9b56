"""Turns at something that is work for all of a machine.

The rule: one at a time, and of those who wait the one with the lowest number; so what began to wait first is
done first, and each is there sooner, or as soon, as if all were worked on at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Belongs to the event loop it is used in. A number waits once at a time."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._waiting: set[int] = set()
        self._taken = False

    @asynccontextmanager
    async def turn(self, number: int) -> AsyncIterator[None]:
        """The turn of `number`, for as long as it lasts."""
        async with self._changed:
            self._waiting.add(number)
            try:
                await self._changed.wait_for(lambda: not self._taken and number == min(self._waiting))
                self._taken = True
            finally:
                self._waiting.discard(number)
                self._changed.notify_all()
        try:
            yield
        finally:
            async with self._changed:
                self._taken = False
                self._changed.notify_all()
