"""Who may come in next: so many at once, first come, first served, or one alone with nobody beside.

The rule: nobody overtakes, except whoever had to come out again through no fault of the others (`again`):
those go to the front. Whoever waits and is cancelled leaves no place taken.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class _Turn:
    share: int
    is_called: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Room:
    """A room for `size` at once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._free = size
        self._waiting: deque[_Turn] = deque()

    @asynccontextmanager
    async def place(self, *, alone: bool = False, again: bool = False) -> AsyncIterator[None]:
        """Waits for a place, for all of them where `alone`, and gives it back at the end."""
        turn = _Turn(self._size if alone else 1)
        if again:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        self._call()
        try:
            await turn.is_called
            yield
        finally:
            if turn in self._waiting:  # cancelled before it was called
                self._waiting.remove(turn)
            else:
                self._free += turn.share
            self._call()

    def _call(self) -> None:
        while self._waiting and self._waiting[0].share <= self._free:
            turn = self._waiting.popleft()
            self._free -= turn.share
            if not turn.is_called.done():
                turn.is_called.set_result(None)
