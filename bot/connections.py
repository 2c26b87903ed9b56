"""The connections to platforms: each held by one process at a time, taken up again when it breaks.

The rule: a platform's connection belongs to whoever has its lease. Another process waits for it and takes it
over a few seconds after the holder died. What whoever runs Greenroom has to mend (a wrong token, somebody
else on the same one) is said once and ends that platform alone; the page and the others go on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from bot.errors import where
from bot.port import Adapter, Practice
from core.interview.errors import GreenroomError, StorageFault
from core.texts.catalog import Texts
from storage.ids import new_id
from storage.store import Store

log = logging.getLogger(__name__)

LEASE_MS = 20_000  # longer than it takes to see that a worker is dead (`bot.workers`), which ends it sooner
HOLDER_FILE = "holder.id"
RENEW = 4.0  # seconds
PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds; twice as long each time


def holder_of(data_dir: Path, now: int) -> str:
    """Who the owner of a data directory is to other processes.

    It is the same after a death, so that whoever comes next there does not wait for the lease of the dead.
    """
    file = data_dir / HOLDER_FILE
    if not file.exists():
        written = file.with_suffix(".new")
        written.write_text(new_id(now), encoding="ascii")
        written.replace(file)
    return file.read_text(encoding="ascii")


class Connections:
    """Holds the connections of `adapters` for as long as it runs; `held` are the platforms it has."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a connection is held with
        self,
        store: Store,
        practice: Practice,
        texts: Texts,
        now: Callable[[], int],
        say: Callable[[str], None],
        renew: float = RENEW,
        pause: float = PAUSE,
        holder: str = "",
        held: set[str] | None = None,
    ) -> None:
        self._held = set() if held is None else held
        self._store = store
        self._practice = practice
        self._texts = texts
        self._now = now
        self._say = say
        self._renew = renew
        self._pause = pause
        self._holder = holder or new_id(now())

    async def hold(self, adapter: Adapter) -> None:
        """Receives from the adapter's platform until cancelled, or until somebody has to mend something."""
        pause, platform = self._pause, adapter.sender.platform
        while True:
            try:
                await self._turn(adapter)
                pause = self._pause
            except StorageFault as fault:
                log.error("%s waits: %s", platform, fault.key)
            except GreenroomError as error:
                self._say(self._texts.say(error.key, error.values))
                return
            except Exception as error:
                log.error("%s broke off: %s", platform, where(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _turn(self, adapter: Adapter) -> None:
        """Once the lease is here: receives until it is lost, or the connection ends."""
        lease = f"connection:{adapter.sender.platform}"
        while not await self._take(lease):  # noqa: ASYNC110 - another process gives it back
            await asyncio.sleep(self._renew)
        held_until = self._now() + LEASE_MS
        self._held.add(adapter.sender.platform)
        running = asyncio.create_task(adapter.run(self._practice))
        try:
            while not running.done() and (held_until := await self._keep(lease, held_until)):
                await asyncio.wait([running], timeout=self._renew)
        finally:
            self._held.discard(adapter.sender.platform)
            running.cancel()
            await asyncio.wait([running])
            await self._give_back(lease)
        if not running.cancelled():
            running.result()

    async def _keep(self, lease: str, held_until: int) -> int:
        """Renews the lease; until when it is held, 0 where it is not any more.

        A database that is busy for a moment does not end a connection whose lease still runs.
        """
        now = self._now()
        try:
            return now + LEASE_MS if await self._take(lease) else 0
        except StorageFault as fault:
            log.warning("a lease was not renewed: %s", fault.key)
            return held_until if now < held_until else 0

    async def _take(self, lease: str) -> bool:
        now = self._now()
        async with self._store.begin() as tx:
            return await tx.leases.take(lease, self._holder, now, now + LEASE_MS)

    async def _give_back(self, lease: str) -> None:
        async with self._store.begin() as tx:
            await tx.leases.give_back(lease, self._holder)
