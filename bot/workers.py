"""Several workers on one database: each shows that it is there, and one that does not is taken over.

The rule: a worker is judged by what another one sees, never by two clocks: its lease was not renewed for
`DEAD` seconds in which the database could be read. Whoever takes it over ends the lease first. From then on
the other can write nothing (`storage.Store.fence`), should it only have been stopped; it ends.

A lock that dies with its connection would tell a kill at once, but not a process that is stopped, that hangs,
or whose machine is gone; and it is lost with a connection although its process lives.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from core.interview.errors import StorageFault
from storage.ids import new_id
from storage.store import Fenced, Store

KIND = "worker:"
BEAT = 2.0  # seconds between two signs of life
DEAD = 10.0  # seconds without one


class Workers:
    """This worker among the others. `id` is that of its data folder, the same after a death."""

    def __init__(
        self,
        store: Store,
        id_: str,
        now: Callable[[], int],
        steady: Callable[[], float] = time.monotonic,
        dead: float = DEAD,
    ) -> None:
        self.id = id_
        self.lost = asyncio.Event()  # this one was taken over
        self._store = store
        self._now = now
        self._steady = steady
        self._dead = dead
        self._life = ""
        self._looked = steady()  # the last time
        self._seen: dict[str, tuple[int, float]] = {}  # workers' signs of life, and when they were new here

    async def enter(self) -> None:
        """Takes this worker's place. Whoever had it is dead: its data folder is ours. Raises StorageFault."""
        self._life = new_id(self._now())
        async with self._store.begin() as tx:
            await tx.leases.seize(KIND + self.id, self._life, self._until())
        self._store.fence(KIND + self.id, self._life)

    async def beat(self) -> set[str]:
        """Shows that this worker is there; all that are. Raises StorageFault, Fenced if it was taken over."""
        try:
            async with self._store.begin() as tx:
                await tx.leases.renew(KIND + self.id, self._life, self._until())
                renewals = await tx.leases.renewals(KIND)
        except Fenced:
            self.lost.set()
            raise
        self._forgets_what_is_old()
        return {id_ for id_, until in renewals.items() if id_ == self.id or not await self._ends(id_, until)}

    async def leave(self) -> None:
        """Says that this worker goes, so that nobody waits for it."""
        try:
            async with self._store.begin() as tx:
                await tx.leases.give_back(KIND + self.id, self._life)
        except StorageFault:
            pass  # it is found out in time

    def _until(self) -> int:
        return self._now() + round(self._dead * 1000)

    def _forgets_what_is_old(self) -> None:
        """Who did not look for long (no database, stopped itself) cannot say that another shows nothing."""
        now = self._steady()
        if now - self._looked > self._dead / 2:
            self._seen.clear()
        self._looked = now

    async def _ends(self, id_: str, until: int) -> bool:
        """Whether a worker shows nothing any more, and was ended, with the platforms' connections it had."""
        known, now = self._seen.get(id_), self._steady()
        if known is None or known[0] != until:
            self._seen[id_] = until, now
            return False
        if now - known[1] < self._dead:
            return False
        async with self._store.begin() as tx:
            ended = await tx.leases.end(KIND + id_, until)
            if ended:
                await tx.leases.end_all_of(id_)
        self._seen.pop(id_, None)
        return ended
