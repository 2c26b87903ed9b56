"""Keeps the speech worker running, from outside: starts, watches, ends and replaces it.

The rule: a clip is lost only to itself. Whatever ends the worker (a crash, a kill, nonsense on its pipe, a
clip that takes for ever), what was in its hands is tried again; what may have been the reason is tried alone,
so that it takes nobody along, and given up after `BLAME` failures of its own. A death by a signal from
outside (the system short of memory, an impatient operator) is most likely not the clip's doing and weighs
less (`process.BLAME_OF`).
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from core.interview.errors import SpeechFault
from core.speech.impression import Impression, milliseconds
from core.speech.order import Order
from core.speech.process import Died, Process
from core.speech.room import Room

BLAME = 3.0
REST_S = 0.25  # before a worker that failed to start is started again, doubled each time

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a clip may take: `base` seconds and `per_second` for each second of it."""

    base: float = 60.0
    per_second: float = 10.0

    def of(self, pcm: bytes) -> float:
        """The seconds that the sound `pcm` may take."""
        return self.base + self.per_second * milliseconds(pcm) / 1000


class Supervisor:
    """One worker, started when first needed."""

    def __init__(
        self, order: Order, patience: Patience | None = None, command: Sequence[str] | None = None
    ) -> None:
        self.order = order
        self._patience = patience or Patience()
        self._command = command or (sys.executable, "-P", "-m", "core.speech.worker")
        self._room = Room(order.at_once)
        self._starting = asyncio.Lock()
        self._process: Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The running worker's process."""
        return self._process.pid if self._process and self._process.is_alive else None

    @property
    def running_on(self) -> str:
        """What the worker last computed on and with, such as "cpu int8"; "" before it was started."""
        return self._process.running_on if self._process else ""

    async def hear(self, pcm: bytes, language: str | None, *, words: bool = True) -> Impression:
        """What is heard in `pcm` (16 kHz, mono, 16 bits); without `words` only where there is voice.

        Raises SpeechFault where the worker cannot be started or this clip ends it again and again.
        """
        blame = 0.0
        tried = False
        while blame < BLAME:
            async with self._room.place(alone=blame > 0, again=tried):
                tried = True
                process = await self._running()
                try:
                    async with asyncio.timeout(self._patience.of(pcm)):
                        return await process.hear(pcm, language, words=words)
                except TimeoutError:
                    blame += 1.0
                    process.kill()
                except Died as died:
                    blame += died.blame
        raise SpeechFault("speech-worker-fails")

    async def close(self) -> None:
        """Ends the worker; what it had in hand fails with SpeechFault."""
        self._closed = True
        if self._process:
            await self._process.end()

    async def _running(self) -> Process:
        async with self._starting:
            blame, rest = 0.0, REST_S
            while not (self._process and self._process.is_alive):
                if self._closed or blame >= BLAME:
                    raise SpeechFault("speech-worker-fails")
                if blame:
                    await asyncio.sleep(rest)
                    rest *= 2
                if self._process:
                    await self._process.end()
                try:
                    self._process = await Process.start(self._command, self.order)
                except Died as died:
                    blame += died.blame
                    self._without_graphics(died)
            return self._process

    def _without_graphics(self, died: Died) -> None:
        # A card whose libraries are missing or whose memory is full ends the process in many ways.
        if self.order.device == "auto" and died.blame >= 1:
            log.warning("the speech worker does not start on the graphics card, the processor takes over")
            self.order = self.order.on_processor()
