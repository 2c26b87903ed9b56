"""The delivery of a whole interview: sums over sums, the warm-up apart, and a baseline from the third on."""

from __future__ import annotations

from core.interview.delivery import Aim, Spoken, Standing
from core.interview.values import Receipt
from core.speech.bands import bands
from core.speech.interview import spoken, usual
from core.speech.pace import delivery
from tests.report.practice import PATH, WISH, Practice, examined, judged
from tests.speech.spoken import evenly

FIRST_WORD = Receipt(1, 0, 3)


def a_spoken_practice() -> Practice:
    """The first answer at 150 words a minute, its follow-up at 100, the next at 120; the warm-up typed."""
    practice = Practice().set_up()
    practice.speak("one " * 150, evenly((150, 60_000), fillers=(3, 4)))
    practice.examine(examined([(PATH, FIRST_WORD)], [WISH]))
    practice.ask("What do you want?")
    practice.speak("one " * 50, evenly((50, 30_000)))
    practice.examine(examined([(PATH, FIRST_WORD)]))
    practice.found(judged(3, 3, 3, 3, 3))
    practice.part("one " * 60, evenly((60, 30_000)))
    practice.part("one " * 60, evenly((60, 30_000)), corrected="Something else.")
    return practice.stop()


def test_each_turn_and_all_together_are_measured() -> None:
    made = spoken(a_spoken_practice().state)
    assert [turn and (turn.aim, turn.rate, turn.parts) for turn in made.turns] == [
        None,  # the warm-up was typed
        (Aim.ANSWER, 150, 1),
        (Aim.FOLLOW_UP, 100, 1),
        (Aim.ANSWER, 120, 2),
    ]
    # 320 words in 150 s; the mean of the three rates would be 123.
    assert made.whole is not None
    assert (made.whole.rate, made.whole.sums.words, made.whole.parts) == (128, 320, 4)
    assert made.whole.length_standing is Standing.NOT_JUDGED


def test_a_correction_changes_no_figure() -> None:
    # The second recording of the last answer was corrected; what was said is what was measured.
    made = spoken(a_spoken_practice().state).turns[3]
    assert made is not None and made.sums.words == 120


def test_a_spoken_warm_up_counts_for_nothing_else() -> None:
    practice = Practice(warm_up=evenly((150, 60_000))).set_up()
    practice.speak("one " * 100, evenly((100, 60_000)))
    made = spoken(practice.state)
    assert made.turns[0] is not None and made.whole is not None
    assert (made.turns[0].rate, made.whole.rate) == (150, 100)


def test_what_was_typed_has_no_delivery() -> None:
    assert spoken(Practice().set_up().state) == Spoken(None, (None, None), None)


def test_fillers_and_hedges_are_named_by_the_words_that_are_there() -> None:
    practice = Practice().set_up()
    text = "um I think so um and you know I think it is maybe um " + "word " * 40
    practice.speak(text.strip(), evenly((len(text.split()), 30_000), fillers=(0, 4, 6, 13)))
    whole = spoken(practice.state, words=practice.texts).whole
    assert whole is not None
    assert whole.named_fillers == (("um", 3), ("you know", 1))
    assert whole.named_hedges == (("I think", 2), ("maybe", 1))
    forgotten = spoken(practice.state).whole
    assert forgotten is not None
    assert (forgotten.named_fillers, forgotten.sums) == ((), whole.sums)


def test_a_correction_names_no_fillers() -> None:
    practice = Practice().set_up()
    practice.speak("one " * 30, evenly((30, 15_000)), corrected="Um, um, um, something else.")
    whole = spoken(practice.state, words=practice.texts).whole
    assert whole is not None and whole.named_fillers == ()


def test_a_baseline_needs_three_interviews_and_adds_their_sums() -> None:
    one = delivery([evenly((100, 60_000), fillers=(1, 2))])
    other = delivery([evenly((100, 30_000), pauses=((50, 3_000),))])
    assert usual([one, other]) is None
    made = usual([one, other, other])
    assert made is not None
    # 300 words in 60 + 33 + 33 s of which 6 s are pauses; 2 fillers.
    assert (made.interviews, made.rate, made.articulation) == (3, 143, 150)
    assert (made.fillers_a_minute, made.fillers_of_100, made.paused) == (1.0, 0.7, 5)


def test_an_interview_in_which_too_little_was_said_is_no_part_of_the_baseline() -> None:
    enough, little = delivery([evenly((100, 60_000))]), delivery([evenly((10, 5_000))])
    assert usual([enough, enough, little]) is None


def test_the_baseline_stands_beside_the_interview() -> None:
    state = a_spoken_practice().state
    before = spoken(state)
    assert spoken(state, earlier=[before, before]).usual is None
    made = spoken(state, earlier=[before, before, before]).usual
    assert made is not None and made.rate == 128


def test_the_setting_holds_for_every_turn() -> None:
    made = spoken(a_spoken_practice().state, bands("1-2"))
    assert [turn and turn.rate for turn in made.turns] == [None, 2.5, 1.7, 2.0]
    assert made.whole is not None and made.whole.rate_standing is Standing.HIGH
