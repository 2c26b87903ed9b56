"""Where in a clip there is voice: Silero's voice activity, its edges set by the level of the sound.

The rule: pauses are measured here and never from the times of words. Silero (the model that faster-whisper
brings, MIT) knows voice from other sounds, in steps of 32 ms, and lingers after it; the level, in steps of
5 ms, knows when the voice begins and ends but not what it is. So Silero says which stretches, and the level,
near their edges only, says from when to when.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from faster_whisper.vad import (  # type: ignore[import-untyped]
    VadOptions,
    get_speech_timestamps,
)
from numpy.typing import NDArray

from core.speech.wire import RATE

Span = tuple[int, int]
Levels = NDArray[np.float64]

SILERO = VadOptions(threshold=0.5, min_speech_duration_ms=100, min_silence_duration_ms=100, speech_pad_ms=0)
STEP_MS = 5
FRAME_MS = 10  # one level is that of so much sound
REACH_MS = 150  # how far an edge may move: the most Silero was seen to be late or early
ABOVE_FLOOR_DB = 5.0  # the level of even noise stays within 3 dB
BELOW_VOICE_DB = 34.0  # the faintest end of a word, below its loud parts; a codec smears less after it
LEAST_RANGE_DB = 18.0  # in more noise than that the ends of words are not heard, and Silero errs less
CLOSURE_MS = 180  # quiet within a word (the closure of a stop takes up to 150 ms) is none between words
LEAST_MS = 60  # shorter than any word


def voice(sound: NDArray[np.float32]) -> tuple[Span, ...]:
    """The stretches of voice in milliseconds, in order, none of which touch. `sound`: 16 kHz, -1 to 1."""
    found = [
        (one["start"] * 1000 // RATE, one["end"] * 1000 // RATE)
        for one in get_speech_timestamps(sound, SILERO)
    ]
    if not found:
        return ()
    levels = _levels(sound)
    floor, loudest = _range(levels, found)
    if loudest - floor < LEAST_RANGE_DB:
        return tuple(_apart(iter(found)))
    loud = _runs(levels > max(floor + ABOVE_FLOOR_DB, loudest - BELOW_VOICE_DB))
    return tuple(_apart(_fitted(found, loud, len(sound) * 1000 // RATE)))


def _levels(sound: NDArray[np.float32]) -> Levels:
    """The level of each step in dB below full scale: that of the FRAME_MS around its middle."""
    step, frame = RATE * STEP_MS // 1000, RATE * FRAME_MS // 1000
    around = (frame - step) // 2
    power = np.concatenate(([0.0], np.cumsum(np.pad(sound.astype(np.float64) ** 2, (around, frame)))))
    starts = np.arange(len(sound) // step) * step
    levels: Levels = 10 * np.log10((power[starts + frame] - power[starts]) / frame + 1e-10)
    return levels


def _range(levels: Levels, found: list[Span]) -> tuple[float, float]:
    """The level of the room's noise, and that of the loud parts of the voice."""
    inside = np.zeros(len(levels), dtype=bool)
    near = np.zeros(len(levels), dtype=bool)
    for start, end in found:
        inside[start // STEP_MS : end // STEP_MS] = True
        near[max(start - REACH_MS, 0) // STEP_MS : (end + REACH_MS) // STEP_MS] = True
    apart = levels[~near]
    floor = np.median(apart) if len(apart) >= REACH_MS // STEP_MS else np.quantile(levels, 0.02)
    return float(floor), float(np.quantile(levels[inside], 0.9))


def _runs(loud: NDArray[np.bool_]) -> list[Span]:
    """The stretches that are loud, in milliseconds; quiet shorter than CLOSURE_MS is part of one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(np.int8), [0])))) * STEP_MS
    runs: list[Span] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < CLOSURE_MS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _fitted(found: list[Span], loud: list[Span], lasts: int) -> Iterator[Span]:
    """Of each stretch that Silero found what is loud, reaching REACH_MS over its edges at most."""
    for n, (start, end) in enumerate(found):
        earliest = max(start - REACH_MS, (found[n - 1][1] + start) // 2 if n else 0)
        latest = min(end + REACH_MS, (end + found[n + 1][0]) // 2 if n + 1 < len(found) else lasts)
        parts = [(max(a, earliest), min(b, latest)) for a, b in loud if a < end and b > start]
        yield from [part for part in parts if part[1] - part[0] >= LEAST_MS] or [(start, end)]


def _apart(spans: Iterator[Span]) -> Iterator[Span]:
    """The stretches, those that touch made one."""
    held: Span | None = None
    for span in spans:
        if held and span[0] <= held[1]:
            held = (held[0], max(held[1], span[1]))
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
