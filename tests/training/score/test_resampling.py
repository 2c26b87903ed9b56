"""The intervals, against cases whose distribution is known."""

from __future__ import annotations

import numpy as np
import pytest

from training.score.resampling import Draws, Figure, Sums, Values


def mean(sums: Sums) -> Values:
    return sums[:, 1] / sums[:, 0]


def figure(groups: list[list[float]]) -> Figure:
    return Draws(len(groups)).drawn(np.array(groups), mean).figure


def test_groups_that_agree_leave_nothing_open() -> None:
    assert figure([[2.0, 1.0], [4.0, 2.0], [2.0, 1.0]]) == Figure(0.5, 0.5, 0.5)


def test_two_groups_that_differ_wholly_leave_everything_open() -> None:
    # Both draws the first in a quarter of all cases, both the second in another: beyond 2.5 % on either side.
    assert figure([[1.0, 0.0], [1.0, 1.0]]) == Figure(0.5, 0.0, 1.0)


def test_one_group_has_no_interval() -> None:
    assert figure([[4.0, 1.0]]) == Figure(0.25)


def test_groups_weigh_as_many_rows_as_they_have() -> None:
    assert figure([[9.0, 9.0], [1.0, 0.0]]).value == 0.9


def test_a_difference_is_taken_on_the_same_draws() -> None:
    hard_and_easy = np.array([[1.0, 0.0], [1.0, 0.5], [1.0, 0.9]])
    better = hard_and_easy + np.array([0.0, 0.1])
    draws = Draws(3)
    one, other = draws.drawn(better, mean), draws.drawn(hard_and_easy, mean)
    assert one.values.min() < other.values.max()  # apart they overlap
    difference = (one - other).figure
    assert (difference.value, difference.low, difference.high) == pytest.approx((0.1, 0.1, 0.1))
    assert difference.above_zero


def test_the_interval_of_a_mean_is_near_the_one_of_theory() -> None:
    # 100 groups of one row, half of them right: 0.5 ± 1.96 · √(0.25 / 100)
    found = figure([[1.0, float(at % 2)] for at in range(100)])
    assert found.low == pytest.approx(0.402, abs=0.02)
    assert found.high == pytest.approx(0.598, abs=0.02)


def test_a_difference_that_may_be_none_is_not_above_zero() -> None:
    assert not Figure(0.1, -0.1, 0.3).above_zero
    assert not Figure(0.1).above_zero
