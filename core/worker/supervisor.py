"""Keeps a worker running, from outside: starts, watches, ends and replaces it.

The rule: a job is lost only to itself. Whatever ends the worker (a crash, a kill, nonsense on its pipe, a job
that takes for ever), what was in its hands is tried again; what may have been the reason is tried alone, so
that it takes nobody along, and given up after `BLAME` failures of its own. A death by a signal from outside
(the system short of memory, an impatient operator) is most likely not the job's doing and weighs less
(`process.FROM_OUTSIDE`). A start goes on when whoever waited for it gives up: the next one finds it done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from core.worker.process import Died, Line, Manner, Process
from core.worker.room import Room

BLAME = 3.0
REST_S = 0.25  # before a worker that failed to start is started again, doubled each time

T = TypeVar("T")
Order = Mapping[str, Any]
log = logging.getLogger(__name__)


class Supervisor:
    """One worker, started when first needed."""

    def __init__(
        self,
        manner: Manner,
        order: Order,
        room: Room,
        instead: Callable[[Order], Order | None] = lambda _order: None,
    ) -> None:
        """`room` says how many jobs the worker has in hand; `instead` makes another order out of one with
        which the worker crashed at its start, or None where there is none.
        """
        self._manner = manner
        self._order = order
        self._instead = instead
        self._room = room
        self._starting: asyncio.Task[Process] | None = None
        self._process: Process | None = None
        self._closed = False

    @property
    def process(self) -> Process | None:
        """The running worker."""
        return self._process if self._process and self._process.is_alive else None

    @property
    def greeting(self) -> Line:
        """What the worker said when it was last ready; empty before it was started."""
        return self._process.greeting if self._process else {}

    async def ask(
        self,
        header: Mapping[str, Any],
        read: Callable[[Line], T],
        payload: bytes = b"",
        *,
        patience_s: float | None = None,
        whose: str = "",
    ) -> T:
        """What `read` makes of the worker's answer; see `Process.ask`. `whose` turn it is, see `Room.place`.

        Raises what the manner's `unusable` or `fails` makes where the worker cannot be started or this job
        ends it again and again, Full where too many wait.
        """
        blame = 0.0
        tried = False
        while blame < BLAME:
            async with self._room.place(alone=blame > 0, again=tried, whose=whose):
                tried = True
                process = await self.started()
                try:
                    async with asyncio.timeout(patience_s):
                        return await process.ask(header, read, payload)
                except TimeoutError:
                    blame += 1.0
                    process.kill()
                except Died as died:
                    blame += died.blame
        raise self._manner.fails()

    async def started(self) -> Process:
        """The running worker, which is started where there is none. Raises as `ask` does."""
        if self._process and self._process.is_alive:
            return self._process
        if self._starting is None:
            self._starting = asyncio.create_task(self._start())
            self._starting.add_done_callback(self._is_started)
        return await asyncio.shield(self._starting)

    async def close(self) -> None:
        """Ends the worker; what it had in hand fails."""
        self._closed = True
        if self._starting:
            self._starting.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._starting
        if self._process:
            await self._process.end()

    def _is_started(self, starting: asyncio.Task[Process]) -> None:
        self._starting = None
        if not starting.cancelled():
            starting.exception()  # whoever waited was told; perhaps nobody did

    async def _start(self) -> Process:
        blame, rest = 0.0, REST_S
        while not self._closed and blame < BLAME:
            if blame:
                await asyncio.sleep(rest)
                rest *= 2
            if self._process:
                await self._process.end()
            try:
                self._process = await Process.start(self._manner, self._order)
            except Died as died:
                blame += died.blame
                self._order = (died.blame >= 1 and self._instead(self._order)) or self._order
            else:
                return self._process
        raise self._manner.fails()
