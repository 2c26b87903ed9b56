"""The way so far: each criterion and each figure of the delivery over a person's interviews, oldest first.

The rule: interviews stand at equal distance in their order; one without a level or a figure leaves a gap and
is never guessed; what moved is said in words as well, by the same rule as in the report's trend. With three
interviews before the newest, what is usual for the person is a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from core.interview.delivery import Band, Delivery, Usual
from core.interview.rubric import Total
from core.interview.values import Criterion
from core.report.drawing.fitting import told
from core.report.saying import Saying
from core.report.sheet import Earlier
from core.report.trend import date, direction
from core.texts.catalog import Texts

WIDTH = 308.0  # points between the first and the last interview
HEIGHT = 44.0
BASELINE_FROM = 3  # interviews before the newest
TOLD = 8  # values that are named in the words for a picture
FILLERS = Band(0, 0, 5, 12)  # a minute: what is good, and the least the drawing goes up to
PAUSES = Band(0, 0, 30, 40)  # percent


@dataclass(frozen=True, slots=True)
class Past:
    """An interview's totals, and how it was spoken where it was."""

    earlier: Earlier
    whole: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """An interview's value: `x` from the left, `y` from the top, in points."""

    x: float
    y: float
    figure: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over the interviews. `runs` are neighbours to be joined by a line.

    `good_top` and `good_bottom` are its band, `usual` the person's own line, each None where there is none;
    `top` and `bottom` are the figures at the ends of the scale.
    """

    name: str
    last: str
    moved: str
    runs: tuple[tuple[Dot, ...], ...]
    top: str
    bottom: str
    good_top: float | None = None
    good_bottom: float | None = None
    usual: float | None = None
    usual_words: str = ""


class _Usual(TypedDict):
    usual: float | None
    usual_words: str


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on the chart."""

    kind: str
    title: str
    facts: str
    first: str
    last: str
    parts: tuple[Part, ...]
    note: str


def chart(past: Sequence[Past], usual: Usual | None, texts: Texts, domain: str = "") -> Chart | None:
    """The chart over `past` in any order; None without any. `domain` is the title of the only one in it.

    `usual` is the person's baseline before the newest interview that was spoken.
    """
    say, ordered = Saying(texts), sorted(past, key=lambda one: (one.earlier.at, one.earlier.domain))
    if not ordered:
        return None
    first, last = date(ordered[0].earlier.at), date(ordered[-1].earlier.at)
    parts = (
        Part(say("report-criteria-title"), tuple(_criteria(ordered, say))),
        Part(say("drawing-delivery"), tuple(_delivery(ordered, usual, say))),
    )
    return Chart(
        kind=say("drawing-way"),
        title=domain or say("drawing-way-all"),
        facts=say("drawing-way-facts", count=len(ordered), first=first, last=last),
        first=first,
        last=last if len(ordered) > 1 else "",
        parts=tuple(part for part in parts if part.rows),
        note=" ".join(_notes(parts, say)),
    )


def _notes(parts: Sequence[Part], say: Saying) -> Iterator[str]:
    """How to read what is drawn, as far as it is."""
    rows = [row for part in parts for row in part.rows]
    yield say("drawing-way-note")
    if any(row.usual is not None for row in rows):
        yield say("drawing-way-dashed")
    if any(row.good_top is not None for row in rows):
        yield say("drawing-way-shaded")


def alt(chart: Chart, texts: Texts) -> str:
    """What the chart shows, in words."""
    say = Saying(texts)
    rows = (_row(row, say) for part in chart.parts for row in part.rows)
    return told((say("drawing-alt-way", title=chart.title, facts=chart.facts), *rows))


def _row(row: Row, say: Saying) -> str:
    figures = [dot.figure for run in row.runs for dot in run]
    newest = ", ".join(figures[-TOLD:])
    if not figures:
        return say("drawing-alt-row-none", name=row.name)
    words = "; ".join(words for words in (row.moved, row.usual_words) if words)
    if not words:
        return say("drawing-alt-row", name=row.name, figures=newest)
    return say("drawing-alt-row-moved", name=row.name, figures=newest, moved=words)


# --- the criteria ------------------------------------------------------------------------------------


def _criteria(past: Sequence[Past], say: Saying) -> Iterator[Row]:
    scale = _scale(1, 5)
    for criterion in Criterion:
        totals = [_total(one, criterion) for one in past]
        values = [total.hundredths / 100 if total else None for total in totals]
        yield Row(
            name=say(f"rubric-{criterion.value}"),
            last=_last(values, lambda value: say.figure(round(value * 100))),
            moved=_moved(totals, say),
            runs=_runs(values, scale, lambda value: say.figure(round(value * 100))),
            top="5",
            bottom="1",
            **_usual(_mean(totals[:-1]), scale, lambda value: say.figure(round(value * 100)), say),
        )


def _total(one: Past, criterion: Criterion) -> Total | None:
    """The criterion's total, where it was judged and its level may be shown."""
    held = (total for total in one.earlier.totals if total.criterion is criterion and total.judged)
    return next(held, None) if one.earlier.levels else None


def _mean(totals: Sequence[Total | None]) -> float | None:
    """The mean of the levels before the newest interview, from BASELINE_FROM interviews on."""
    held = [total.hundredths for total in totals if total]
    return sum(held) // len(held) / 100 if len(held) >= BASELINE_FROM else None


def _moved(totals: Sequence[Total | None], say: Saying) -> str:
    """The newest against the one before, in words."""
    if len(totals) < 2 or totals[-1] is None or totals[-2] is None:
        return ""
    now, before = totals[-1], totals[-2]
    return say.moved(direction(now.hundredths - before.hundredths, now.judged, before.judged), None)


# --- the delivery ------------------------------------------------------------------------------------


def _delivery(past: Sequence[Past], usual: Usual | None, say: Saying) -> Iterator[Row]:
    held = [one.whole if one.whole and one.whole.judged else None for one in past]
    newest = next((one for one in reversed(held) if one), None)
    if newest is None:
        return
    pace = newest.pace
    rates = [one.rate if one and one.pace.a_second == pace.a_second else None for one in held]
    name = say("drawing-way-rate", unit=pace.unit)
    good = say("drawing-good", low=pace.written(pace.band.low), high=pace.written(pace.band.high))
    yield _figure(name, good, rates, pace.band, usual.rate if usual else None, pace.written, say)
    fillers = [one.fillers_a_minute if one else None for one in held]
    if any(value is not None for value in fillers):
        own = usual.fillers_a_minute if usual else None
        good, name = say("drawing-good-fillers"), say("drawing-way-fillers")
        yield _figure(name, good, fillers, FILLERS, own, lambda value: f"{value:.1f}".removesuffix(".0"), say)
    paused = [float(one.paused) if one else None for one in held]
    own = usual.paused if usual else None
    good, name = say("drawing-good-pauses"), say("drawing-way-pauses")
    yield _figure(name, good, paused, PAUSES, own, lambda value: f"{value:.0f} %", say)


def _figure(  # noqa: PLR0913, PLR0917 - what a figure is drawn from
    name: str,
    good: str,
    values: Sequence[float | None],
    band: Band,
    usual: float | None,
    written: Callable[[float], str],
    say: Saying,
) -> Row:
    known = [value for value in values if value is not None]
    known += [usual] if usual is not None else []
    low, high = min([band.least, *known]), max([band.most, *known])
    scale = _scale(low, high)
    return Row(
        name=name,
        last=_last(values, written),
        moved=good,
        runs=_runs(values, scale, written),
        top=written(high),
        bottom=written(low),
        good_top=scale(band.high),
        good_bottom=scale(band.low),
        **_usual(usual, scale, written, say),
    )


def _usual(
    usual: float | None, scale: Callable[[float], float], written: Callable[[float], str], say: Saying
) -> _Usual:
    """The person's own line, and what it says."""
    if usual is None:
        return {"usual": None, "usual_words": ""}
    return {"usual": scale(usual), "usual_words": say("drawing-way-usual", figure=written(usual))}


# --- in points ---------------------------------------------------------------------------------------


def _scale(low: float, high: float) -> Callable[[float], float]:
    return lambda value: round(HEIGHT * (high - value) / (high - low), 2)


def _last(values: Sequence[float | None], written: Callable[[float], str]) -> str:
    """The newest value there is: the one whose dot is full."""
    return next((written(value) for value in reversed(values) if value is not None), "")


def _runs(
    values: Sequence[float | None], scale: Callable[[float], float], written: Callable[[float], str]
) -> tuple[tuple[Dot, ...], ...]:
    """The values as dots; a new run begins after every gap."""
    apart = WIDTH / max(1, len(values) - 1)
    runs: list[list[Dot]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(Dot(round(number * apart, 2), scale(value), written(value)))
    return tuple(tuple(run) for run in runs if run)
