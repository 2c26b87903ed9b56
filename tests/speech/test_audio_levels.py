"""Every recording comes at one loudness, and nothing else about it changes."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.speech.audio import decode
from core.speech.levels import is_silent, level
from tests.speech.clips import Samples, encode, noise, pause, talk, tone, voiced

RATE = 16_000


def loudness(samples: Samples) -> float:
    """Root mean square in dB below full scale."""
    return 20 * float(np.log10(np.sqrt((samples.astype(np.float64) ** 2).mean()) / 32_768))


def peak(samples: Samples) -> float:
    return 20 * float(np.log10(np.abs(samples.astype(np.int32)).max() / 32_768))


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2, 0.5])
def test_quiet_and_loud_speech_come_out_at_minus_20(share: float) -> None:
    assert loudness(level(tone(2.0, share, RATE))) == pytest.approx(-20.0, abs=0.2)


def test_pauses_do_not_count_for_the_loudness() -> None:
    levelled = level(talk(1.0, -9.0, 1.0, loudness=0.02, rate=RATE))
    assert loudness(levelled[:RATE]) == pytest.approx(-20.0, abs=0.2)
    assert levelled[RATE : 10 * RATE].any() == np.False_


def test_the_time_of_every_sound_stays() -> None:
    before = talk(-0.4, 1.0, -0.25, 0.5, -1.0, loudness=0.02, rate=RATE)
    after = level(before)
    assert len(after) == len(before)
    assert voiced(after) == voiced(before) == [(0.4, 1.4), (1.65, 2.15)]


def test_a_clipped_microphone_is_brought_below_full_scale() -> None:
    clipped = np.clip(tone(2.0, 1.0, RATE).astype(np.int32) * 4, -32_768, 32_767).astype(np.int16)
    assert peak(clipped) == pytest.approx(0.0, abs=0.01)
    assert loudness(level(clipped)) == pytest.approx(-20.0, abs=0.2)


def test_a_short_peak_among_quiet_speech_is_kept_below_full_scale() -> None:
    shout = np.concatenate((tone(3.0, 0.02, RATE), tone(0.05, 0.9, RATE)))
    assert peak(level(shout)) <= -2.9


def test_the_click_of_a_button_does_not_keep_quiet_speech_down() -> None:
    clicked = tone(3.0, 0.02, RATE)
    clicked[100:110] = 32_000
    assert loudness(level(clicked)[RATE:]) == pytest.approx(-20.0, abs=0.3)


def test_no_more_than_30_db_are_added_so_that_a_room_stays_a_room() -> None:
    hum = tone(2.0, 0.003, RATE)
    assert loudness(level(hum)) - loudness(hum) == pytest.approx(30.0, abs=0.5)


def test_silence_stays_silence() -> None:
    for quiet in (pause(1.0, RATE), noise(1.0, 0.0001, RATE)):
        assert is_silent(quiet)
        assert (level(quiet) == quiet).all()


def test_the_lowest_value_of_16_bit_has_a_size_like_all_others() -> None:
    lowest = np.full(RATE, -32_768, dtype=np.int16)
    assert not is_silent(lowest)
    assert loudness(level(lowest)) == pytest.approx(-20.0, abs=0.1)


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=5_000))
def test_levelling_any_samples_gives_as_many(values: list[int]) -> None:
    before = np.array(values, dtype=np.int16)
    assert level(before).shape == before.shape


async def test_a_sound_is_as_loud_from_a_quiet_phone_as_from_a_loud_one() -> None:
    quiet, loud = [await decode(encode(tone(2.0, share), "ogg")) for share in (0.01, 0.7)]
    assert loudness(quiet.samples) == pytest.approx(loudness(loud.samples), abs=0.5)


async def test_a_real_voice_keeps_its_eleven_seconds_and_comes_at_the_level() -> None:
    file = Path(os.environ.get("GREENROOM_DATA", "")) / "speech" / "jfk.flac"
    if not os.environ.get("GREENROOM_DATA") or not file.is_file():
        pytest.skip("GREENROOM_DATA names no folder with speech/jfk.flac in it")
    sound = await decode(file.read_bytes())
    assert sound.length_ms == 11_000
    assert not sound.cut_short
    assert -27 < loudness(sound.samples) < -19
    assert peak(sound.samples) <= -1.0
