"""The guard: every limit by itself, and a probe within all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview.guard import refusals
from core.interview.values import Draft

FINE = Draft(words=12, question_marks=1, shared_words=1, nearest=40, leads=False, praises=False, obeys=False)


def test_a_probe_within_all_limits_is_not_refused() -> None:
    assert refusals(FINE) == ()


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(FINE, words=31), "too_long"),
        (replace(FINE, question_marks=0), "not_one_question"),
        (replace(FINE, question_marks=2), "not_one_question"),
        (replace(FINE, shared_words=0), "shares_nothing"),
        (replace(FINE, nearest=85), "near_duplicate"),
        (replace(FINE, leads=True), "leads"),
        (replace(FINE, praises=True), "praises"),
        (replace(FINE, obeys=True), "obeys"),
    ],
)
def test_each_limit_refuses_by_its_own_name(draft: Draft, refusal: str) -> None:
    assert refusals(draft) == (refusal,)


def test_the_last_values_inside_the_limits_pass() -> None:
    assert refusals(replace(FINE, words=30, shared_words=1, nearest=84)) == ()


def test_all_broken_limits_are_listed_in_their_order() -> None:
    draft = Draft(
        words=50, question_marks=3, shared_words=0, nearest=99, leads=True, praises=True, obeys=True
    )
    assert refusals(draft) == (
        "too_long",
        "not_one_question",
        "shares_nothing",
        "near_duplicate",
        "leads",
        "praises",
        "obeys",
    )
