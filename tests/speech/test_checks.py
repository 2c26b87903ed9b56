"""What is an answer and what is silence, noise or a loop, on impressions written by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interview.ports import HeardWord
from core.interview.values import Heard
from core.speech.checks import loops, transcript
from core.speech.impression import Impression, Segment

SPEECH = ((500, 3_500),)  # 3 s of voice


def said(text: str, probability: float = 0.95, start: int = 500, each: int = 250) -> tuple[HeardWord, ...]:
    words = text.split()
    return tuple(
        HeardWord(word, start + n * each, start + (n + 1) * each, probability) for n, word in enumerate(words)
    )


def impression(*segments: Segment, voiced: tuple[tuple[int, int], ...] = SPEECH) -> Impression:
    return Impression(5_000, voiced, "en", segments)


def heard(*segments: Segment, voiced: tuple[tuple[int, int], ...] = SPEECH) -> tuple[Heard, str]:
    made = transcript(impression(*segments, voiced=voiced))
    return made.heard, " ".join(word.text for word in made.words)


ANSWER = "I led a team of six engineers"
FINE = Segment(said(ANSWER), logprob=-0.3, no_speech=0.02, compression=1.1)


def test_clear_speech_is_an_answer_with_its_times_and_voice() -> None:
    made = transcript(impression(FINE))
    assert made.heard is Heard.CLEAR
    assert made.words == said(ANSWER)
    assert (made.language, made.length_ms, made.voiced) == ("en", 5_000, SPEECH)


def test_a_segment_of_which_nothing_is_known_is_believed_by_its_words() -> None:
    assert heard(Segment(said(ANSWER, 0.7))) == (Heard.CLEAR, ANSWER)


@pytest.mark.parametrize("voiced", [(), ((100, 200),), ((100, 160), (900, 980))])
def test_without_voice_it_is_silent_whatever_words_were_made_up(voiced: tuple[tuple[int, int], ...]) -> None:
    assert heard(FINE, voiced=voiced) == (Heard.SILENT, "")


def test_voice_without_words_is_unintelligible() -> None:
    assert heard() == (Heard.UNINTELLIGIBLE, "")
    assert heard(Segment(())) == (Heard.UNINTELLIGIBLE, "")


@pytest.mark.parametrize(
    ("logprob", "no_speech", "compression"),
    [
        (-1.2, 0.7, 1.1),  # words in what Whisper itself takes for silence
        (-1.01, 0.0, 1.1),  # a decoding that failed
        (-0.2, 0.0, 2.5),  # repeats itself
    ],
)
def test_a_segment_that_cannot_be_believed_is_no_answer(
    logprob: float, no_speech: float, compression: float
) -> None:
    bad = Segment(said(ANSWER), logprob, no_speech, compression)
    assert heard(bad) == (Heard.UNINTELLIGIBLE, ANSWER)


def test_a_high_no_speech_alone_does_not_silence_a_clear_voice() -> None:
    assert heard(Segment(said(ANSWER), -0.3, 0.9, 1.1)) == (Heard.CLEAR, ANSWER)


def test_of_a_long_answer_the_part_that_cannot_be_believed_is_left_out() -> None:
    noise = Segment(said("and so on", 0.2, start=3_000), -1.5, 0.1, 1.0)
    assert heard(FINE, noise) == (Heard.CLEAR, ANSWER)


def test_where_less_than_half_is_believed_all_of_it_is_asked_for_again() -> None:
    few = Segment(said("I led"), -0.3, 0.0, 1.0)
    lost = Segment(said("a team of six", 0.2, start=1_500), -1.5, 0.1, 1.0)
    assert heard(few, lost) == (Heard.UNINTELLIGIBLE, "I led a team of six")


def test_words_that_are_mostly_guessed_are_no_answer() -> None:
    assert heard(Segment(said(ANSWER, 0.39), -0.9)) == (Heard.UNINTELLIGIBLE, ANSWER)
    assert heard(Segment(said(ANSWER, 0.41), -0.9)) == (Heard.CLEAR, ANSWER)


def test_more_words_than_anybody_says_in_the_time_are_made_up() -> None:
    words = said("one two three four five six seven eight", each=10)
    assert heard(Segment(words), voiced=((500, 1_400),)) == (
        Heard.UNINTELLIGIBLE,
        "one two three four five six seven eight",
    )
    assert heard(Segment(words), voiced=((500, 1_600),))[0] is Heard.CLEAR


def test_one_word_for_many_seconds_of_voice_is_humming() -> None:
    assert heard(Segment(said("Hmm")), voiced=((0, 9_000),)) == (Heard.UNINTELLIGIBLE, "Hmm")
    assert heard(Segment(said("Yes")), voiced=((0, 900),)) == (Heard.CLEAR, "Yes")


@pytest.mark.parametrize("text", ["Thanks for watching!", "Thank you for watching.", "You"])
def test_what_whisper_writes_where_films_end_is_no_answer(text: str) -> None:
    assert heard(Segment(said(text))) == (Heard.UNINTELLIGIBLE, text)
    assert heard(Segment(said(f"{text} I said")))[0] is Heard.CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "the the the the the the the the the the the the",
        "I think so, " * 4,
        "So I said that " + "and then he came and then he came and then he came and then he came",
    ],
)
def test_a_loop_is_no_answer(text: str) -> None:
    assert loops(text.split())
    assert heard(Segment(said(text, each=150)), voiced=((0, 4_000),))[0] is Heard.UNINTELLIGIBLE


def test_a_loop_over_several_segments_is_found() -> None:
    parts = [Segment(said("thank you so much", start=n * 1_000)) for n in range(4)]
    assert heard(*parts, voiced=((0, 4_000),))[0] is Heard.UNINTELLIGIBLE


@pytest.mark.parametrize(
    "text",
    [
        "no no no no that was not me",
        "very very very very very very very important to me",
        "I I I I mean we we we did it",
        "step by step by step by step we got there",
        "I asked I listened I asked again I listened again",
    ],
)
def test_repeating_oneself_as_people_do_is_no_loop(text: str) -> None:
    assert not loops(text.split())


def test_words_come_out_in_order_inside_the_clip_and_without_white_space() -> None:
    odd = (
        HeardWord(" led a", 900, 1_100, 1.7),
        HeardWord("team", 800, 700, -0.1),
        HeardWord("...", 1_100, 1_200, 0.9),
        HeardWord("six.", 4_900, 9_000, 0.9),
    )
    made = transcript(impression(Segment(odd)))
    assert made.words == (
        HeardWord("led", 900, 1_000, 1.0),
        HeardWord("a", 1_000, 1_100, 1.0),
        HeardWord("team", 1_000, 1_000, 0.0),
        HeardWord("six.", 4_900, 5_000, 0.9),
    )


WORDS = st.builds(
    HeardWord,
    text=st.text(max_size=12),
    from_ms=st.integers(-1_000, 20_000),
    to_ms=st.integers(-1_000, 20_000),
    probability=st.floats(-1, 2),
)
SOMETIMES = st.none() | st.floats(-5, 5)
SEGMENTS = st.builds(Segment, st.lists(WORDS, max_size=8).map(tuple), SOMETIMES, SOMETIMES, SOMETIMES)


@given(st.lists(SEGMENTS, max_size=4), st.integers(0, 10_000), st.integers(0, 10_000))
def test_whatever_was_heard_the_words_keep_the_ports_promises(
    segments: list[Segment], length_ms: int, voice_ms: int
) -> None:
    voiced = ((0, min(voice_ms, length_ms)),) if voice_ms else ()
    made = transcript(Impression(length_ms, voiced, "en", tuple(segments)))
    for word in made.words:
        assert 0 <= word.from_ms <= word.to_ms <= length_ms
        assert 0 <= word.probability <= 1
        assert word.text.split() == [word.text]
    starts = [word.from_ms for word in made.words]
    assert starts == sorted(starts)
    assert made.words or made.heard is not Heard.CLEAR
