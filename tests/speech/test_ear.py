"""Silences are cut out before Whisper hears a clip; its words' times are those of the clip all the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.speech.ear import _in_clip, _pieces, compute_for, device_for

Spans = list[tuple[int, int]]


@pytest.mark.parametrize(
    ("voiced", "pieces"),
    [
        ([(1_000, 2_000)], [(600, 2_400)]),
        ([(100, 9_900)], [(0, 10_000)]),  # no further than the clip
        ([(1_000, 2_000), (3_999, 5_000)], [(600, 5_400)]),  # a pause is part of speech
        ([(1_000, 2_000), (4_000, 5_000)], [(600, 2_400), (3_600, 5_400)]),  # two seconds of it are not
    ],
)
def test_whisper_hears_the_voice_with_some_silence_around_it(voiced: Spans, pieces: Spans) -> None:
    assert _pieces(voiced, 10_000) == pieces


PIECES = [(600, 2_400), (5_000, 6_000), (9_000, 10_000)]  # together 3.8 s


@pytest.mark.parametrize(
    ("heard", "in_clip"),
    [
        ((0.0, 0.5), (600, 1_100)),
        ((1.8, 2.0), (5_000, 5_200)),  # the first of the second piece
        ((1.5, 2.0), (2_100, 2_400)),  # mostly in the first piece: it ends there
        ((1.7, 2.2), (5_000, 5_400)),  # mostly in the second: it begins there
        ((2.9, 3.1), (9_100, 9_300)),
        ((3.7, 4.5), (9_900, 10_000)),  # Whisper's window is longer than the sound
    ],
)
def test_a_words_time_is_where_it_was_said(heard: tuple[float, float], in_clip: tuple[int, int]) -> None:
    assert _in_clip(*heard, PIECES) == in_clip


@given(
    st.lists(st.tuples(st.integers(1, 4_000), st.integers(1, 4_000)), min_size=1, max_size=6),
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 2)), min_size=1, max_size=20),
)
def test_no_word_lies_in_a_silence_that_was_cut_out(
    gaps: list[tuple[int, int]], words: list[tuple[float, float]]
) -> None:
    at, voiced = 0, []
    for gap, length in gaps:
        voiced.append((at + gap, at + gap + length))
        at += gap + length
    pieces = _pieces(voiced, at)
    for start, lasts in words:
        from_ms, to_ms = _in_clip(start, start + lasts, pieces)
        assert any(begin <= from_ms <= to_ms <= end for begin, end in pieces)
    assert all(end < begin for (_, end), (begin, _) in pairwise(pieces))


def test_what_is_asked_for_is_used_and_else_the_best_there_is() -> None:
    assert device_for("cuda") == "cuda"
    assert device_for("auto") == "cpu"  # the tests' machine has no graphics card, or Whisper cannot use it
    assert compute_for("float32", "cpu") == "float32"
    assert compute_for("auto", "cpu") == "int8"
