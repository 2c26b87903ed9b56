"""Brings a recording to one loudness: pydub's AudioSegment carries the samples and applies the gain.

The rule: one gain for the whole recording, so that neither a pause nor the place of a word changes.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():
    # pydub looks for an ffmpeg program, which nothing here calls, and takes audioop from where Python had it
    # until 3.12; both are said on import.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment  # type: ignore[import-untyped]

from core.speech.wire import RATE, WIDTH

Samples = NDArray[np.int16]

FULL = 32_768
TARGET_DBFS = -20.0  # root mean square of the loud parts
HEADROOM_DBFS = -3.0  # what the peaks keep below full scale
MOST_GAIN_DB = 30.0  # beyond that it is the room that would be heard
GATE_DB = 20.0  # quieter than the loudest part by so much: a pause
SILENT_DBFS = -66.0  # sixteen steps of 32,768: noise of the converter alone
BLOCK = RATE // 10  # a part is 100 ms
PEAK_SHARE = 0.999  # a click of the button is no peak,
CLICKS = 2  # nor are the two loudest parts, where there are at least twenty


def is_silent(samples: Samples) -> bool:
    """Whether there is practically nothing: all but a thousandth below -66 dBFS."""
    return _peak_dbfs(samples) < SILENT_DBFS


def level(samples: Samples) -> Samples:
    """`samples` (16 kHz, mono, 16 bit) at one loudness; as many as before.

    The gain brings the median of the parts of 100 ms that are not pauses (less than 20 dB below the loudest)
    to -20 dBFS (root mean square), but no peak above -3 dBFS, and raises by no more than 30 dB. A click
    counts for neither; what goes over full scale ends there. So a quiet phone is raised and a microphone
    that clipped is brought down, while what it cut off stays lost. Silence stays as it is.
    """
    if is_silent(samples):
        return samples
    gain = min(TARGET_DBFS - _loudness_dbfs(samples), HEADROOM_DBFS - _peak_dbfs(samples), MOST_GAIN_DB)
    segment = AudioSegment(data=samples.tobytes(), sample_width=WIDTH, frame_rate=RATE, channels=1)
    return np.frombuffer(segment.apply_gain(gain).raw_data, dtype=np.int16)


def _peak_dbfs(samples: Samples) -> float:
    size = np.abs(np.maximum(samples, -FULL + 1))  # in 16 bit there is no +32,768
    place = int(PEAK_SHARE * (len(size) - 1))
    return _dbfs(float(np.partition(size, place)[place]))


def _loudness_dbfs(samples: Samples) -> float:
    block = min(BLOCK, len(samples))
    blocks = samples[: len(samples) // block * block].reshape(-1, block)
    # Sums without a copy of five minutes in floats.
    power = np.einsum("ij,ij->i", blocks, blocks, dtype=np.float64) / block
    loudest = np.sort(power)[-1 - min(CLICKS, len(power) // 10)]
    loud = power[power >= loudest * 10 ** (-GATE_DB / 10)]
    return _dbfs(float(np.sqrt(np.median(loud))))


def _dbfs(size: float) -> float:
    """Decibels below full scale, which is 32,768."""
    return 20 * float(np.log10(max(size, 1e-3) / FULL))
