"""Where there is voice depends on the sound alone: not on what surrounds it, nor on the file it came in."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from core.speech.audio import decode
from core.speech.voice import Span, voice
from core.speech.wire import RATE
from tests.speech.clips import KINDS, encode
from tests.speech.tiny import LEAD_MS, clip, pauses_ms

Sound = NDArray[np.float32]


async def sound_of(recording: bytes) -> Sound:
    samples = (await decode(recording)).samples
    return samples.astype(np.float32) / np.float32(32768)


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.float32)


def shifted(spans: tuple[Span, ...], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans]


def near(one: tuple[Span, ...], other: list[Span], ms: int) -> bool:
    return len(one) == len(other) and bool(np.abs(np.array(one) - np.array(other)).max() <= ms)


@pytest.mark.parametrize("name", ["budget", "engineers", "nurse", "vague"])
async def test_pauses_between_sentences_are_found_within_50_ms(name: str) -> None:
    spans = voice(await sound_of(clip(name)))
    assert abs(spans[0][0] - LEAD_MS) <= 10
    pauses = [after - before for (_, before), (after, _) in pairwise(spans)]
    for truth in pauses_ms(name):
        assert min(abs(pause - truth) for pause in pauses) <= 50, (truth, pauses)


async def test_silence_before_and_after_moves_the_voice_and_changes_nothing_of_it() -> None:
    sound = await sound_of(clip("budget"))
    alone = voice(sound)
    surrounded = voice(np.concatenate([silence(2.0), sound, silence(7.0)]))
    assert near(surrounded, shifted(alone, 2_000), ms=10)


async def test_the_container_changes_nothing_of_the_voice() -> None:
    sound = await sound_of(clip("vague"))
    alone = list(voice(sound))
    samples = np.repeat((sound * 32767).astype(np.int16), 3)  # to the 48 kHz of phones
    for kind in KINDS:
        assert near(voice(await sound_of(encode(samples, kind))), alone, ms=40), kind


async def test_even_noise_as_of_a_fan_leaves_the_pauses_where_they_are() -> None:
    sound = await sound_of(clip("vague"))
    noise = np.random.default_rng(5).normal(0, 0.003, len(sound)).astype(np.float32)  # 30 dB below the voice
    assert near(voice(sound + noise), list(voice(sound)), ms=50)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.3, 10.0])
def test_nothing_has_no_voice(seconds: float) -> None:
    assert voice(silence(seconds)) == ()


def test_noise_alone_has_no_voice() -> None:
    for loudness in (0.0001, 0.01, 0.3):
        noise = np.random.default_rng(1).normal(0, loudness, 5 * RATE).astype(np.float32)
        assert voice(np.clip(noise, -1, 1)) == ()


async def test_stretches_are_in_order_inside_the_clip_and_apart() -> None:
    sound = await sound_of(clip("nurse"))
    for cut in range(0, len(sound), 7_777):
        spans = voice(sound[cut:])
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(set(edges))
        assert not edges or (edges[0] >= 0 and edges[-1] <= len(sound[cut:]) * 1000 // RATE)
