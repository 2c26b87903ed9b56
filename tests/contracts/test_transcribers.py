"""What every Transcriber promises, whoever listens: the worker here or a server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from io import BytesIO

import av
import numpy as np
import pytest

from core.interview.errors import Refused
from core.interview.ports import Transcriber, Transcript
from core.interview.values import Heard
from core.speech.audio import Limits
from core.speech.openai_transcriber import OpenAITranscriber
from core.speech.order import order_for
from core.speech.server import Server
from core.speech.transcriber import Listener
from tests.fakes.speech_server import KEY, NAME, speech_server
from tests.speech.clips import RATE, Samples, encode, noise, pause, talk
from tests.speech.tiny import LEAD_MS, MODEL, NAMES, bare, clip, pauses_ms, text

pytestmark = pytest.mark.process
LIMITS = Limits(seconds=30)
KINDS = ("here", "server")


@pytest.fixture(params=KINDS)
async def transcriber(request: pytest.FixtureRequest) -> AsyncIterator[Transcriber]:
    async with AsyncExitStack() as stack:
        made: Listener | OpenAITranscriber
        if request.param == "here":
            made = Listener(lambda: order_for(str(MODEL)), LIMITS)
        else:
            served = await stack.enter_async_context(speech_server())
            made = OpenAITranscriber(Server(served.url, NAME, KEY), LIMITS)
        stack.push_async_callback(made.close)
        yield made


def words(heard: Transcript) -> list[str]:
    return bare(" ".join(word.text for word in heard.words))


async def test_what_is_said_is_heard_with_its_times_and_pauses(transcriber: Transcriber) -> None:
    for name in NAMES:
        heard = await transcriber.transcribe(clip(name), "en")
        assert (heard.heard, heard.language) == (Heard.CLEAR, "en")
        assert words(heard) == bare(text(name))
        _is_in_order(heard)
        assert abs(heard.voiced[0][0] - LEAD_MS) <= 50
        found = [
            after - before for (_, before), (after, _) in zip(heard.voiced, heard.voiced[1:], strict=False)
        ]
        for truth in pauses_ms(name):
            assert min(abs(one - truth) for one in found) <= 50, (name, truth, found)


def _is_in_order(heard: Transcript) -> None:
    edges = [edge for span in heard.voiced for edge in span]
    assert edges == sorted(set(edges))
    assert edges[0] >= 0
    assert edges[-1] <= heard.length_ms
    for one, after in zip(heard.words, heard.words[1:], strict=False):
        assert 0 <= one.from_ms <= one.to_ms <= heard.length_ms
        assert one.from_ms <= after.from_ms
    assert all(0 <= word.probability <= 1 for word in heard.words)


async def test_the_container_changes_nothing_of_what_is_heard(transcriber: Transcriber) -> None:
    samples = _decoded("vague")
    for kind in ("ogg", "webm", "m4a", "wav"):
        heard = await transcriber.transcribe(encode(samples, kind), "en")
        assert words(heard) == bare(text("vague")), kind


async def test_several_at_once_are_heard_like_one_after_the_other(transcriber: Transcriber) -> None:
    clips = [clip(name) for name in NAMES] * 2
    alone = [await transcriber.transcribe(one, "en") for one in clips]
    assert await asyncio.gather(*(transcriber.transcribe(one, "en") for one in clips)) == alone


async def test_faint_noise_is_silence(transcriber: Transcriber) -> None:
    heard = await transcriber.transcribe(encode(noise(3, 0.001)), "en")
    assert (heard.heard, heard.words, heard.voiced) == (Heard.SILENT, (), ())
    assert abs(heard.length_ms - 3_000) <= 20


@pytest.mark.parametrize("name", ["hiss", "hum", "chords", "clicks", "siren", "rumble", "beeps"])
async def test_sounds_without_a_voice_are_never_an_answer(transcriber: Transcriber, name: str) -> None:
    heard = await transcriber.transcribe(encode(_sounds()[name]), "en")
    assert heard.heard in (Heard.SILENT, Heard.UNINTELLIGIBLE)


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"", "speech-unreadable"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "speech-unreadable"),
        (encode(talk(31.0)), "speech-too-long"),
        (encode(talk(0.1)), "speech-too-short"),
        (encode(pause(2.0)), "speech-silent"),
    ],
)
async def test_what_cannot_be_taken_is_refused_with_the_reason(
    transcriber: Transcriber, sent: bytes, key: str
) -> None:
    with pytest.raises(Refused) as caught:
        await transcriber.transcribe(sent, "en")
    assert caught.value.key == key


def _decoded(name: str) -> Samples:
    """A clip's samples at RATE."""
    with av.open(BytesIO(clip(name)), "r") as opened:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        parts = [*opened.decode(audio=0), None]
        frames = [one for part in parts for one in resampler.resample(part)]
    samples: Samples = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.int16)
    return samples


def _sounds() -> dict[str, Samples]:
    """Five seconds each of what microphones pick up beside voices."""
    time = np.arange(5 * RATE) / RATE
    chance = np.random.default_rng(3)
    notes = [261.6, 329.6, 392.0, 523.3, 440.0]
    swell = 0.3 + 0.2 * np.sin(2 * np.pi * 0.7 * time)
    chords = sum(np.sin(2 * np.pi * note * time * (1 + 0.5 * (np.floor(time) % 2))) for note in notes) / 5
    beat = np.sin(2 * np.pi * 1_000 * time) * (np.floor(time * 4) % 2)
    made = {
        "hiss": chance.normal(0, 0.1, len(time)),
        "hum": np.sin(2 * np.pi * 50 * time) + 0.5 * np.sin(2 * np.pi * 150 * time),
        "chords": chords * swell,
        "clicks": (chance.random(len(time)) < 1 / 4_000) * chance.normal(0, 1, len(time)),
        "siren": np.sin(2 * np.pi * np.cumsum(700 + 300 * np.sin(2 * np.pi * 0.5 * time)) / RATE),
        "rumble": np.cumsum(chance.normal(0, 0.01, len(time))) % 1 - 0.5,
        "beeps": beat,
    }
    return {name: np.clip(one * 0.3 * 32_767, -32_768, 32_767).astype(np.int16) for name, one in made.items()}
