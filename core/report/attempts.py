"""Two attempts at the same question side by side: what moved, which gap closed, what is still open.

The rule: the first attempt is read from its own interview as it was, and nothing of it is judged again.
Levels of one question are compared as they are, since it is the same question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.delivery import Delivery as Measured
from core.interview.values import Criterion, Finding, Scores
from core.report.model import Attempt, Attempts, Covered, Direction, Missing, Moved, SlotView
from core.report.saying import Saying, excerpt, item, note, quoted, strong, text
from core.report.sheet import Sheet
from core.report.slots import slot_views
from core.report.trend import date
from core.texts.blocks import Block, Style

ANSWER_WORDS = 60  # of each attempt
REF = "attempts"


def attempts(sheet: Sheet) -> tuple[Attempts, ...]:
    """The pairs a report shows: of a redo its first attempt and itself, else what was answered later."""
    pairs = [(sheet.first, sheet)] if sheet.first else [(sheet, later) for later in sheet.later]
    found = (_pair(first, second) for first, second in sorted(pairs, key=lambda pair: pair[1].state.begun_at))
    return tuple(pair for pair in found if pair is not None)


def _pair(first: Sheet, second: Sheet) -> Attempts | None:
    again = second.state.again
    before = _view(first, again.slot) if again else None
    after = _view(second, 0)
    if again is None or before is None or after is None:
        return None
    there = {covered.gap: covered for covered in after.covered}
    lacking = {missing.gap for missing in before.missing}
    return Attempts(
        number=before.number,
        first=_attempt(first, before),
        second=_attempt(second, after),
        moved=tuple(_moved(first, second, again.slot)),
        closed=tuple(there[gap] for gap in there if gap in lacking),
        missing=tuple(missing for missing in after.missing if missing.gap in lacking),
        lost=tuple(_lost(before.covered, after.missing)),
    )


def _view(sheet: Sheet, slot: int) -> SlotView | None:
    return next((view for view in slot_views(sheet) if view.number == slot + 1), None)


def _attempt(sheet: Sheet, view: SlotView) -> Attempt:
    answers = tuple(
        said for said in (view.answer, *(asked.answer for asked in view.follow_ups)) if said.strip()
    )
    return Attempt(
        date=date(sheet.state.begun_at),
        answers=answers,
        words=sum(len(said.split()) for said in answers),
        follow_ups=len(view.follow_ups),
        spoken=_spoken(sheet, view.number - 1),
    )


def _spoken(sheet: Sheet, slot: int) -> Measured | None:
    """How the answer to the question itself was spoken, where that can be judged."""
    numbers = [number for number, _ in sheet.state.of_slot(slot)]
    measured = (sheet.spoken.turns[number] for number in numbers if number < len(sheet.spoken.turns))
    return next((one for one in measured if one is not None and one.judged), None)


def _moved(first: Sheet, second: Sheet, slot: int) -> Iterator[Moved]:
    shown = all(sheet.state.choices.scores is Scores.SHOW for sheet in (first, second))
    before, after = _levels(first, slot), _levels(second, 0)
    for criterion in Criterion:
        old, new = before.get(criterion), after.get(criterion)
        yield Moved(criterion, _direction(old, new), old if shown else None, new if shown else None)


def _levels(sheet: Sheet, slot: int) -> dict[Criterion, int]:
    findings: Sequence[Finding] = next((one.findings for one in sheet.state.judged if one.slot == slot), ())
    return {found.criterion: found.level for found in findings if isinstance(found.level, int)}


def _direction(before: int | None, after: int | None) -> Direction:
    if before is None or after is None:
        return Direction.UNKNOWN
    if before == after:
        return Direction.SAME
    return Direction.UP if after > before else Direction.DOWN


def _lost(covered: Sequence[Covered], missing: Sequence[Missing]) -> Iterator[Missing]:
    there = {one.gap for one in covered}
    return (one for one in missing if one.gap in there)


# --- in words ----------------------------------------------------------------------------------------


def section(pairs: Sequence[Attempts], say: Saying, *, redo: bool) -> Iterator[Block]:
    """The section of a report: of the redo itself, or of the interview whose question was answered again."""
    for pair in pairs:
        key = "attempts-title" if redo else "attempts-title-later"
        yield Block(Style.HEADING, say(key, number=pair.number, date=pair.second.date), ref=REF)
        yield from _told("attempts-first", pair.first, say)
        yield from _told("attempts-second", pair.second, say)
        yield from (item(_move(move, say)) for move in pair.moved)
        yield from (item(line) for line in _delivery(pair, say))
        yield from _gaps(pair, say)


def _told(key: str, attempt: Attempt, say: Saying) -> Iterator[Block]:
    yield strong(say(key, date=attempt.date, words=attempt.words, follow_ups=attempt.follow_ups))
    if attempt.answers:
        yield quoted(excerpt(" ".join(attempt.answers), ANSWER_WORDS))
    else:
        yield note(say("attempts-no-answer"))


def _move(move: Moved, say: Saying) -> str:
    name = say(f"rubric-{move.criterion.value}")
    if move.before is None and move.after is None:
        return say("attempts-moved-words", criterion=name, moved=say(f"report-moved-{move.direction.value}"))
    levels = {"before": move.before or 0, "after": move.after or 0}
    return say("attempts-moved", criterion=name, moved=say(f"attempts-{move.direction.value}"), **levels)


def _delivery(pair: Attempts, say: Saying) -> Iterator[str]:
    before, after = pair.first.spoken, pair.second.spoken
    if before is None or after is None or before.pace.unit != after.pace.unit:
        return
    rates = {"before": before.pace.written(before.rate), "after": after.pace.written(after.rate)}
    yield say("attempts-rate", unit=after.pace.unit, **rates)
    yield say("attempts-pauses", before=before.paused, after=after.paused)
    if before.fillers_a_minute is not None and after.fillers_a_minute is not None:
        fillers = {"before": f"{before.fillers_a_minute:.1f}", "after": f"{after.fillers_a_minute:.1f}"}
        yield say("attempts-fillers", **fillers)


def _gaps(pair: Attempts, say: Saying) -> Iterator[Block]:
    for name, gaps in (("closed", pair.closed), ("missing", pair.missing), ("lost", pair.lost)):
        if gaps:
            yield text(say(f"attempts-{name}"))
        yield from (item(_gap(gap, say)) for gap in gaps)


def _gap(gap: Covered | Missing, say: Saying) -> str:
    words = say.words(gap.words)
    quote = gap.quote if isinstance(gap, Covered) else None
    return say("report-with-quote", line=words, quote=excerpt(quote.text, 12)) if quote else words
