"""Two statements are put side by side only if they cannot both hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.contradiction import find_contradiction

CLASH = [
    ("I have five years of experience with Python.", "I have used Python for two years."),
    ("I led a team of four.", "We were a team of nine."),
    ("I've worked with Kubernetes for 18 months.", "I have three years with Kubernetes."),
    ("I have never used Docker.", "I used Docker every day."),
    ("I used Kafka at my last job.", "I've never worked with Kafka."),
    ("I have about two years of Java.", "I have six years of Java."),
    ("I’ve never managed people.", "I managed people and their rotas."),
    ("I've never managed people.", "At the insurer I managed a team of four."),
]

NO_CLASH = [
    ("I have five years with Python.", "I have used Java for two years."),
    ("I have five years with Python.", "I have used Python for five years."),
    ("I have five years with Python.", "I used Python for two years at a bank."),
    ("I have about five years with Python.", "I have six years with Python."),
    ("I joined two years ago.", "I joined five years ago."),
    ("I led a team of four at the bank.", "I led a team of nine at the hospital."),
    ("I had never used Docker before, so I read the manual.", "I used Docker every day."),
    ("I have never used Docker in production.", "I used Docker at home."),
    ("I have never used Docker.", "I would have used Docker."),
    ("I have never used Docker.", "I have never used Docker."),
    ("I've never managed people.", "I managed the budget of a team."),
    ("I have never led a team.", "I supervised a student."),
    ("I had three patients.", "I had five patients."),
    ("We had twelve months of data.", "The project took two months."),
    ("", ""),
]


@pytest.mark.parametrize(("then", "now"), CLASH)
def test_statements_that_cannot_both_hold_are_shown_with_their_places(then: str, now: str) -> None:
    clash = find_contradiction(["Something else was said.", then], now)
    assert clash is not None
    assert clash.earlier == 1
    assert then[clash.then.start : clash.then.end] in then
    assert now[clash.now.start : clash.now.end].rstrip(".") in now


@pytest.mark.parametrize(("then", "now"), NO_CLASH)
def test_statements_that_can_both_hold_are_left_alone(then: str, now: str) -> None:
    assert find_contradiction([then], now) is None


def test_the_newest_earlier_answer_is_named_first() -> None:
    clash = find_contradiction(["A team of four.", "A team of five."], "A team of nine.")
    assert clash is not None and clash.earlier == 1


@given(st.lists(st.text(), max_size=3), st.text())
def test_any_texts_can_be_compared(earlier: list[str], now: str) -> None:
    clash = find_contradiction(earlier, now)
    assert clash is None or clash.earlier < len(earlier)
