"""The Transcriber that runs here: a clip is decoded, heard by the speech worker, and judged.

The rule: a clip's sound is in memory only while its turn is near. As many clips as are heard at once, and one
more that is decoded meanwhile, are taken in the order they came; the others wait as the bytes they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.interview.ports import Transcript
from core.speech.audio import Decoder, Limits
from core.speech.checks import THRESHOLDS, Thresholds, transcript
from core.speech.order import Order
from core.speech.supervisor import Supervisor

LIMITS = Limits()


class Listener:
    """Hears clips in a worker process, which is started with the first one."""

    def __init__(
        self,
        order: Callable[[], Order],
        limits: Limits = LIMITS,
        thresholds: Thresholds = THRESHOLDS,
    ) -> None:
        """`order` says what to load; it is asked with the first clip and may raise SpeechFault."""
        self._order = order
        self._limits = limits
        self._decoder = Decoder()
        self._thresholds = thresholds
        self._worker: Supervisor | None = None
        self._near = asyncio.Semaphore(1)  # made anew with the worker

    @property
    def running_on(self) -> str:
        """What the worker computes on and with, such as "cpu int8"; "" while none was needed."""
        return self._worker.running_on if self._worker else ""

    @property
    def worker(self) -> Supervisor | None:
        """The worker's supervisor; None while none was needed."""
        return self._worker

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        """What was heard in `clip`; see `core.interview.ports.Transcriber`."""
        worker = await self._supervised()
        async with self._near:
            sound = await self._decoder.decode(clip, self._limits)
            heard = await worker.hear(sound.samples.tobytes(), language)
        return transcript(heard, self._thresholds)

    async def _supervised(self) -> Supervisor:
        if self._worker is None:
            order = await asyncio.to_thread(self._order)  # looks for the weights on the disk
            if self._worker is None:
                self._near = asyncio.Semaphore(order.at_once + 1)
                self._worker = Supervisor(order)
        return self._worker

    async def close(self) -> None:
        """Ends the worker and the decoder's spare child."""
        await self._decoder.close()
        if self._worker:
            await self._worker.close()
