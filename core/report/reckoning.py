"""How the figures of a report come about: means, readiness, differences, each with the person's own numbers.

The rule: a figure is printed as a formula that gives it, from the levels shown above it; where levels are
hidden there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.interview.readiness import TABLE, Row
from core.interview.values import Criterion, Purpose
from core.report.model import CriterionView, Report, SelfRated, TrendLine
from core.report.saying import Saying, heading, item, note, strong
from core.texts.blocks import Block

THRESHOLDS = ("overall", "substance", "lowest")


def section(report: Report, say: Saying) -> Iterator[Block]:
    """The formulas; nothing where levels are hidden or nothing was judged."""
    judged = [view for view in report.criteria if view.hundredths]
    if not report.levels or not judged:
        return
    yield heading(say("why-figures-title"))
    yield from (item(_mean(view, report, say)) for view in judged)
    yield item(_overall(judged, say))
    yield from _readiness(report, say)
    yield from _trend(report, say)
    yield from (item(_self_rated(one, say)) for one in report.self_rated if one.judged is not None)


def _mean(view: CriterionView, report: Report, say: Saying) -> str:
    levels = _levels(report, view.criterion)
    return say(
        "why-mean",
        criterion=say(f"rubric-{view.criterion.value}"),
        sum=" + ".join(map(str, levels)),
        count=len(levels),
        mean=say.figure(view.hundredths or 0),
    )


def _levels(report: Report, criterion: Criterion) -> list[int]:
    found = (found for slot in report.slots for found in slot.findings)
    return [one.level for one in found if one.criterion is criterion and one.level is not None]


def _overall(judged: list[CriterionView], say: Saying) -> str:
    means = [view.hundredths or 0 for view in judged]
    shown = " + ".join(map(say.figure, means))
    return say("why-overall", sum=shown, count=len(means), mean=say.figure(sum(means) // len(means)))


def _readiness(report: Report, say: Saying) -> Iterator[Block]:
    """The rows of the table down to the one that held, with what each takes."""
    figures = report.readiness.figures
    if figures is None or report.purpose is Purpose.REDO:  # one answer says nothing about an interview
        return
    judged = sum(view.judged or 0 for view in report.criteria)
    of = sum(view.of or 0 for view in report.criteria)
    yield item(say("why-share", judged=judged, of=of, percent=figures.judged))
    yield strong(say("why-readiness"))
    names = [row.id for row in TABLE]
    for row in TABLE[: names.index(report.readiness.row) + 1]:
        held = "yes" if row.id == report.readiness.row else "no"
        yield item(say("why-row", row=say(f"readiness-{row.id}"), takes=_takes(row, say), held=held))


def _takes(row: Row, say: Saying) -> str:
    least = {name: getattr(row, name) for name in THRESHOLDS}
    takes = [say(f"why-takes-{name}", least=say.figure(value)) for name, value in least.items() if value]
    if row.judged_below <= 100:
        takes.append(say("why-takes-judged", below=row.judged_below))
    return ", ".join(takes) or say("why-takes-nothing")


def _trend(report: Report, say: Saying) -> Iterator[Block]:
    trend, means = report.trend, {view.criterion: view.hundredths for view in report.criteria}
    if trend is None:
        return
    yield strong(say("report-trend-title"))
    for line in trend.lines:
        now = means[line.criterion]
        if line.since_last is not None and now is not None:
            yield item(_moved(line, now, say))
    yield note(say("why-trend"))


def _moved(line: TrendLine, now: int, say: Saying) -> str:
    then, by = now - (line.since_last or 0), line.since_last or 0
    return say(
        "why-moved",
        criterion=say(f"rubric-{line.criterion.value}"),
        now=say.figure(now),
        then=say.figure(then),
        by=("+" if by > 0 else "\N{MINUS SIGN}" if by < 0 else "") + f"{abs(by) / 100:.2f}",
        moved=say(f"report-moved-{line.direction.value}"),
    )


def _self_rated(one: SelfRated, say: Saying) -> str:
    by = one.difference or 0
    return say(
        "why-self-rated",
        criterion=say(f"rubric-{one.criterion.value}"),
        own=one.own,
        judged=say.figure(one.judged or 0),
        by=("+" if by > 0 else "\N{MINUS SIGN}" if by < 0 else "") + f"{abs(by) / 100:.2f}",
    )
