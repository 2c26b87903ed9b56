"""What comes out of listening to a clip, before anyone says whether it is an answer.

The rule: plain values with times in milliseconds of the clip. Whoever heard it (the worker here, a server)
fills the same ones, so that one set of checks judges them all.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.interview.ports import HeardWord
from core.speech.wire import RATE, WIDTH


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that were decoded together, with what Whisper says of them.

    `logprob` is the mean log probability of a token, `no_speech` the probability of 0 to 1 that nothing was
    said, `compression` how many times smaller zlib makes the text. Each is None where it is not known.
    """

    words: tuple[HeardWord, ...]
    logprob: float | None = None
    no_speech: float | None = None
    compression: float | None = None


@dataclass(frozen=True, slots=True)
class Impression:
    """The stretches of voice in a clip of `length_ms` and the words heard in them."""

    length_ms: int
    voiced: tuple[tuple[int, int], ...]
    language: str = ""
    segments: tuple[Segment, ...] = ()


def milliseconds(pcm: bytes) -> int:
    """How long `pcm` (16 kHz, 16 bits, mono) lasts."""
    return len(pcm) * 1000 // (RATE * WIDTH)
