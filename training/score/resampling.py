"""How sure a figure is: bootstrap intervals over groups of rows, the same draws for every interviewer.

The rule: what is drawn with replacement is a question with all that was answered to it, since two answers to
one question are no independent evidence. Interviewers are compared on the same draws (paired), so that what
is hard for all of them does not blur the difference. Intervals are percentiles (Efron and Tibshirani 1993,
ch. 13).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 1000
SHARE = 95  # percent of the draws that an interval holds
SEED = 20261128

Sums = npt.NDArray[np.float64]  # one row for each group, one column for each quantity that adds up
Statistic = Callable[[Sums], float]  # a figure, of the quantities' sums over all groups


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and, where there is one, the interval that holds 95 % of its bootstrap values."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def above_zero(self) -> bool:
        """Whether the whole interval lies above 0."""
        return self.low is not None and self.low > 0


class Draws:
    """How often each of `groups` is drawn, in each of `DRAWS` draws of as many groups as there are."""

    def __init__(self, groups: int, draws: int = DRAWS, seed: int = SEED) -> None:
        chance = np.random.default_rng(seed)
        drawn = chance.integers(0, groups, size=(draws, groups))
        self._times = np.stack([np.bincount(one, minlength=groups) for one in drawn]).astype(np.float64)
        self._sure = groups > 1

    def figure(self, sums: Sums, statistic: Statistic) -> Figure:
        """The figure of all groups, with its interval; without one where there is a single group."""
        return self._figure(statistic(sums.sum(axis=0)), self._values(sums, statistic))

    def difference(self, one: Sums, other: Sums, statistic: Statistic) -> Figure:
        """How much larger the figure of `one` is than that of `other`, on the same draws."""
        value = statistic(one.sum(axis=0)) - statistic(other.sum(axis=0))
        drawn = zip(self._values(one, statistic), self._values(other, statistic), strict=True)
        return self._figure(value, [a - b for a, b in drawn])

    def _values(self, sums: Sums, statistic: Statistic) -> list[float]:
        return [statistic(row) for row in self._times @ sums] if self._sure else []

    def _figure(self, value: float, values: Sequence[float]) -> Figure:
        if not values:
            return Figure(value)
        beside = (100 - SHARE) / 2
        low, high = np.percentile(values, [beside, 100 - beside])
        return Figure(value, float(low), float(high))
