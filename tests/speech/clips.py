"""Recordings made on the spot: what was said is known to the sample, in every container people send.

The rule: a sound is a plan of parts, a tone for speech or a pause, so that the truth is written beside it.
"""

from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

Samples = NDArray[np.int16]

RATE = 48_000  # of a phone or a browser; what is decoded has 16,000
KINDS = ("ogg", "webm", "m4a", "mp3", "wav", "flac")
_MADE_BY = {  # FFmpeg's name of the container, the codec, and what the muxer is told
    "ogg": ("ogg", "libopus", {}),
    "webm": ("webm", "libopus", {"live": "1"}),  # as a browser streams it: no duration in the header
    "m4a": ("ipod", "aac", {}),
    "mp3": ("mp3", "libmp3lame", {}),
    "wav": ("wav", "pcm_s16le", {}),
    "flac": ("flac", "flac", {}),
}


def tone(seconds: float, loudness: float = 0.3, rate: int = RATE) -> Samples:
    """A hum of 220 Hz with its octave; `loudness` is its peak as a share of full scale."""
    time = np.arange(round(seconds * rate)) / rate
    wave = 0.6 * np.sin(2 * np.pi * 220 * time) + 0.4 * np.sin(2 * np.pi * 440 * time)
    return np.asarray(loudness * 32_767 * wave, dtype=np.int16)


def pause(seconds: float, rate: int = RATE) -> Samples:
    """Nothing at all."""
    return np.zeros(round(seconds * rate), dtype=np.int16)


def noise(seconds: float, loudness: float = 0.05, rate: int = RATE, seed: int = 1) -> Samples:
    """White noise; `loudness` is its root mean square as a share of full scale."""
    grains = np.random.default_rng(seed).normal(0, loudness * 32_767, round(seconds * rate))
    return np.clip(grains, -32_768, 32_767).astype(np.int16)


def talk(*parts: float, loudness: float = 0.3, rate: int = RATE) -> Samples:
    """Seconds of tone, and of a pause where a part is below zero: `talk(1.0, -0.5, 2.0)`."""
    pieces = [tone(part, loudness, rate) if part > 0 else pause(-part, rate) for part in parts]
    return np.concatenate(pieces)


def encode(samples: Samples, kind: str = "ogg", rate: int = RATE, **options: str) -> bytes:
    """`samples` (one channel) as a file of `kind`, one of KINDS; `options` are for FFmpeg's muxer."""
    container, codec, told = _MADE_BY[kind]
    return mux(samples, container, codec, rate, {**told, **options})


def mux(samples: Samples, container: str, codec: str, rate: int, options: dict[str, str]) -> bytes:
    """`samples` in any container and codec FFmpeg can make."""
    file = io.BytesIO()
    with av.open(file, "w", format=container, options=options) as made:
        stream = made.add_stream(codec, rate=rate)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        for frame in frames(samples, rate):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return file.getvalue()


def frames(samples: Samples, rate: int, size: int = 960) -> list[av.AudioFrame]:
    """The samples as FFmpeg takes them."""
    made = []
    for begin in range(0, len(samples), size):
        frame = av.AudioFrame.from_ndarray(samples[begin : begin + size].reshape(1, -1), "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, begin, Fraction(1, rate)
        made.append(frame)
    return made


def voiced(samples: Samples, rate: int = 16_000) -> list[tuple[float, float]]:
    """Where something is heard, as (from, to) in seconds, to 5 ms: parts a tenth as loud as the loudest."""
    step = rate // 200
    whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.float64)
    power = np.sqrt((whole**2).mean(axis=1))
    heard = np.concatenate(([False], power > power.max() / 10, [False]))
    edges = np.flatnonzero(heard[1:] != heard[:-1]) * step / rate
    return [(float(begin), float(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
