"""Lanes: what one person does is taken in turn, and nobody waits for anybody else."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from telegram import Update

from bot.adapters.telegram.updates import lane


class Lanes:
    """A lock for each person, kept as long as somebody holds it or waits for it; it is fair."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._wanted: Counter[str] = Counter()

    def behind(self, update: Update) -> int:
        """How many updates of the same person wait."""
        return max(0, self._wanted[lane(update)] - 1)

    @asynccontextmanager
    async def of(self, update: Update) -> AsyncIterator[None]:
        """The turn of an update; turns come in the order in which they were asked for."""
        name = lane(update)
        self._wanted[name] += 1
        try:
            async with self._lock(name):
                yield
        finally:
            self._wanted[name] -= 1
            if not self._wanted[name]:
                del self._wanted[name]

    def _lock(self, name: str) -> asyncio.Lock:
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        return lock
