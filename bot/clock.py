"""The clock: timers that are due become inbox rows, in the order of their times.

A timer row and its inbox row change hands in one transaction, so none is lost and none rings twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from bot.step import TIMER
from storage.interviews import conversation_of
from storage.rows import Arrival, Timer
from storage.store import Store

PLATFORM = "clock"


class Clock:
    """Milliseconds since the epoch (UTC) that go on evenly: never back, whatever the system's clock does.

    Set forward, the system's clock is followed; set back, it is left alone until it has caught up, so that
    a timer is due when it was meant to be.
    """

    def __init__(
        self, wall: Callable[[], int] = time.time_ns, steady: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._ahead = wall() - steady()

    def __call__(self) -> int:
        self._ahead = max(self._ahead, self._wall() - self._steady())
        return (self._steady() + self._ahead) // 1_000_000


async def ring(store: Store, now: int) -> set[str]:
    """Turns what is due at `now` into inbox rows; returns the conversations to wake."""
    async with store.read() as tx:
        next_due = await tx.timers.next_due()
    if next_due is None or next_due > now:
        return set()
    async with store.begin() as tx:
        due = await tx.timers.due(now)
        for timer in due:
            await tx.timers.cancel(timer.person, timer.interview, timer.name)
            await tx.inbox.add(timer.person, _arrival(timer), now)
    return {conversation_of(timer.person) for timer in due}


def _arrival(timer: Timer) -> Arrival:
    update = f"{timer.interview}:{timer.name}:{timer.due_at}"
    return Arrival(PLATFORM, update, conversation_of(timer.person), TIMER, json.dumps({"name": timer.name}))
