"""Recordings become 16 kHz sound of their true length, or a sentence says why not."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interview.errors import Refused
from core.speech.audio import Limits, decode
from core.speech.containers import container_of
from core.texts.catalog import texts
from tests.speech.clips import KINDS, RATE, encode, mux, noise, pause, talk, tone, voiced
from tests.speech.hostile import changed, summed

TOLERANCE_MS = 20
DEFAULT = Limits()


async def refused(clip: bytes, limits: Limits = DEFAULT) -> str:
    """The sentence a person is shown for `clip`."""
    with pytest.raises(Refused) as caught:
        await decode(clip, limits)
    return texts().say(caught.value.key, caught.value.values)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_length_is_that_of_what_was_said_in_every_container(kind: str) -> None:
    for milliseconds in (340, 2_013, 7_500):
        sound = await decode(encode(talk(milliseconds / 1000), kind))
        assert abs(sound.length_ms - milliseconds) <= TOLERANCE_MS
        assert not sound.cut_short


@pytest.mark.parametrize("kind", KINDS)
async def test_pauses_stand_where_they_were_made(kind: str) -> None:
    sound = await decode(encode(talk(-0.4, 1.0, -0.25, 0.5, -2.0, 1.0, -0.7), kind))
    truth = [(0.4, 1.4), (1.65, 2.15), (4.15, 5.15)]
    assert np.array(voiced(sound.samples)) == pytest.approx(np.array(truth), abs=0.02)


@pytest.mark.parametrize("kind", KINDS)
async def test_trailing_silence_adds_its_own_length_and_nothing_else(kind: str) -> None:
    bare = await decode(encode(talk(1.0, -0.5, 1.0), kind))
    trailed = await decode(encode(talk(1.0, -0.5, 1.0, -3.0), kind))
    assert abs(trailed.length_ms - bare.length_ms - 3_000) <= TOLERANCE_MS
    heard, truth = np.array(voiced(trailed.samples)), np.array([(0.0, 1.0), (1.5, 2.5)])
    assert heard == pytest.approx(truth, abs=0.02)


@pytest.mark.parametrize(
    ("container", "codec", "rate"),
    [
        ("ogg", "libopus", 16_000),
        ("ogg", "flac", 44_100),
        ("webm", "libopus", 24_000),
        ("ipod", "aac", 16_000),
        ("ipod", "aac", 44_100),
        ("mp4", "aac", 22_050),
        ("mp3", "libmp3lame", 16_000),
        ("wav", "pcm_s16le", 8_000),
        ("wav", "pcm_mulaw", 8_000),
        ("wav", "pcm_s24le", 96_000),
        ("flac", "flac", 44_100),
        ("ipod", "alac", 44_100),
        ("mp4", "libopus", 48_000),
        ("matroska", "pcm_s16le", 48_000),
    ],
)
async def test_other_rates_and_codecs_of_the_containers_give_the_same(
    container: str, codec: str, rate: int
) -> None:
    sound = await decode(mux(talk(1.0, -0.5, 1.013, rate=rate), container, codec, rate, {}))
    assert abs(sound.length_ms - 2_513) <= TOLERANCE_MS


def four(number: int) -> bytes:
    return struct.pack(">I", number)


FORGED = {
    "m4a-movie-short": lambda: changed(encode(talk(5.0), "m4a"), b"mvhd", 16, four(500)),
    "m4a-movie-long": lambda: changed(encode(talk(5.0), "m4a"), b"mvhd", 16, four(900_000)),
    "m4a-track-long": lambda: changed(encode(talk(5.0), "m4a"), b"tkhd", 20, four(900_000)),
    "m4a-media-short": lambda: changed(encode(talk(5.0), "m4a"), b"mdhd", 16, four(4_800)),
    "m4a-media-long": lambda: changed(encode(talk(5.0), "m4a"), b"mdhd", 16, four(48_000_000)),
    "webm-short": lambda: changed(
        encode(talk(5.0), "webm", live="0"), b"\x44\x89\x88", 0, struct.pack(">d", 500)
    ),
    "webm-long": lambda: changed(
        encode(talk(5.0), "webm", live="0"), b"\x44\x89\x88", 0, struct.pack(">d", 1e9)
    ),
    "webm-nan": lambda: changed(encode(talk(5.0), "webm", live="0"), b"\x44\x89\x88", 0, b"\x7f\xff" * 4),
    "ogg-short": lambda: _with_last_granule(encode(talk(5.0), "ogg"), 24_000),
    "ogg-long": lambda: _with_last_granule(encode(talk(5.0), "ogg"), 48_000 * 3_600),
    "mp3-short": lambda: changed(encode(talk(5.0), "mp3"), b"Info", 4, four(20)),
    "mp3-long": lambda: changed(encode(talk(5.0), "mp3"), b"Info", 4, four(200_000)),
    "wav-unknown": lambda: changed(encode(talk(5.0), "wav"), b"data", 0, b"\xff" * 4),
    "wav-none": lambda: changed(encode(talk(5.0), "wav"), b"data", 0, bytes(4)),
    "wav-riff": lambda: changed(encode(talk(5.0), "wav"), b"RIFF", 0, struct.pack("<I", 100)),
    "flac-short": lambda: changed(encode(talk(5.0), "flac"), b"fLaC", 18, four(24_000)),
    "flac-long": lambda: changed(encode(talk(5.0), "flac"), b"fLaC", 18, four(48_000 * 3_600)),
}


def _with_last_granule(clip: bytes, granule: int) -> bytes:
    """An Ogg file that says of its end what it likes, with a check sum that is right."""
    last = clip.rindex(b"OggS")
    return clip[:last] + summed(clip[last : last + 6] + struct.pack("<Q", granule) + clip[last + 14 :])


@pytest.mark.parametrize("forged", FORGED)
async def test_a_wrong_declared_duration_makes_no_difference(forged: str) -> None:
    sound = await decode(FORGED[forged]())
    assert abs(sound.length_ms - 5_000) <= TOLERANCE_MS


@pytest.mark.parametrize("kind", ["ogg", "webm", "flac"])
async def test_sound_missing_in_the_middle_is_said(kind: str) -> None:
    clip = encode(talk(10.0), kind)
    third = len(clip) // 3
    sound = await decode(clip[:third] + bytes(third) + clip[2 * third :])
    assert sound.cut_short
    assert sound.length_ms < 9_500


async def test_a_browsers_recording_that_broke_off_is_read_as_far_as_it_goes() -> None:
    clip = encode(talk(10.0), "webm")
    sound = await decode(clip[: len(clip) // 2])
    assert 4_000 < sound.length_ms < 6_000


async def test_a_recording_of_the_longest_time_is_taken_and_one_a_moment_longer_is_not() -> None:
    longest = encode(tone(2.0), "wav")
    assert (await decode(longest, Limits(seconds=2))).length_ms == 2_000
    assert await refused(encode(tone(2.01), "wav"), Limits(seconds=2)) == (
        "This recording is longer than 2 seconds, which is the most one may have. "
        "Please say it in several shorter ones: they count as one answer."
    )


async def test_the_longest_time_is_said_in_minutes_where_it_is_whole() -> None:
    assert "longer than 2 minutes," in await refused(encode(pause(121), "ogg"), Limits(seconds=120))
    assert "longer than a minute," in await refused(encode(pause(61), "ogg"), Limits(seconds=60))


async def test_more_bytes_than_allowed_are_not_looked_at() -> None:
    said = await refused(bytes(2_000_001), Limits(bytes=2_000_000))
    assert said.startswith("This recording is larger than 2 MB")


async def test_less_than_a_word_is_too_short() -> None:
    assert "only 200 thousandths of a second long" in await refused(encode(tone(0.2), "wav"))


@pytest.mark.parametrize("kind", KINDS)
async def test_a_silent_recording_is_told_and_not_taken(kind: str) -> None:
    assert (await refused(encode(pause(2.0), kind))).startswith("Nothing can be heard in this recording.")


async def test_the_noise_of_a_converter_alone_is_silence_and_a_whisper_is_not() -> None:
    assert "Nothing can be heard" in await refused(encode(noise(2.0, loudness=0.0001), "wav"))
    assert (await decode(encode(tone(2.0, loudness=0.002), "wav"))).length_ms == 2_000


@pytest.mark.parametrize(
    "clip", [b"", b"OggS", b"RIFF", b"hello, this is no sound", bytes(1_000), b"\xff\xfb"]
)
async def test_what_is_no_sound_is_refused_with_a_sentence(clip: bytes) -> None:
    assert (await refused(clip)).startswith("This is no recording that can be read")


def test_a_container_is_known_by_its_first_bytes() -> None:
    names = {kind: container_of(encode(tone(0.5), kind)) for kind in KINDS}
    assert names == {
        "ogg": "ogg",
        "webm": "matroska",
        "m4a": "mov",
        "mp3": "mp3",
        "wav": "wav",
        "flac": "flac",
    }


@given(st.binary(max_size=40), st.sampled_from([b"", b"ID3\x04\x00\x00", b"RIFF", b"\xff"]))
def test_any_bytes_are_one_of_the_six_containers_or_none(rest: bytes, begin: bytes) -> None:
    assert container_of(begin + rest) in {"ogg", "matroska", "mov", "wav", "flac", "mp3", None}


def test_a_tag_before_the_sound_is_skipped_and_one_without_an_end_is_not_taken() -> None:
    tag = b"ID3\x04\x00\x00\x00\x00\x01\x00" + bytes(128)  # 1 << 7 bytes of content
    flac = encode(tone(0.5), "flac")
    assert container_of(tag + flac) == "flac"
    assert container_of(tag[:-1]) is None
    assert container_of(b"ID3") is None


def test_aacs_own_framing_is_none_of_the_containers() -> None:
    assert container_of(mux(tone(0.5), "adts", "aac", RATE, {})) is None
