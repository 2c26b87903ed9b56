"""What an answer is worth, in one number: what is said counts before how it is told.

The rule: the mean of the levels, each as heavy as `WEIGHTS` says, so that a well led answer that is wrong
or empty stays below a plain one that is right. A criterion that nothing asked for is left out; one for
which too little was said to judge it counts as the lowest level, since nothing was shown. Levels are whole
numbers, so where it is known what was counted beneath them (`Grain`) that counts too: a particular is worth
as much as a generality takes away, a fifth of a level, and no more than five of either count, so that they
make or take one level at most. It is used to put answers in an order; the report shows levels and the
readiness table looks at the criteria's means.

`WEIGHTS` were chosen among round ones on the first set of blind answers (`benchmarks/bench_domains.py`),
`EACH` and `MOST` on the first and the second. What is best on one set is as good on the other: between 15 and
40 hundredths, and from four to ten of a kind, either figure moves by two answers in a hundred at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.interview.rubric import WORST
from core.interview.values import Criterion, Finding, Unjudged

WEIGHTS = {
    Criterion.RELEVANCE: 1,
    Criterion.SUBSTANCE: 4,
    Criterion.DEPTH: 4,
    Criterion.STRUCTURE: 1,
    Criterion.COMMUNICATION: 1,
}

EACH = 20  # hundredths of a level that a particular gives and a generality takes
MOST = 5  # of either that count


@dataclass(frozen=True, slots=True)
class Grain:
    """How many different particulars and generalities an answer has (`core.language.fullness`)."""

    particulars: int
    generalities: int


def worth(findings: Iterable[Finding], grain: Grain | None = None) -> int:
    """The weighted mean level in hundredths, rounded half up, 0 where nothing can be judged.

    That is 100 to 500, and with the grain, which moves it by 100 at most, 1 to 600.
    """
    levels = {finding.criterion: finding.level for finding in findings}
    counted = {criterion: _counted(level) for criterion, level in levels.items() if _counts(level)}
    if not any(isinstance(level, int) for level in levels.values()):
        return 0
    weight = sum(WEIGHTS[criterion] for criterion in counted)
    total = sum(WEIGHTS[criterion] * level for criterion, level in counted.items())
    mean = (200 * total + weight) // (2 * weight)
    return mean if grain is None else max(1, mean + EACH * _balance(grain))


def _balance(grain: Grain) -> int:
    """The particulars less the generalities, `MOST` of either."""
    return min(grain.particulars, MOST) - min(grain.generalities, MOST)


def _counts(level: int | Unjudged) -> bool:
    return isinstance(level, int) or level is Unjudged.INSUFFICIENT_DATA


def _counted(level: int | Unjudged) -> int:
    return level if isinstance(level, int) else WORST
