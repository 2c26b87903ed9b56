"""The figures of a delivery, worked out by hand: nothing of the container counts, sums are never averaged."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core.interview.delivery
import core.speech.bands
import core.speech.formulas
import core.speech.interview
import core.speech.pace
from core.interview.delivery import Aim, Band, Change, Pause, Place, Standing
from core.interview.ports import HeardWord, Transcript
from core.interview.values import Heard, Speech
from core.speech.bands import Bands, bands
from core.speech.pace import delivery, speech_of, sums_of, text_of
from tests.speech.spoken import LEAD, evenly, heard

MODULES = (
    core.interview.delivery,
    core.speech.bands,
    core.speech.formulas,
    core.speech.interview,
    core.speech.pace,
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_formula_does_what_its_docstring_shows(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted > 0 and found.failed == 0


# --- the rate, whatever the container says ------------------------------------------------------------


@pytest.mark.parametrize("length_ms", [1, 60_000, 61_200, 3_600_000])
def test_150_words_in_a_minute_are_a_good_pace_whatever_the_container_says(length_ms: int) -> None:
    made = delivery([evenly((150, 60_000), length_ms=length_ms)])
    assert (made.rate, made.rate_standing) == (150, Standing.GOOD)


@pytest.mark.parametrize("length_ms", [1, 10_000, 61_200, 3_600_000])
def test_30_words_in_a_minute_are_slow_whatever_the_container_says(length_ms: int) -> None:
    made = delivery([evenly((30, 60_000), length_ms=length_ms)])
    assert (made.rate, made.rate_standing) == (30, Standing.TOO_LOW)


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        (99, "too_low"),
        (100, "low"),
        (119, "low"),
        (120, "good"),
        (170, "good"),
        (171, "high"),
        (190, "high"),
        (191, "too_high"),
    ],
)
def test_the_english_band(words: int, standing: str) -> None:
    assert delivery([evenly((words, 60_000))]).rate_standing == standing


def test_19_words_or_less_than_10_seconds_are_not_judged() -> None:
    for few in (evenly((19, 60_000)), evenly((60, 9_999))):
        made = delivery([few])
        assert not made.judged
        standings = (made.rate_standing, made.fillers_standing, made.pauses_standing, made.length_standing)
        assert set(standings) == {Standing.NOT_JUDGED}
        assert [remark.key for remark in made.remarks] == ["delivery-not-judged"]
    assert delivery([evenly((20, 10_000))]).judged


def test_the_rate_counts_the_pauses_and_articulation_does_not() -> None:
    # 100 words in 40 s of voice, one pause of 10 s: 60 * 100 / 50 and 60 * 100 / 40.
    made = delivery([evenly((100, 40_000), pauses=((50, 10_000),))])
    assert (made.rate, made.articulation, made.paused, made.seconds) == (120, 150, 20, 50)


def test_pauses_of_250_ms_count_and_shorter_ones_do_not() -> None:
    made = sums_of([evenly((100, 40_000), pauses=((10, 249), (20, 250), (30, 1_000)))])
    assert (made.paused_ms, made.spoken_ms) == (1_250, 41_499)


def test_several_recordings_are_joined_by_their_sums_and_not_by_a_mean_of_rates() -> None:
    # 100 words in 60 s and 100 words in 30 s: 60 * 200 / 90 = 133, while the mean of 100 and 200 is 150.
    made = delivery([evenly((100, 60_000)), evenly((100, 30_000))])
    assert (made.rate, made.parts, made.sums.words, made.seconds) == (133, 2, 200, 90)


def test_more_than_30_percent_of_pauses_are_noted() -> None:
    assert delivery([evenly((100, 70_000), pauses=((50, 30_000),))]).pauses_standing is Standing.GOOD
    made = delivery([evenly((100, 69_000), pauses=((50, 31_000),))])
    assert (made.paused, made.pauses_standing) == (31, Standing.HIGH)


def test_long_pauses_are_told_with_their_place() -> None:
    made = delivery([evenly((40, 20_000)), evenly((40, 20_000), pauses=((10, 1_999), (20, 2_000)))])
    # In the second recording 20 words of half a second and the shorter pause come before it.
    assert made.long_pauses == (Pause(Place(1, LEAD + 10_000 + 1_999), 2_000, 20),)


@pytest.mark.parametrize(
    ("aim", "seconds", "standing"),
    [
        (Aim.ANSWER, 59, "low"),
        (Aim.ANSWER, 60, "good"),
        (Aim.ANSWER, 120, "good"),
        (Aim.ANSWER, 121, "high"),
        (Aim.TECHNICAL, 180, "good"),
        (Aim.TECHNICAL, 181, "high"),
        (Aim.FOLLOW_UP, 20, "not_judged"),
        (Aim.INTERVIEW, 900, "not_judged"),
    ],
)
def test_the_length_of_an_answer(aim: Aim, seconds: int, standing: str) -> None:
    made = delivery([evenly((seconds * 2, seconds * 1_000))], aim=aim)
    assert (made.seconds, made.length_standing) == (seconds, standing)


@pytest.mark.parametrize(
    ("fillers", "standing"), [(0, "good"), (5, "good"), (6, "high"), (11, "high"), (12, "too_high")]
)
def test_fillers_a_minute(fillers: int, standing: str) -> None:
    made = delivery([evenly((150, 60_000), fillers=tuple(range(fillers)))])
    assert (made.fillers_a_minute, made.fillers_standing) == (fillers, standing)


def test_fillers_and_hedges_of_100_words() -> None:
    made = delivery([evenly((150, 60_000), fillers=(1, 2, 3), hedges=(4, 5))])
    assert (made.fillers_of_100, made.hedges_of_100) == (2.0, 1.3)


def test_silence_before_and_after_changes_nothing() -> None:
    plain = evenly((150, 60_000), pauses=((40, 600), (90, 2_500)))
    later = Speech(
        "en",
        plain.length_ms + 90_000,
        tuple((a + 5_000, b + 5_000) for a, b in plain.voiced),
        tuple((a + 5_000, b + 5_000) for a, b in plain.times),
    )
    one, other = delivery([plain]), delivery([later])
    assert replace(one, long_pauses=(), windows=(), remarks=()) == replace(
        other, long_pauses=(), windows=(), remarks=()
    )


# --- over time ----------------------------------------------------------------------------------------


def test_the_rate_over_time_stands_in_windows_of_20_seconds() -> None:
    # The last 8 s are too short for a window of their own and belong to the one before.
    made = delivery([evenly((50, 20_000), (40, 20_000), (10, 8_000))])
    assert [(w.place.at_ms, w.to_ms, w.rate) for w in made.windows] == [
        (700, 20_700, 150),
        (20_700, 48_700, 107),  # 50 words in 28 s
    ]


def test_where_the_rate_changed_is_found() -> None:
    # 140 words a minute for 60 s, then 190 for 60 s.
    made = delivery([evenly((140, 60_000), (190, 60_000))])
    assert made.change == Change(Place(0, 60_700), 140, 190)


def test_a_change_in_the_second_recording_is_placed_there() -> None:
    made = delivery([evenly((70, 30_000)), evenly((70, 30_000), (190, 60_000))])
    assert made.change == Change(Place(1, 30_700), 140, 190)


def test_a_pause_alone_is_no_change_of_rate() -> None:
    # The second half has 10 s of pause in it, the words come as fast.
    made = delivery([evenly((200, 80_000), pauses=((150, 10_000), (160, 10_000)))])
    assert made.change is None


def test_an_even_answer_has_no_change() -> None:
    assert delivery([evenly((150, 60_000))]).change is None


def test_fillers_that_stand_together_are_placed() -> None:
    made = delivery([evenly((150, 60_000), fillers=(60, 62, 64, 66, 140))])
    assert made.cluster is not None
    assert (made.cluster.place.at_ms, made.cluster.to_ms, made.cluster.count) == (20_700, 40_700, 4)
    spread = delivery([evenly((150, 60_000), fillers=(10, 30, 60, 80, 110, 140))])
    assert spread.cluster is None


# --- bands by language and setting --------------------------------------------------------------------


def test_a_language_with_a_band_of_its_own_is_judged_by_it() -> None:
    made = delivery([evenly((100, 60_000), language="de")])
    assert (made.rate_standing, made.pace.language) == (Standing.GOOD, "de")


def test_a_language_without_one_is_judged_by_the_english_and_says_so() -> None:
    made = delivery([evenly((100, 60_000), language="hu")])
    assert (made.rate_standing, made.pace.language, made.language) == (Standing.LOW, "en", "hu")


def test_words_are_not_counted_where_none_are_written() -> None:
    made = delivery([evenly((100, 60_000), language="ja")])
    assert not made.judged and not made.countable
    assert [remark.key for remark in made.remarks] == ["delivery-not-counted"]


def test_fillers_are_only_counted_where_they_are_known() -> None:
    made = delivery([evenly((100, 60_000), language="de")])
    assert (made.fillers_a_minute, made.hedges_of_100) == (None, None)
    assert made.fillers_standing is Standing.NOT_JUDGED


def test_the_originals_words_a_second_are_a_setting() -> None:
    # 1 to 3 words a second: 60 to 180 a minute.
    made = delivery([evenly((181, 60_000))], bands("1-3"))
    assert (made.rate, made.rate_standing) == (3.0, Standing.GOOD)
    assert delivery([evenly((186, 60_000))], bands("1-3")).rate_standing is Standing.HIGH
    assert delivery([evenly((30, 60_000))], bands("1-3")).rate_standing is Standing.TOO_LOW
    assert delivery([evenly((150, 60_000))], bands("1-3")).rate == 2.5


def test_a_range_of_words_a_minute_is_a_setting() -> None:
    pace = bands(" 100 – 140 ").pace_of("de")
    assert (pace.band, pace.a_second, pace.language) == (Band(80, 100, 140, 160), False, "")


@pytest.mark.parametrize("setting", ["fast", "170-120", "0-100", "120", "1-3-5", "-1-3", "100-4000"])
def test_what_is_no_range_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=setting):
        bands(setting)


def test_no_setting_means_the_language_decides() -> None:
    assert bands("") == bands("  ") == Bands()


# --- from a transcript --------------------------------------------------------------------------------


def test_the_nth_word_of_the_text_has_the_nth_time() -> None:
    said = (
        HeardWord(" So", 0, 200, 0.9),
        HeardWord(" -", 200, 210, 0.1),
        HeardWord(" um,", 300, 500, 0.4),
        HeardWord(" you", 500, 600, 0.9),
        HeardWord(" know", 600, 700, 0.9),
        HeardWord("", 700, 700, 0.9),
        HeardWord(" twenty five", 700, 1_100, 0.9),
    )
    transcript = Transcript(Heard.CLEAR, said, "en", 1_500, ((0, 1_100),))
    speech = speech_of(transcript)
    assert text_of(transcript) == "So- um, you know twenty five"
    assert len(speech.times) == len(text_of(transcript).split())
    assert speech.times[1] == (300, 500)
    assert speech.doubtful == (0, 1)  # the mark that was not heard clearly went to the first word
    assert speech.fillers == (1, 2)


def test_fillers_of_several_words_are_found_on_the_whole_text_and_like_only_where_it_fills() -> None:
    said = heard("I like it, you know, and it was, like, late, so I think maybe we, um, left.")
    words = text_of(said).split()
    speech = speech_of(said)
    assert [words[n] for n in speech.fillers] == ["you", "like,", "um,"]
    assert [words[n] for n in speech.hedges] == ["I", "maybe"]


def test_a_word_of_less_than_half_a_chance_is_doubtful() -> None:
    assert speech_of(heard("one two", probability=0.49)).doubtful == (0, 1)
    assert speech_of(heard("one two", probability=0.5)).doubtful == ()


def test_fillers_are_not_looked_for_in_a_language_whose_are_not_known() -> None:
    assert speech_of(heard("um er like um die Uhr um zu", language="de")).fillers == ()


def test_a_language_without_blanks_is_written_without_them() -> None:
    said = tuple(HeardWord(c, n * 100, n * 100 + 100, 0.9) for n, c in enumerate("我在这里。你好"))
    transcript = Transcript(Heard.CLEAR, said, "zh", 900, ((0, 700),))
    assert text_of(transcript) == "我在这里。 你好"
    assert speech_of(transcript).times == ((0, 500), (500, 700))


def test_nothing_heard_is_no_speech() -> None:
    nothing = Transcript(Heard.SILENT, (), "en", 4_000, ())
    assert text_of(nothing) == ""
    assert speech_of(nothing).times == ()
    assert not delivery([speech_of(nothing)]).judged


WORDS = st.lists(
    st.tuples(st.text(st.sampled_from("ab -,.!\n我"), max_size=4), st.integers(0, 500), st.floats(0, 1)),
    max_size=12,
)


@given(WORDS, st.sampled_from(["en", "de", "zh"]))
def test_whatever_is_heard_has_as_many_times_as_words(
    words: list[tuple[str, int, float]], language: str
) -> None:
    said = tuple(HeardWord(text, n * 500, n * 500 + ms, p) for n, (text, ms, p) in enumerate(words))
    transcript = Transcript(Heard.CLEAR, said, language, 9_000, ((0, 6_000),))
    speech = speech_of(transcript)
    assert len(speech.times) == len(text_of(transcript).split())
    assert all(n < len(speech.times) for n in (*speech.doubtful, *speech.fillers, *speech.hedges))


@given(
    st.lists(st.tuples(st.integers(1, 80), st.integers(1_000, 90_000)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(1, 40), st.integers(100, 5_000)), max_size=4),
)
def test_the_sums_of_parts_are_the_sums_of_the_whole(
    stretches: list[tuple[int, int]], pauses: list[tuple[int, int]]
) -> None:
    parts = [evenly(stretch, pauses=tuple(pauses)) for stretch in stretches]
    together, alone = sums_of(parts), [sums_of([part]) for part in parts]
    assert together.words == sum(one.words for one in alone)
    assert together.spoken_ms == sum(one.spoken_ms for one in alone)
    assert 0 <= together.paused_ms <= together.spoken_ms
    made = delivery(parts)
    assert made.rate <= made.articulation
