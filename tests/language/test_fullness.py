"""What fills an answer, and what could stand in anybody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.fullness import find_circumstances, find_generalities, find_particulars
from core.language.specifics import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Complaints went from thirty a month to 2.", ["thirty", "2"]),
        ("At 22:40 her rate was 26, on two litres.", ["22:40", "26", "two"]),
        ("1. We called.\n2. We waited.", []),
        ("It was the 3rd time in 2021.", ["in 2021"]),
        ("one two three four five six", ["two three four five six"]),  # a row is one
        ("Last summer I asked a young man on the ward.", ["Last summer", "I asked", "a young man"]),
        ("I also told Ruth on Monday.", ["I also told", "Monday"]),
        ("They asked for more.", []),
        ("One patient fell, and that night I wrote it down.", ["One patient", "I wrote"]),
    ],
)
def test_figures_moments_people_and_words_are_particulars(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_particulars(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Usually it works out in the end.", ["Usually", "in the end"]),
        ("Of course it comes by itself.", ["Of course", "by itself"]),
        ("I'm a very motivated team player.", ["very", "motivated", "team player"]),
        ("It's important to have the right mindset.", ["It's important", "the right mindset"]),
        ("You have to communicate.", ["You have to"]),
        ("There's no need to test it, that only confuses the users.", ["no need", "only confuses"]),
        ("Their problem, and the rate is good enough.", ["Their problem", "is good enough"]),
        ("I turned the key in the lock.", ["key"]),  # a word is not understood
        ("I rang the ward and they sent two nurses.", []),
        ("The box fell on its side.", []),
    ],
)
def test_what_could_stand_in_anybodys_answer_is_a_generality(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_generalities(text)] == expected


def test_what_one_says_is_a_particular_and_no_circumstance() -> None:
    text = "On Monday I asked one patient about 2 pills."
    assert [text[s.start : s.end] for s in find_circumstances(text)] == ["Monday", "one patient", "2"]
    assert [text[s.start : s.end] for s in find_particulars(text)] == [
        "Monday",
        "I asked",
        "one patient",
        "2",
    ]


@given(st.text(alphabet="ab1, .'’\nTwohalf", max_size=80))
def test_what_is_found_lies_in_the_text_and_in_its_order(text: str) -> None:
    for found in (find_figures(text), find_particulars(text), find_generalities(text)):
        assert list(found) == sorted(found)
        assert all(0 <= s.start < s.end <= len(text) for s in found)
