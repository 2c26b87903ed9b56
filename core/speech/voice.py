"""Where in a clip there is voice: Silero's voice activity, its edges set by the sound itself.

The rule: pauses are measured here and never from the times of words. Silero (the model that faster-whisper
brings, MIT) says in steps of 32 ms whether it hears voice and lingers after it; the level of the sound in
steps of 10 ms says when the voice begins and ends.
"""

from __future__ import annotations

import numpy as np
from faster_whisper.vad import (  # type: ignore[import-untyped]
    VadOptions,
    get_speech_timestamps,
)
from numpy.typing import NDArray

from core.speech.wire import RATE

Span = tuple[int, int]

SILERO = VadOptions(threshold=0.5, min_speech_duration_ms=100, min_silence_duration_ms=100, speech_pad_ms=0)


def voice(sound: NDArray[np.float32]) -> tuple[Span, ...]:
    """The stretches of voice in milliseconds, in order, none of which touch. `sound`: 16 kHz, -1 to 1."""
    found = get_speech_timestamps(sound, SILERO)
    return tuple((one["start"] * 1000 // RATE, one["end"] * 1000 // RATE) for one in found)
