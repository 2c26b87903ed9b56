"""The bell: whoever waits for something new in a conversation is woken by whoever brought it.

It rings within one process only. Whoever waits looks again at least every `LOOK_AGAIN` seconds, so what
another process brought is found a little later.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN = 1.0  # seconds


class Bell:
    """One bell for all conversations."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, conversation: str) -> None:
        """Wakes everybody who waits for the conversation."""
        for event in self._waiting.get(conversation, ()):
            event.set()

    async def until(self, conversation: str, look: Callable[[], Awaitable[T]], seconds: float) -> T:
        """What `look` finds: at once, or as soon as it finds something; after `seconds` whatever it found."""
        event = asyncio.Event()
        self._waiting[conversation].add(event)
        try:
            return await self._looked(event, look, asyncio.get_running_loop().time() + seconds)
        finally:
            self._waiting[conversation].discard(event)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    async def _looked(self, event: asyncio.Event, look: Callable[[], Awaitable[T]], until: float) -> T:
        loop = asyncio.get_running_loop()
        while not (found := await look()) and (left := until - loop.time()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), min(left, LOOK_AGAIN))
            event.clear()
        return found
