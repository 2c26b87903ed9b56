"""Weighted kappa, worked out by hand, and the pairs it is made of."""

from __future__ import annotations

import doctest

import pytest

from core.interview.practice import actions, agreement
from core.interview.practice.agreement import kappa, shown, with_bot, with_panel
from core.interview.practice.state import Round
from core.interview.practice.values import Card, Cast
from core.interview.values import Criterion, Finding, Unjudged

R, S, D = Criterion.RELEVANCE, Criterion.SUBSTANCE, Criterion.DEPTH


def test_the_examples_hold() -> None:
    for module in (agreement, actions):
        assert doctest.testmod(module).failed == 0


def test_kappa_of_four_pairs_by_hand() -> None:
    """Squares apart: 0, 1, 1, 4, in all 6 of 4 pairs; expected of all 16: the differences of {1, 2, 3, 5} to
    {1, 3, 2, 3} squared: 0+4+1+4, 1+1+0+1, 4+0+1+0, 16+4+9+4 = 50. 1 - 6*4/50 = 0.52.
    """
    assert kappa([(1, 1), (2, 3), (3, 2), (5, 3)]) == pytest.approx(0.52)


def test_chance_itself_is_nought() -> None:
    """Every level of one with every level of the other, once: what is seen is what is expected."""
    assert kappa([(a, b) for a in (1, 2, 3) for b in (1, 2, 3)]) == pytest.approx(0)


def test_there_is_none_where_nobody_ever_changed_the_level() -> None:
    assert kappa([(3, 3)] * 30) is None
    assert kappa([]) is None


def test_it_is_shown_from_twenty_pairs_on() -> None:
    pairs = [(1, 1), (5, 5)] * 10
    assert shown(pairs[:19]) is None
    assert shown(pairs) == 1.0


def a_round(*, revealed: bool = True) -> Round:
    """Candidate 1, interviewer 2, observers 3 and 4; the bot could not judge depth."""
    return Round(
        Cast(1, 2, (3, 4)),
        "q",
        "c",
        "e",
        began_at=0,
        revealed_at=9 if revealed else None,
        cards=(
            Card(1, ((R, 5), (S, 5), (D, 5))),
            Card(2, ((R, 4), (S, 2), (D, 3))),
            Card(3, ((R, 3), (S, 2))),
            Card(4, ((R, 1),)),
        ),
        findings=(Finding(R, 2), Finding(S, 3), Finding(D, Unjudged.INSUFFICIENT_DATA)),
        judged_by="bank",
    )


def test_the_panel_is_everybody_else_who_judged_and_the_bot() -> None:
    """Relevance: 3, 1 and 2, the median is 2; substance: 2 and 3, half way is rounded up; depth: nobody."""
    assert with_panel([(a_round(), 2)]) == ((4, 2), (2, 3))


def test_the_candidate_s_own_view_counts_for_themself_alone() -> None:
    """Relevance: 4, 3, 1 and 2, half way is 2.5; substance: 2, 2, 3; depth: 3 of the interviewer."""
    assert with_panel([(a_round(), 1)]) == ((5, 3), (5, 2), (5, 3))


def test_with_the_bot_only_what_the_bot_judged_makes_a_pair() -> None:
    assert with_bot([(a_round(), 2), (a_round(), 3)]) == ((4, 2), (2, 3), (3, 2), (2, 3))


def test_what_is_sealed_makes_no_pair() -> None:
    assert with_panel([(a_round(revealed=False), 2)]) == ()
