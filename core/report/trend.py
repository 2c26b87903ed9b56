"""An interview against earlier ones: each criterion's difference to the last and to the mean of all.

The rule: a difference within what other questions alone would make is called the same; a criterion without a
level in one of the two has no difference. Figures are shown from the third interview on, and only where every
interview compared shows its levels. Only whole practices are compared: a review asks what was weak, and a
redo what was practised already.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime

from core.interview.rubric import Total, totals
from core.interview.state import State
from core.interview.values import Criterion, Finding, Purpose, Scores, Unjudged
from core.report.model import Direction, Trend, TrendLine
from core.report.sheet import Earlier

SPREAD = 100  # hundredths of a level by which the answers of one person differ from question to question
FIGURES_FROM = 2  # earlier interviews
BASELINE_FROM = 3  # earlier interviews
DAY_MS = 86_400_000
THURSDAY = 3  # days after Monday


def totals_of(state: State) -> tuple[Total, ...]:
    """The criteria's totals over every slot of the plan; what was not answered counts as not elicited."""
    judged = {judged.slot: judged.findings for judged in state.judged}
    nothing = tuple(Finding(criterion, Unjudged.NOT_ELICITED) for criterion in Criterion)
    return totals(judged.get(slot, nothing) for slot in range(len(state.slots)))


def earlier(state: State, domain: str, id_: str = "") -> Earlier:
    """An interview as a later one's report and the history want it; `domain` is the domain's title."""
    levels = state.choices.scores is Scores.SHOW
    return Earlier(
        state.begun_at,
        domain,
        state.choices.level,
        totals_of(state),
        levels,
        id_,
        state.purpose,
        state.rated,
        state.choices.domain,
    )


def practices(all_: Iterable[Earlier]) -> list[Earlier]:
    """The whole interviews, oldest first."""
    whole = (one for one in all_ if one.purpose is Purpose.PRACTICE)
    return sorted(whole, key=lambda one: (one.at, one.domain))


def days_between(first: int, last: int) -> int:
    """How many midnights (UTC) lie between two times in ms since the epoch."""
    return last // DAY_MS - first // DAY_MS


@dataclass(frozen=True, slots=True)
class Streak:
    """Days and weeks in a row in which something was practised, up to now or to the one before.

    Days are UTC's, weeks begin on Monday.
    """

    days: int
    weeks: int


def streak(times: Iterable[int], now: int) -> Streak:
    """The streak of what was begun at `times`, in ms since the epoch, as it stands at `now`."""
    known = list(times)
    days = {at // DAY_MS for at in known if at <= now}
    return Streak(
        _in_a_row(days, now // DAY_MS),
        _in_a_row({_week(day) for day in days}, _week(now // DAY_MS)),
    )


def _in_a_row(held: AbstractSet[int], now: int) -> int:
    """How many numbers stand in a row up to `now`, or up to the one before it: today is not over yet."""
    last = now if now in held else now - 1
    return next(count for count in itertools.count() if last - count not in held)


def _week(day: int) -> int:
    return (day + THURSDAY) // 7  # the epoch began on one


def usual_level(all_: Sequence[Earlier], criterion: Criterion) -> int | None:
    """The person's own baseline before the newest of these practices: the mean of its criterion's means, in
    hundredths of a level; None before three of them have one.
    """
    ordered = practices(all_)[:-1]
    held = [total for total in (_total(one, criterion) for one in ordered if one.levels) if total is not None]
    return _mean(held) if len(held) >= BASELINE_FROM else None


def overrated(one: Earlier) -> int | None:
    """By how much a person rated themself higher than they were judged, in hundredths of a level on the mean.

    None where no criterion has both.
    """
    judged = {total.criterion: total.hundredths for total in one.totals if total.judged}
    apart = [100 * level - judged[criterion] for criterion, level in one.rated if criterion in judged]
    return round(sum(apart) / len(apart)) if apart else None


def date(at: int) -> str:
    """The day of a time in ms since the epoch: ISO, UTC."""
    return datetime.fromtimestamp(at // 1000, UTC).date().isoformat()


def before(all_: Sequence[Earlier], at: int) -> list[Earlier]:
    """The practices that began before `at`, oldest first."""
    return [one for one in practices(all_) if one.at < at]


def trend(all_: Sequence[Earlier], now: Earlier) -> Trend | None:
    """The trend, or None where there is nothing before."""
    if now.purpose is not Purpose.PRACTICE:
        return None
    known = [one for one in before(all_, now.at) if any(total.judged for total in one.totals)]
    if not known:
        return None
    figures = now.levels and len(known) >= FIGURES_FROM and all(one.levels for one in known)
    lines = tuple(_line(total, known, figures=figures) for total in now.totals)
    return Trend(date(known[-1].at), known[-1].domain, len(known), lines)


def direction(difference: int | None, now: int, before: int) -> Direction:
    """A difference of two means in hundredths of a level, in one word.

    `now` and `before` are the numbers of levels behind the means. The least that counts is the standard error
    of the difference, SPREAD * sqrt(1/now + 1/before): 0.71 of a level between two short interviews.
    """
    if difference is None or not now or not before:
        return Direction.UNKNOWN
    if abs(difference) < SPREAD * math.sqrt(1 / now + 1 / before):
        return Direction.SAME
    return Direction.UP if difference > 0 else Direction.DOWN


def _line(total: Total, known: Sequence[Earlier], *, figures: bool) -> TrendLine:
    held = [one for one in (_total(one, total.criterion) for one in known) if one is not None]
    last = _total(known[-1], total.criterion)
    since_last = total.hundredths - last.hundredths if total.judged and last else None
    since_mean = total.hundredths - _mean(held) if total.judged and held else None
    return TrendLine(
        total.criterion,
        direction(since_last, total.judged, last.judged if last else 0),
        direction(since_mean, total.judged, sum(one.judged for one in held)),
        since_last if figures else None,
        since_mean if figures else None,
    )


def _mean(held: Sequence[Total]) -> int:
    return sum(one.hundredths for one in held) // len(held)


def _total(one: Earlier, criterion: Criterion) -> Total | None:
    held = (total for total in one.totals if total.criterion is criterion and total.judged)
    return next(held, None)
