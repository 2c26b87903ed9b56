"""Readiness: a coaching verdict on an interview by a literal table over the rubric's totals.

The rule: the first row whose conditions all hold decides, the same table whoever the interviewer was,
and the verdict comes with the row's name and the numbers it rests on. It says how ready the answers
are for a real interview of this kind; it says nothing about whether somebody should be hired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.interview.rubric import Total
from core.interview.values import Criterion


class Verdict(StrEnum):
    """How ready the answers are."""

    READY = "ready"
    NEARLY = "nearly"
    NOT_YET = "not_yet"
    NOT_ENOUGH = "not_enough"  # too little was judged to say


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers of an interview that the table looks at.

    `judged` is the percent of all criteria in all slots that have a level, rounded down; `overall` the
    mean of the judged criteria's means, `substance` and `lowest` one criterion's mean, all in
    hundredths of a level (100 to 500; 0 where nothing was judged). `weakest` names the lowest one.
    """

    judged: int
    overall: int
    substance: int
    lowest: int
    weakest: Criterion | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row holds when each number is at least the one here and `judged` is below `judged_below`.

    The row's text is `readiness-<id>`.
    """

    id: str
    verdict: Verdict
    overall: int = 0
    substance: int = 0
    lowest: int = 0
    judged_below: int = 101


@dataclass(frozen=True, slots=True)
class Readiness:
    """The verdict, the row that gave it and what it rests on."""

    verdict: Verdict
    row: str
    evidence: Evidence


# Read from the top. Level 4 is "good" in every anchor and level 3 "some of it", so ready is near 4
# in the mean with nothing below 3; substance counts by itself because a well told wrong answer fails.
TABLE: tuple[Row, ...] = (
    Row("too-little-judged", Verdict.NOT_ENOUGH, judged_below=50),
    Row("ready", Verdict.READY, overall=380, substance=350, lowest=300),
    Row("one-weak", Verdict.NEARLY, overall=380, substance=350),
    Row("thin-substance", Verdict.NEARLY, overall=380, substance=250),
    Row("nearly", Verdict.NEARLY, overall=300, substance=250),
    Row("wrong-substance", Verdict.NOT_YET, overall=300),
    Row("not-yet", Verdict.NOT_YET),
)


def evidence(totals: Sequence[Total]) -> Evidence:
    """What the table looks at, from the rubric's totals."""
    means = {total.criterion: total.hundredths for total in totals if total.judged}
    possible = sum(total.of for total in totals)
    weakest = min(means, key=lambda criterion: means[criterion], default=None)
    return Evidence(
        judged=100 * sum(total.judged for total in totals) // possible if possible else 0,
        overall=sum(means.values()) // len(means) if means else 0,
        substance=means.get(Criterion.SUBSTANCE, 0),
        lowest=means[weakest] if weakest else 0,
        weakest=weakest,
    )


def readiness(totals: Sequence[Total]) -> Readiness:
    """The first row of the table that holds for these totals."""
    shown = evidence(totals)
    row = next(row for row in TABLE if _holds(row, shown))
    return Readiness(row.verdict, row.id, shown)


def _holds(row: Row, shown: Evidence) -> bool:
    return (
        shown.judged < row.judged_below
        and shown.overall >= row.overall
        and shown.substance >= row.substance
        and shown.lowest >= row.lowest
    )
