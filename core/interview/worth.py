"""What an answer is worth, in one number: what is said counts before how it is told.

The rule: the mean of the levels, each as heavy as `WEIGHTS` says, so that a well led answer that is wrong or
empty stays below a plain one that is right. A criterion that nothing asked for is left out; one for which too
little was said to judge it counts as the lowest level, since nothing was shown. It is used to put answers in
an order, as the audit does; the report shows levels and the readiness table looks at the criteria's means.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.interview.rubric import WORST
from core.interview.values import Criterion, Finding, Unjudged

WEIGHTS = {
    Criterion.RELEVANCE: 1,
    Criterion.SUBSTANCE: 4,
    Criterion.DEPTH: 4,
    Criterion.STRUCTURE: 1,
    Criterion.COMMUNICATION: 1,
}


def worth(findings: Iterable[Finding]) -> int:
    """The weighted mean level in hundredths, 100 to 500, rounded half up; 0 where nothing can be judged."""
    levels = {finding.criterion: finding.level for finding in findings}
    counted = {criterion: _counted(level) for criterion, level in levels.items() if _counts(level)}
    if not any(isinstance(level, int) for level in levels.values()):
        return 0
    weight = sum(WEIGHTS[criterion] for criterion in counted)
    total = sum(WEIGHTS[criterion] * level for criterion, level in counted.items())
    return (200 * total + weight) // (2 * weight)


def _counts(level: int | Unjudged) -> bool:
    return isinstance(level, int) or level is Unjudged.INSUFFICIENT_DATA


def _counted(level: int | Unjudged) -> int:
    return level if isinstance(level, int) else WORST
