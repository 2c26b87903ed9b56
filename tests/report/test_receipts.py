"""What was said, to be listened to: exactly the seconds of a quotation, and nobody's but one's own."""

from __future__ import annotations

import asyncio
import io
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.bootstrap import House, build_house
from bot.hearing import hears
from bot.port import Account, Attachment, Form, Kind, Query
from bot.settings import Settings
from core.interview.ports import Transcript
from core.speech.audio import Sound
from core.speech.cutting import MARGIN_MS, cut
from core.texts.blocks import Block
from core.texts.catalog import texts
from tests.bot.person import Clock, Person
from tests.bot.test_voice import SAID, speaks, takes
from tests.fakes.engine import InlineEngine
from tests.fakes.transcriber import WORD_MS, Dictation
from tests.speech.clips import RATE, encode

WORDS = SAID.split()
HZ = 16_000
PLAYED = 3  # of the places; each is decoded by a process of its own


def pitch(number: int) -> int:
    """Each word of the recording hums at a pitch of its own, 25 Hz apart."""
    return 300 + 25 * number


def recording() -> bytes:
    """Every word for WORD_MS, at its pitch."""
    time = np.arange(RATE * WORD_MS // 1000) / RATE
    hums = [np.sin(2 * np.pi * pitch(number) * time) for number in range(len(WORDS))]
    return encode(np.asarray(np.concatenate(hums) * 9_000, dtype=np.int16), "ogg")


class Recorded(Dictation):
    """Hears SAID, whatever the bytes."""

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        return self._transcript(SAID, language or "en")


@dataclass
class Kept:
    """What the documents offer to listen to, and what came of asking for it."""

    kept: tuple[Block, ...]
    sounds: dict[str, Attachment | None]
    others: list[Attachment | None]
    nonsense: list[Attachment | None]
    after: tuple[Block, ...]
    gone: list[Attachment | None]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return asyncio.run(_kept(tmp_path_factory.mktemp("data")))


async def _kept(folder: Path) -> Kept:
    settings, clock = Settings(data_dir=folder), Clock()
    senses = hears(settings, texts(), Recorded())
    async with build_house(settings, clock, InlineEngine(), senses=senses) as house:
        person = Person(house.practice, clock)
        await house.practice.prefer(person.account, "keep_clips", "yes")
        await house.practice.prefer(person.account, "grammar", "no")  # nothing here is about language tips
        await person.begins()
        await person.says("Fine, thanks.")
        shown = await speaks(person, recording())
        await takes(person, Kind.USE, shown[-1].part)
        person.clock.pass_(5)
        await house.works.tick()
        await person.does(Kind.STOP)
        blocks = await _listened(house, person)
        places = list(dict.fromkeys(block.sound for block in blocks))[:PLAYED]
        wrong = [places[0] + "0" * 9, "../" + places[0], places[0].rsplit(".", 1)[0] + ".0", ""]
        return Kept(
            blocks,
            {place: await house.practice.file(person.account, Form.SOUND, place) for place in places},
            [await house.practice.file(Account("test", "bob"), Form.SOUND, place) for place in places],
            [await house.practice.file(person.account, Form.SOUND, place) for place in wrong],
            *await _dropped(house, person, places),
        )


async def _dropped(
    house: House, person: Person, places: list[str]
) -> tuple[tuple[Block, ...], list[Attachment | None]]:
    """The same once the recordings are not to be kept any more."""
    await house.practice.prefer(person.account, "keep_clips", "no")
    gone = [await house.practice.file(person.account, Form.SOUND, place) for place in places]
    return await _listened(house, person), gone


async def _listened(house: House, person: Person) -> tuple[Block, ...]:
    documents = [await house.practice.view(person.account, query) for query in (Query.REPORT, Query.WHY)]
    return tuple(block for document in documents for block in document if block.sound)


def samples_of(file: bytes) -> NDArray[np.int16]:
    with wave.open(io.BytesIO(file)) as read:
        assert (read.getframerate(), read.getnchannels(), read.getsampwidth()) == (HZ, 1, 2)
        return np.frombuffer(read.readframes(read.getnframes()), dtype="<i2")


def heard_pitch(samples: NDArray[np.int16], at_ms: int) -> float:
    """The pitch of the 200 ms around a time."""
    piece = samples[(at_ms - 100) * HZ // 1000 : (at_ms + 100) * HZ // 1000].astype(float)
    power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), HZ))  # one value a hertz
    return float(power.argmax())


def test_what_is_played_is_what_is_quoted_with_a_quarter_of_a_second_around(kept: Kept) -> None:
    assert kept.kept
    played = [block for block in kept.kept if block.sound in kept.sounds]
    for block in played:
        _, from_ms, to_ms = block.sound.split(".")
        first, last = int(from_ms) // WORD_MS, int(to_ms) // WORD_MS - 1
        said = " ".join(WORDS[first : last + 1]).rstrip(".,")
        assert said in block.text or block.text.split("“")[-1].split(" …")[0] in said
        made = kept.sounds[block.sound]
        assert made is not None
        samples = samples_of(made.content)
        before = min(MARGIN_MS, int(from_ms))
        after = min(MARGIN_MS, len(WORDS) * WORD_MS - int(to_ms))
        assert abs(len(samples) * 1000 // HZ - (int(to_ms) - int(from_ms) + before + after)) <= 25
        assert abs(heard_pitch(samples, before + 200) - pitch(first)) <= 5
        assert abs(heard_pitch(samples, before + int(to_ms) - int(from_ms) - 200) - pitch(last)) <= 5


def test_nobody_hears_another_s_recording(kept: Kept) -> None:
    assert set(kept.others) == {None}


def test_a_place_that_is_none_is_no_file(kept: Kept) -> None:
    assert set(kept.nonsense) == {None}


def test_once_recordings_are_not_kept_any_more_there_is_nothing_to_listen_to(kept: Kept) -> None:
    assert kept.after == ()
    assert set(kept.gone) == {None}


@given(
    length=st.integers(300, 20_000),
    word=st.tuples(st.integers(0, 19_000), st.integers(1, 5_000)),
)
def test_a_cut_holds_the_words_and_at_most_a_quarter_of_a_second_around(
    length: int, word: tuple[int, int]
) -> None:
    from_ms = min(word[0], length - 1)
    to_ms = min(from_ms + word[1], length)
    numbers = np.arange(length * HZ // 1000) // 16 % 30_000  # every sample says its millisecond
    found = samples_of(cut(Sound(numbers.astype(np.int16)), from_ms, to_ms))
    assert found[0] == max(0, from_ms - MARGIN_MS)
    assert found[-1] == min(length, to_ms + MARGIN_MS) - 1
