"""Earlier interviews, newest first: when, what, how ready, and how it moved.

The rule: how it moved is said in words, never by colour or sign alone, and small differences count as none;
an interview held without levels is listed without figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.readiness import Readiness, readiness
from core.report.saying import Saying, strong, text
from core.report.sheet import Earlier
from core.report.trend import date, direction
from core.texts.blocks import Block, Document, Style
from core.texts.catalog import Texts

BEST = 5


def document(all_: Sequence[Earlier], texts: Texts) -> Document:
    """The person's interviews; `all_` may be in any order."""
    say = Saying(texts)
    title = Block(Style.TITLE, say("report-history-title"))
    if not all_:
        return (title, text(say("report-history-none")))
    ordered = sorted(all_, key=lambda one: (one.at, one.domain), reverse=True)
    before = (*ordered[1:], None)
    entries = (block for now, last in zip(ordered, before, strict=True) for block in _entry(now, last, say))
    return (title, *entries)


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
