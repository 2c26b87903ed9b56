"""Ground truth for delivery: synthesised words with pauses of known length, in every container.

espeak-ng says each sentence once, and its sound is laid end to end with silence between: which samples are
voice and which are pause is known to the sample. Where espeak-ng is not installed these tests do not run;
those of `test_pace` hold the same truth as literal times.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from core.interview.values import Speech
from core.speech import formulas
from core.speech.audio import decode
from core.speech.pace import delivery, sums_of
from core.speech.voice import voice
from tests.speech.clips import KINDS, encode

pytestmark = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")

Sound = NDArray[np.float32]
RATE = 16_000
SENTENCES = (
    "We moved the service to a new cluster over one weekend",
    "I called the doctor at once and told her what I saw",
    "My team was small so we wrote everything down",
    "And then nobody had to wake up at night",
)
PAUSES = (300, 600, 400, 1_000, 2_200, 350, 500, 3_100, 800, 450, 700)  # ms, between twelve sentences
WORDS = 3 * sum(len(sentence.split()) for sentence in SENTENCES)


@cache
def said(sentence: str) -> Sound:
    """A sentence as sound, from its first to its last sample that can be heard."""
    made = subprocess.run(
        ["espeak-ng", "-v", "en-us", "-s", "150", "--stdout", sentence], capture_output=True, check=True
    ).stdout
    with wave.open(io.BytesIO(made)) as file:
        rate = file.getframerate()
    sound = np.frombuffer(made[44:], dtype="<i2").astype(np.float32) / 32_768
    places = np.arange(len(sound) * RATE // rate) * rate / RATE
    sound = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    heard = np.flatnonzero(np.abs(sound) > 0.01)
    return np.asarray(sound[heard[0] : heard[-1] + 1], np.float32)


def answer(
    *, before: int = 700, after: int = 0, noise: float = 0.0
) -> tuple[Sound, list[tuple[float, float]]]:
    """Twelve sentences with the pauses between, and the stretches of voice in milliseconds."""
    pieces, truth, now = [np.zeros(before * RATE // 1_000, np.float32)], [], before * RATE // 1_000
    for number in range(12):
        sound = said(SENTENCES[number % 4])
        pause = PAUSES[number] * RATE // 1_000 if number < len(PAUSES) else 0
        truth.append((now * 1_000 / RATE, (now + len(sound)) * 1_000 / RATE))
        pieces += [sound, np.zeros(pause, np.float32)]
        now += len(sound) + pause
    whole = np.concatenate([*pieces, np.zeros(after * RATE // 1_000, np.float32)])
    if noise:
        whole = whole + np.random.default_rng(1).normal(0, noise, len(whole)).astype(np.float32)
    return whole, truth


def measured(sound: Sound) -> Speech:
    """The facts of a clip whose words are known and evenly spread: their times are no part of the truth."""
    voiced = voice(sound)
    start, end = voiced[0][0], voiced[-1][1]
    step = (end - start) / WORDS
    times = tuple((int(start + n * step), int(start + (n + 1) * step)) for n in range(WORDS))
    return Speech("en", len(sound) * 1_000 // RATE, voiced, times)


async def through(sound: Sound, kind: str) -> Sound:
    """The sound as a file of a kind, taken in as every note is."""
    clip = encode((sound * 32_767).astype(np.int16), kind, RATE)
    return np.asarray((await decode(clip)).samples / 32_768, np.float32)


def check(sound: Sound, truth: list[tuple[float, float]], within: int = 50) -> None:
    speech = measured(sound)
    found = formulas.pauses(speech.voiced)
    assert len(found) == len(PAUSES)
    for (start, end), pause in zip(found, PAUSES, strict=True):
        assert abs(end - start - pause) <= within
    spoken = truth[-1][1] - truth[0][0]
    assert abs(sums_of([speech]).spoken_ms - spoken) <= 0.02 * spoken
    made = delivery([speech])
    true_rate = 60_000 * WORDS / spoken
    assert abs(made.rate - true_rate) <= 0.02 * true_rate
    assert [round(pause.ms, -2) for pause in made.long_pauses] == [2_200, 3_100]


def test_pauses_are_within_50_ms_and_the_rate_within_2_percent() -> None:
    check(*answer())


def test_silence_before_and_after_changes_nothing() -> None:
    check(*answer(before=3_000, after=20_000))


def test_a_little_noise_changes_nothing() -> None:
    check(*answer(after=5_000, noise=0.001))


@pytest.mark.parametrize("kind", KINDS)
async def test_the_container_changes_nothing(kind: str) -> None:
    sound, truth = answer(after=2_000)
    check(await through(sound, kind), truth)


def test_words_a_minute_are_those_of_the_voice_and_not_of_the_file() -> None:
    sound, _ = answer(after=30_000)
    speech = measured(sound)
    by_file = 60_000 * WORDS / speech.length_ms
    assert delivery([speech]).rate > 1.5 * by_file
