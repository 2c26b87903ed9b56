"""Keeps the speech worker running; what keeps any worker so is in `core.worker`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from core.interview.errors import SpeechFault
from core.interview.ports import HeardWord
from core.speech.impression import Impression, Segment, milliseconds
from core.speech.order import Order
from core.worker.process import Manner
from core.worker.room import Room
from core.worker.supervisor import Supervisor as AnySupervisor

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
    """One speech worker, started when first needed."""

    def __init__(
        self, order: Order, patience: Patience | None = None, command: Sequence[str] | None = None
    ) -> None:
        self._patience = patience or Patience()
        manner = Manner(
            "speech worker",
            command or (sys.executable, "-P", "-m", "core.speech.worker"),
            unusable=lambda _line: SpeechFault("speech-model-unusable"),
            fails=lambda: SpeechFault("speech-worker-fails"),
        )
        self._worker = AnySupervisor(manner, asdict(order), Room(order.at_once), _without_graphics)

    @property
    def pid(self) -> int | None:
        """The running worker's process."""
        return self._worker.process.pid if self._worker.process else None

    @property
    def running_on(self) -> str:
        """What the worker last computed on and with, such as "cpu int8"; "" before it was started."""
        said = self._worker.greeting
        return f"{said.get('device')} {said.get('compute')}" if said else ""

    async def hear(self, pcm: bytes, language: str | None, *, words: bool = True) -> Impression:
        """What is heard in `pcm` (16 kHz, mono, 16 bits); without `words` only where there is voice.

        Raises SpeechFault where the worker cannot be started or this clip ends it again and again.
        """
        header = {"language": language, "words": words, "bytes": len(pcm)}
        return await self._worker.ask(header, _impression, pcm, patience_s=self._patience.of(pcm))

    async def close(self) -> None:
        """Ends the worker; what it had in hand fails with SpeechFault."""
        await self._worker.close()


def _without_graphics(order: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A card whose libraries are missing or whose memory is full ends the process in many ways."""
    if order["device"] != "auto":
        return None
    log.warning("the speech worker does not start on the graphics card, the processor takes over")
    return asdict(Order(**order).on_processor())


def _impression(line: Mapping[str, Any]) -> Impression:
    """Reads an answer. Raises KeyError, TypeError or ValueError where it is not one."""
    heard = line["heard"]
    return Impression(
        int(heard["length_ms"]),
        tuple((int(start), int(end)) for start, end in heard["voiced"]),
        str(heard["language"]),
        tuple(_segment(one) for one in heard["segments"]),
    )


def _segment(one: Mapping[str, Any]) -> Segment:
    words = tuple(
        HeardWord(str(w["text"]), int(w["from_ms"]), int(w["to_ms"]), float(w["probability"]))
        for w in one["words"]
    )
    return Segment(
        words, *(None if one[k] is None else float(one[k]) for k in ("logprob", "no_speech", "compression"))
    )
