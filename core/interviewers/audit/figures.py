"""How well a score puts answers in the order people gave them, with intervals.

The rule: answers to one question are drawn together, since they are no independent tries; the same data give
the same interval.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

DRAWS = 1000
SEED = 1
OUTSIDE = 0.025  # of the draws on each side of an interval

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share from 0 to 1 and the bounds between which 95 % of the draws are."""

    value: float
    low: float
    high: float


def auc(better: Sequence[float], worse: Sequence[float]) -> float:
    """How often one of the better scores higher than one of the worse, ties half (Mann and Whitney 1947).

    Both must hold something.

    >>> auc([3, 2], [1, 2])
    0.875
    """
    ordered = sorted(worse)
    won = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in better)
    return won / (2 * len(better) * len(worse))


def interval(groups: Sequence[Group], share: Callable[[Sequence[Group]], float | None]) -> Figure | None:
    """The share over all groups, with the interval of Efron's bootstrap (1979) over draws of groups.

    `share` gives None where a draw holds too little; the interval is made of the others.
    """
    value = share(groups)
    if value is None:
        return None
    chance = random.Random(SEED)  # noqa: S311 - draws, no secret
    drawn = (share(chance.choices(groups, k=len(groups))) for _ in range(DRAWS))
    shares = sorted(one for one in drawn if one is not None)
    outside = int(OUTSIDE * len(shares))
    return Figure(value, shares[outside], shares[-1 - outside])
