"""What a person sent becomes sound: 16 kHz, one channel, at one loudness, or a sentence that says why not.

The rule: nothing a file says of itself is believed. Its kind is what its first bytes are, its length what was
decoded of it; the decoding is done by a child process that may use so much and no more (`child.py`,
`confining.py`), and whatever happens there ends here as `Refused`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from core.interview.errors import Refused, SpeechFault
from core.speech.child import Answer, Child, Ended
from core.speech.containers import container_of
from core.speech.levels import Samples, is_silent, level
from core.speech.wire import RATE, Verdict

AT_ONCE = 2  # children decoding at the same time, each with its own memory
LEAST_S = 0.5  # with less time left a second try is not begun

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one recording may have, `seconds` and `bytes` at most and `least_ms` at least, and what reading it
    may take: `timeout_s` seconds, `memory_mb` MiB.
    """

    seconds: float = 300
    bytes: int = 20_000_000
    least_ms: int = 300
    timeout_s: float = 9  # an answer comes within ten seconds, the child's start included
    memory_mb: int = 512


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """Samples of 16 bit, 16,000 a second, one channel.

    `cut_short`: half a second or more that the file speaks of is not in it, because the file is damaged.
    """

    samples: Samples = field(repr=False)
    cut_short: bool = False

    @property
    def length_ms(self) -> int:
        """The length in milliseconds."""
        return round(len(self.samples) * 1000 / RATE)


async def decode(clip: bytes, limits: Limits = Limits()) -> Sound:
    """Like `Decoder.decode`, for one recording alone: no child is kept ready."""
    return await Decoder(keeps_spare=False).decode(clip, limits)


class Decoder:
    """Decodes recordings, AT_ONCE at the same time; keeps one child ready from the first one on.

    It belongs to the event loop it is used in, and is closed there.
    """

    def __init__(self, *, keeps_spare: bool = True) -> None:
        self._keeps_spare = keeps_spare
        self._free = asyncio.Semaphore(AT_ONCE)
        self._spare: asyncio.Task[Child] | None = None
        self._is_closed = False

    async def decode(self, clip: bytes, limits: Limits = Limits()) -> Sound:
        """The sound of `clip`, levelled.

        Raises Refused (speech-too-large, -unreadable, -no-sound, -too-long, -too-short, -silent, -too-heavy),
        SpeechFault when no child can be started.
        """
        if len(clip) > limits.bytes:
            raise Refused("speech-too-large", megabytes=round(limits.bytes / 1_000_000))
        container = container_of(clip)
        if container is None:
            raise Refused("speech-unreadable")
        async with self._free:
            answer = await self._ask(clip, container, limits)
        return await asyncio.to_thread(_sound, answer, limits)

    async def close(self) -> None:
        """Ends the spare child. What is being decoded ends by its limits, or by being cancelled."""
        self._is_closed = True
        spare, self._spare = self._spare, None
        if spare is not None:
            with suppress(SpeechFault):
                await (await spare).end()

    async def _ask(self, clip: bytes, container: str, limits: Limits) -> Answer:
        """What a child answers. Where one dies of itself another is asked, once, in the time that is left:
        it may have been killed because somebody else needed its memory.
        """
        begun = time.monotonic()
        try:
            try:
                return await self._try(clip, container, limits, limits.timeout_s)
            except Ended as end:
                left = limits.timeout_s - (time.monotonic() - begun)
                if end.why == "time" or left < LEAST_S:
                    raise
                return await self._try(clip, container, limits, left)
        except Ended as end:
            raise Refused("speech-too-heavy" if end.why == "time" else "speech-unreadable") from end

    async def _try(self, clip: bytes, container: str, limits: Limits, timeout_s: float) -> Answer:
        child = await self._take()
        most = int(limits.seconds * RATE)
        try:
            return await child.decode(
                clip, container, most=most, memory_mb=limits.memory_mb, timeout_s=timeout_s
            )
        except Ended as end:
            log.warning("a decoding child ended: %s, %s, %d bytes", end.why, container, len(clip))
            raise

    async def _take(self) -> Child:
        """The spare child, or a new one if there is none or it is dead; starts the next spare meanwhile."""
        if self._is_closed:
            raise SpeechFault("speech-decoder-missing")
        spare, self._spare = self._spare, None
        child = await self._waiting(spare)
        if self._keeps_spare and self._spare is None and not self._is_closed:
            self._spare = asyncio.create_task(Child.start())
        return child

    async def _waiting(self, spare: asyncio.Task[Child] | None) -> Child:
        if spare is not None:
            with suppress(SpeechFault):
                child = await spare
                if child.is_alive:
                    return child
                await child.end()
        return await Child.start()


def _sound(answer: Answer, limits: Limits) -> Sound:
    """The answer as sound, or refused."""
    match answer.verdict:
        case Verdict.TOO_LONG:
            raise Refused("speech-too-long", **_time(limits.seconds))
        case Verdict.NO_SOUND:
            raise Refused("speech-no-sound")
        case Verdict.TOO_HEAVY:
            raise Refused("speech-too-heavy")
        case Verdict.UNREADABLE:
            raise Refused("speech-unreadable")
        case Verdict.SOUND:
            return _levelled(Sound(np.frombuffer(answer.samples, dtype=np.int16), answer.cut_short), limits)


def _levelled(sound: Sound, limits: Limits) -> Sound:
    if sound.length_ms < limits.least_ms:
        raise Refused("speech-too-short", milliseconds=sound.length_ms)
    if is_silent(sound.samples):
        raise Refused("speech-silent")
    return Sound(level(sound.samples), sound.cut_short)


def _time(seconds: float) -> dict[str, int]:
    """Whole minutes, or 0 and the seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return {"minutes": 0 if rest else minutes, "seconds": round(seconds)}
