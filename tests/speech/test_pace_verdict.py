"""What a person is told about their delivery: sentences with the place and one thing to try, no label."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import core.report
import core.speech
from core.interview.delivery import Aim, Delivery, Standing
from core.speech.bands import bands
from core.speech.pace import delivery
from core.texts.catalog import texts
from tests.speech.spoken import evenly


def told(made: Delivery) -> list[str]:
    return [texts().say(remark.key, dict(remark.values)) for remark in made.remarks]


def test_who_speeds_up_is_told_where() -> None:
    assert told(delivery([evenly((93, 40_000), (127, 40_000))]))[0] == (
        "You sped up after 0:40: 191 words a minute against 140 before. A breath there brings the pace back."
    )


def test_who_slows_down_is_told_where_and_in_which_recording() -> None:
    made = delivery([evenly((70, 30_000)), evenly((70, 30_000), (50, 40_000))])
    assert told(made)[0] == (
        "You slowed down after 0:30 of recording 2: 75 words a minute against 140 before. "
        "Keep one last point ready for that moment."
    )


def test_a_change_between_two_good_paces_is_no_news() -> None:
    made = delivery([evenly((125, 60_000), (165, 60_000))])
    assert made.change is not None
    assert told(made)[0] == "145 words a minute: a pace that is easy to follow."


def test_a_slow_answer_is_told_where_it_was_slowest() -> None:
    # 20 s at 120, 20 s at 90, 20 s at 120.
    made = delivery([evenly((40, 20_000), (28, 20_000), (40, 20_000))])
    assert told(made)[0] == (
        "108 words a minute, a little slow, and slowest from 0:20 to 0:40 (84). "
        "Decide on the first three points before you begin; then the words come by themselves."
    )


def test_a_fast_answer_at_one_pace_is_told_so() -> None:
    assert told(delivery([evenly((180, 60_000))]))[0] == (
        "180 words a minute, a little fast. Take a breath at each full stop, and it is easy to follow."
    )


def test_in_words_a_second_the_sentence_says_so() -> None:
    made = delivery([evenly((150, 60_000))], bands("1-3"))
    assert told(made)[0] == "2.5 words a second: a pace that is easy to follow."


def test_fillers_are_told_with_where_most_of_them_were() -> None:
    made = delivery([evenly((150, 60_000), fillers=(60, 62, 64, 66, 70, 72, 140))])
    assert told(made)[1] == (
        "At least 7 fillers, 7.0 a minute, 6 of them between 0:20 and 0:40. "
        "Where one wants to come, say nothing: a short silence sounds calm."
    )


def test_long_pauses_are_told_with_the_longest() -> None:
    made = delivery([evenly((150, 60_000), pauses=((50, 2_000), (100, 3_400)))])
    assert told(made)[2] == (
        "2 pauses were long, the longest 3.4 seconds, at 0:42. "
        "Saying “let me think for a moment” makes such a pause yours."
    )


def test_a_good_answer_is_told_in_three_short_sentences() -> None:
    assert told(delivery([evenly((150, 60_000))])) == [
        "150 words a minute: a pace that is easy to follow.",
        "No fillers were heard.",
        "1:00 is a good length.",
    ]


def test_too_little_is_told_as_that() -> None:
    assert told(delivery([evenly((10, 5_000))])) == [
        "Too little was said to judge the pace: it takes 20 words and 10 seconds."
    ]


RATES = (40, 110, 150, 180, 220)


@pytest.mark.parametrize(("words", "fillers"), list(product(RATES, (0, 1, 8, 14))))
def test_every_delivery_has_whole_sentences_that_blame_nobody(words: int, fillers: int) -> None:
    for ms, aim, pause, spread in product((30_000, 60_000, 190_000), Aim, (0, 40_000), (1, 2)):
        count = words * ms // 60_000
        spoken = evenly(
            (count // 3, ms // 3 * 2),
            (count - count // 3, ms // 3),
            fillers=tuple(n for n in range(0, fillers * spread, spread) if n < count),
            pauses=((5, pause),) if pause else (),
        )
        for sentence in told(delivery([spoken] * spread, aim=aim)):
            assert sentence[-1] == "." and "{" not in sentence
            assert not re.search(r"\b(accent|wrong|bad|poor|fail\w*|mistake|nervous)\b", sentence)


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_its_words(standing: Standing) -> None:
    values = {"standing": standing.value, "low": "120", "high": "170"}
    for figure in ("rate", "fillers", "pauses"):
        assert texts().say(f"delivery-standing-{figure}", values)


def test_every_key_named_in_the_code_has_a_text() -> None:
    files = [
        file
        for package in (core.report, core.speech)
        for file in Path(package.__file__ or "").parent.glob("*.py")
        if file.name in ("delivery.py", "verdict.py")
    ]
    assert len(files) == 2
    named = {
        key for file in files for key in re.findall(r'"(delivery-[a-z-]+[a-z])"', file.read_text("utf-8"))
    }
    assert len(named) > 20
    made_up = {"delivery-changed", "delivery-rate", "delivery-fillers"}
    assert sorted(key for key in named - made_up if not texts().has(key)) == []


def test_the_same_speech_has_the_same_delivery() -> None:
    made = delivery([evenly((150, 60_000))])
    assert made == replace(delivery([evenly((150, 60_000))]))
