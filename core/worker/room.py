"""Who may come in next: so many at once, whoever came in longest ago first, or one alone with nobody beside.

The rule: of several who ask for the same turn after turn, each comes in as often as the others, whoever asks
for more; of one and the same, nobody overtakes. Whoever had to come out again through no fault of the others
(`again`) goes before all. Whoever waits and is cancelled leaves no place taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count


class Full(Exception):
    """As many wait as may."""


@dataclass(eq=False, slots=True)
class _Turn:
    share: int
    whose: str
    is_called: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Room:
    """A room for `size` at once; no more than `most_waiting` wait for it."""

    def __init__(self, size: int, most_waiting: float = float("inf")) -> None:
        self._size = size
        self._free = size
        self._most_waiting = most_waiting
        self._again: list[_Turn] = []
        self._waiting: list[_Turn] = []
        self._calls = count(1)
        self._last: dict[str, int] = {}  # when each came in last, since the room was empty

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._again) + len(self._waiting)

    @property
    def inside(self) -> int:
        """How many places are taken."""
        return self._size - self._free

    @asynccontextmanager
    async def place(
        self, *, alone: bool = False, again: bool = False, whose: str = ""
    ) -> AsyncIterator[None]:
        """Waits for a place, for all of them where `alone`, and gives it back at the end.

        Raises Full where too many wait already.
        """
        if not again and self.waiting >= self._most_waiting and self._free == 0:
            raise Full
        turn = _Turn(self._size if alone else 1, whose)
        queue = self._again if again else self._waiting
        queue.append(turn)
        self._call()
        try:
            await turn.is_called
            yield
        finally:
            if turn in queue:  # cancelled before it was called
                queue.remove(turn)
            else:
                self._free += turn.share
            self._call()

    def _call(self) -> None:
        while (turn := self._next()) and turn.share <= self._free:
            (self._again if turn in self._again else self._waiting).remove(turn)
            self._free -= turn.share
            self._last[turn.whose] = next(self._calls)
            if not turn.is_called.done():
                turn.is_called.set_result(None)
        if self._free == self._size:
            self._last.clear()

    def _next(self) -> _Turn | None:
        if self._again:
            return self._again[0]
        return min(self._waiting, key=lambda turn: self._last.get(turn.whose, 0), default=None)
