"""The way so far: streaks, each criterion and each figure of the delivery, the domains, then every interview.

The rule: how it moved is said in words, never by colour or sign alone, and small differences count as none;
an interview held without levels is listed without figures. Only whole practices are compared; reviews and
redos are listed and count for the streak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from core.interview.delivery import Delivery, Usual
from core.interview.readiness import Readiness, readiness
from core.interview.rubric import Total
from core.interview.values import Criterion, Purpose
from core.report.drawing.chart import Past
from core.report.saying import Saying, heading, item, note, strong, text
from core.report.self_rating import side
from core.report.sheet import Earlier
from core.report.trend import date, direction, overrated, practices, streak, usual_level
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

BEST = 5


def document(past: Sequence[Past], texts: Texts, now: int, usual: Usual | None = None) -> Document:
    """The person's interviews, in any order, at `now` in ms since the epoch.

    `usual` is their baseline before the newest practice that was spoken.
    """
    say, all_ = Saying(texts), [one.earlier for one in past]
    title = Block(Style.TITLE, say("report-history-title"))
    if not all_:
        return (title, text(say("report-history-none")))
    spoken = _newest_spoken(past)
    parts = (
        _counts(all_, now, say),
        _criteria(practices(all_), say),
        _delivery(spoken, usual, say) if spoken else (),
        _ratings(practices(all_), say),
        _domains(practices(all_), say),
        _entries(all_, say),
    )
    return (title, *(block for part in parts for block in part))


def _counts(all_: Sequence[Earlier], now: int, say: Saying) -> Iterator[Block]:
    held = Counter(one.purpose for one in all_)
    counts = {purpose.value: held[purpose] for purpose in Purpose}
    yield text(say("history-counts", since=date(min(one.at for one in all_)), **counts))
    row = streak((one.at for one in all_), now)
    if row.days > 1:
        yield strong(say("history-streak-days", days=row.days))
    if row.weeks > 1:
        yield (text if row.days > 1 else strong)(say("history-streak-weeks", weeks=row.weeks))


# --- the criteria ------------------------------------------------------------------------------------


def _criteria(ordered: Sequence[Earlier], say: Saying) -> Iterator[Block]:
    """Each criterion in the newest practice against the one before and the person's own baseline."""
    if len(ordered) < 2:
        return
    yield heading(say("report-criteria-title"))
    yield from (item(_criterion(ordered, criterion, say)) for criterion in Criterion)
    yield note(say("history-note"))


def _criterion(ordered: Sequence[Earlier], criterion: Criterion, say: Saying) -> str:
    now, last = (_total(one, criterion) for one in (ordered[-1], ordered[-2]))
    name = say(f"rubric-{criterion.value}")
    by = now.hundredths - last.hundredths if now.judged and last.judged else None
    shown = ordered[-1].levels and ordered[-2].levels
    moved = say.moved(direction(by, now.judged, last.judged), by if shown else None)
    if not now.judged or not ordered[-1].levels:
        return say("history-criterion-words", criterion=name, moved=moved)
    values = {"criterion": name, "level": say.figure(now.hundredths), "moved": moved}
    usual = usual_level(ordered, criterion)
    if usual is None:
        return say("history-criterion", **values)
    return say("history-criterion-usual", **values, usual=say.figure(usual))


def _total(one: Earlier, criterion: Criterion) -> Total:
    return next(total for total in one.totals if total.criterion is criterion)


# --- the delivery ------------------------------------------------------------------------------------


def _newest_spoken(past: Sequence[Past]) -> Delivery | None:
    whole = (one for one in past if one.whole and one.earlier.purpose is Purpose.PRACTICE)
    newest = max(whole, key=lambda one: one.earlier.at, default=None)
    return newest.whole if newest else None


def _delivery(now: Delivery, usual: Usual | None, say: Saying) -> Iterator[Block]:
    yield heading(say("report-delivery-title"))
    figures: tuple[tuple[str, float | None, float | None], ...] = (
        ("rate", now.rate if now.countable else None, usual.rate if usual else None),
        ("fillers", now.fillers_a_minute, usual.fillers_a_minute if usual else None),
        ("pauses", now.paused, usual.paused if usual else None),
        ("hedges", now.hedges_of_100, usual.hedges_of_100 if usual else None),
    )
    for name, figure, own in figures:
        if figure is not None:
            yield item(_figure(name, figure, own, now, say))
    if usual is None:
        yield note(say("history-no-baseline"))


def _figure(name: str, figure: float, usual: float | None, now: Delivery, say: Saying) -> str:
    written = {"rate": now.pace.written, "pauses": "{:.0f}".format}.get(name, "{:.1f}".format)
    line = say(f"history-{name}", figure=written(figure), unit=now.pace.unit)
    return say("delivery-usual", figure=line, usual=written(usual)) if usual is not None else line


# --- levels of one's own, and the domains ------------------------------------------------------------


def _ratings(ordered: Sequence[Earlier], say: Saying) -> Iterator[Block]:
    """By how much the person saw themself higher or lower than they were judged, interview by interview."""
    held = [(one, apart) for one in ordered if (apart := overrated(one)) is not None]
    if not held:
        return
    yield heading(say("history-rated-title"))
    for one, apart in held:
        yield item(say(f"history-rated-{side(apart)}", date=date(one.at), by=say.figure(abs(apart))))
    if len(held) > 1:
        closer = abs(held[-1][1]) - abs(held[0][1])
        yield text(say("history-rated-closer" if closer < 0 else "history-rated-not-closer"))


def _domains(ordered: Sequence[Earlier], say: Saying) -> Iterator[Block]:
    """Each domain, where there are several."""
    names = sorted({one.domain for one in ordered})
    if len(names) < 2:
        return
    yield heading(say("history-domains-title"))
    for name in names:
        of_it = [one for one in ordered if one.domain == name]
        yield Block(Style.ITEM, _domain(name, of_it, say), ref=f"domain-{of_it[-1].domain_id}")


def _domain(name: str, of_it: Sequence[Earlier], say: Saying) -> str:
    values: dict[str, str | int] = {"domain": name, "count": len(of_it)}
    first, last = (readiness(one.totals).evidence.overall for one in (of_it[0], of_it[-1]))
    if not last or not all(one.levels for one in of_it):
        return say("history-domain", **values)
    if len(of_it) == 1 or not first:
        return say("history-domain-level", **values, level=say.figure(last))
    moved = say.moved(direction(last - first, _questions(of_it[-1]), _questions(of_it[0])), None)
    levels = {"first": say.figure(first), "level": say.figure(last), "moved": moved}
    return say("history-domain-moved", **values, **levels)


# --- every interview ---------------------------------------------------------------------------------


def _entries(all_: Sequence[Earlier], say: Saying) -> Iterator[Block]:
    """Newest first; each practice against the one before it."""
    ordered = practices(all_)
    before = dict(zip((one.id or one.at for one in ordered[1:]), ordered, strict=False))
    for one in sorted(all_, key=lambda one: (one.at, one.domain), reverse=True):
        if one.purpose is Purpose.PRACTICE:
            yield from _entry(one, before.get(one.id or one.at), say)
        else:
            yield from _once_more(one, say)


def _entry(now: Earlier, last: Earlier | None, say: Saying) -> Iterator[Block]:
    ready = readiness(now.totals)
    level = say(f"level-{now.level.value}") if now.level else ""
    key = "report-history-entry-level" if level else "report-history-entry"
    values = {"level": level} if level else {}
    title = say(key, date=date(now.at), domain=now.domain, **values)
    yield Block(Style.HEADING, title, ref=now.id)
    yield strong(say(f"readiness-verdict-{ready.verdict.value.replace('_', '-')}"))
    if now.levels and ready.evidence.overall:
        yield _level(ready.evidence.overall, say)
    if last is not None:
        yield text(_moved(ready, now, last, say))


def _once_more(one: Earlier, say: Saying) -> Iterator[Block]:
    """A review or a redo: what was answered, without a verdict on so few answers."""
    title = say(f"history-{one.purpose.value}", date=date(one.at), domain=one.domain)
    yield Block(Style.HEADING, title, ref=one.id)
    mean = readiness(one.totals).evidence.overall
    if one.levels and mean:
        yield text(say("report-history-mean", level=say.figure(mean)))


def _level(hundredths: int, say: Saying) -> Block:
    """The overall mean: its figure, and as many marks as the figure rounds to."""
    mean = say("report-history-mean", level=say.figure(hundredths))
    return Block(Style.METER, mean, (hundredths + 50) // 100, BEST)


def _moved(ready: Readiness, now: Earlier, last: Earlier, say: Saying) -> str:
    """How the overall mean moved since the interview before."""
    mean, before = ready.evidence.overall, readiness(last.totals).evidence.overall
    by = mean - before if mean and before else None
    moved = direction(by, _questions(now), _questions(last))
    return say("report-history-moved", moved=say.moved(moved, None))


def _questions(one: Earlier) -> int:
    """How many questions an interview's levels come from."""
    return max(total.judged for total in one.totals)
