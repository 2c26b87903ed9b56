"""How sure a figure is: bootstrap intervals over groups of rows, the same draws for every interviewer.

The rule: what is drawn with replacement is a question with all that was answered to it, since two answers to
one question are no independent evidence. Interviewers are compared on the same draws (paired), so that what
is hard for all of them does not blur the difference. Intervals are percentiles (Efron and Tibshirani 1993,
ch. 13).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

DRAWS = 1000
SHARE = 95  # percent of the draws that an interval holds
SEED = 20261128

Sums = npt.NDArray[np.float64]  # a row for each group or draw, a column for each quantity that adds up
Values = npt.NDArray[np.float64]
Statistic = Callable[[Sums], Values]  # the figure of each row of sums


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure of all groups, and its values on the draws, of which there are none for a single group."""

    value: float
    values: Values = field(repr=False)

    def __sub__(self, other: Drawn) -> Drawn:
        """How much larger it is than another one, draw by draw."""
        return Drawn(self.value - other.value, self.values - other.values)

    @property
    def figure(self) -> Figure:
        """The figure with its interval."""
        if not self.values.size:
            return Figure(self.value)
        beside = (100 - SHARE) / 2
        low, high = np.percentile(self.values, [beside, 100 - beside])
        return Figure(self.value, float(low), float(high))


class Draws:
    """How often each of `groups` is drawn, in each of `DRAWS` draws of as many groups as there are."""

    def __init__(self, groups: int, draws: int = DRAWS, seed: int = SEED) -> None:
        drawn = np.random.default_rng(seed).integers(0, groups, size=(draws, groups))
        times = [np.bincount(one, minlength=groups) for one in drawn] if groups > 1 else []
        self._times = np.array(times, dtype=np.float64).reshape(-1, groups)

    def drawn(self, sums: Sums, statistic: Statistic) -> Drawn:
        """The figure of groups with these sums, and its values on the draws."""
        values = statistic(self._times @ sums) if len(self._times) else np.empty(0)
        return Drawn(float(statistic(sums.sum(axis=0, keepdims=True))[0]), values)
