"""A person's own levels beside the judged ones.

The rule: they were given before anything judged was shown, they change nothing, and a difference under one
half of a level on the mean is called the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.rubric import Total
from core.interview.values import Criterion
from core.report.model import SelfRated
from core.report.saying import Saying, heading, item, note, text
from core.texts.blocks import Block

ALIKE = 50  # hundredths of a level


def self_rated(rated: Sequence[tuple[Criterion, int]], totals: Sequence[Total]) -> tuple[SelfRated, ...]:
    """Each criterion the person rated, in the rubric's order."""
    own = dict(rated)
    judged = {total.criterion: total.hundredths for total in totals if total.judged}
    return tuple(
        SelfRated(
            criterion,
            own[criterion],
            judged.get(criterion),
            100 * own[criterion] - judged[criterion] if criterion in judged else None,
        )
        for criterion in Criterion
        if criterion in own
    )


def section(rated: Sequence[SelfRated], say: Saying) -> Iterator[Block]:
    """The section of the report; nothing where the person gave no levels."""
    if not rated:
        return
    yield heading(say("rated-title"))
    yield from (item(_line(one, say)) for one in rated)
    apart = [one.difference for one in rated if one.difference is not None]
    if apart:
        mean = round(sum(apart) / len(apart))
        yield text(say(f"rated-{side(mean)}", by=say.figure(abs(mean))))
    yield note(say("rated-note"))


def side(mean: int) -> str:
    """Where a mean difference in hundredths of a level lies: "higher", "lower" or "alike"."""
    if abs(mean) < ALIKE:
        return "alike"
    return "higher" if mean > 0 else "lower"


def _line(one: SelfRated, say: Saying) -> str:
    name = say(f"rubric-{one.criterion.value}")
    if one.judged is None or one.difference is None:
        return say("rated-line-unjudged", criterion=name, own=one.own)
    judged, apart = say.figure(one.judged), one.difference
    if not apart:
        return say("rated-line-same", criterion=name, own=one.own, judged=judged)
    key = "rated-line-higher" if apart > 0 else "rated-line-lower"
    return say(key, criterion=name, own=one.own, judged=judged, by=say.figure(abs(apart)))
