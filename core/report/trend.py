"""An interview against earlier ones: each criterion's difference to the last and to the mean of all.

The rule: a difference under a quarter of a level is called the same; a criterion without a level in one of
the two has no difference. Figures are shown only where every interview compared shows its levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from core.interview.rubric import Total, totals
from core.interview.state import State
from core.interview.values import Criterion, Finding, Scores, Unjudged
from core.report.model import Direction, Trend, TrendLine
from core.report.sheet import Earlier

NOTABLE = 25  # hundredths of a level


def totals_of(state: State) -> tuple[Total, ...]:
    """The criteria's totals over every slot of the plan; what was not answered counts as not elicited."""
    judged = {judged.slot: judged.findings for judged in state.judged}
    nothing = tuple(Finding(criterion, Unjudged.NOT_ELICITED) for criterion in Criterion)
    return totals(judged.get(slot, nothing) for slot in range(len(state.slots)))


def earlier(state: State, domain: str) -> Earlier:
    """An interview as a later one's report and the history want it; `domain` is the domain's title."""
    levels = state.choices.scores is Scores.SHOW
    return Earlier(state.begun_at, domain, state.choices.level, totals_of(state), levels)


def date(at: int) -> str:
    """The day of a time in ms since the epoch: ISO, UTC."""
    return datetime.fromtimestamp(at // 1000, UTC).date().isoformat()


def before(all_: Sequence[Earlier], at: int) -> list[Earlier]:
    """The interviews that began before `at`, oldest first."""
    return sorted((one for one in all_ if one.at < at), key=lambda one: (one.at, one.domain))


def trend(all_: Sequence[Earlier], now: Earlier) -> Trend | None:
    """The trend, or None where there is nothing before."""
    known = [one for one in before(all_, now.at) if any(total.judged for total in one.totals)]
    if not known:
        return None
    figures = now.levels and all(one.levels for one in known)
    lines = tuple(_line(total, known, figures=figures) for total in now.totals)
    return Trend(date(known[-1].at), known[-1].domain, len(known), lines)


def direction(difference: int | None) -> Direction:
    """A difference in hundredths of a level, in one word."""
    if difference is None:
        return Direction.UNKNOWN
    if abs(difference) < NOTABLE:
        return Direction.SAME
    return Direction.UP if difference > 0 else Direction.DOWN


def _line(total: Total, known: Sequence[Earlier], *, figures: bool) -> TrendLine:
    means = [mean for one in known if (mean := _mean(one, total.criterion)) is not None]
    last = _mean(known[-1], total.criterion)
    since_last = total.hundredths - last if total.judged and last is not None else None
    since_mean = total.hundredths - sum(means) // len(means) if total.judged and means else None
    return TrendLine(
        total.criterion,
        direction(since_last),
        since_last if figures else None,
        since_mean if figures else None,
    )


def _mean(one: Earlier, criterion: Criterion) -> int | None:
    held = (total.hundredths for total in one.totals if total.criterion is criterion and total.judged)
    return next(held, None)
