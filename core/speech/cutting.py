"""A few seconds cut out of a recording, as a file that every player knows.

The rule: what is asked for is in it whole, with MARGIN_MS before and after as far as the recording goes,
since the time of a word is a measurement and its ends are soft.
"""

from __future__ import annotations

import io
import wave

from core.speech.audio import Sound
from core.speech.wire import RATE

MARGIN_MS = 250
MOST_MS = 60_000  # a quotation has 20 words at most


def cut(sound: Sound, from_ms: int, to_ms: int) -> bytes:
    """WAV, 16 bit, one channel: from MARGIN_MS before `from_ms` to MARGIN_MS after `to_ms`."""
    begin = max(0, from_ms - MARGIN_MS)
    end = min(to_ms + MARGIN_MS, begin + MOST_MS)
    samples = sound.samples[begin * RATE // 1000 : -(-end * RATE // 1000)]
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()
