"""One strength, one biggest upgrade, one question to answer again: chosen by literal rules over findings.

    strength   the highest level that has a quote; between equals substance, depth, structure,
               communication, relevance; then the question asked first. Under level 3 there is none.
    upgrade    the criterion in which the answers together fall furthest short of level 5; between equals
               substance, structure, depth, relevance, communication. In it the answer with the lowest
               level; then the question asked first. Nothing below level 5 means no upgrade.
    redo       the upgrade's question; where nothing could be judged, the first question left unanswered.

Words never decide, so the choice stays the same after they were removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.interview.rubric import BEST
from core.interview.values import Criterion, Finding, GapKind, Scores
from core.report.gaps import advice, found, next_anchor
from core.report.model import Missing, Outcome, Phrase, Redo, SlotView, Strength, Upgrade
from core.report.sheet import Sheet

STRONG = 4  # "good" in every anchor
WORTH_NAMING = 3
TELLING = (
    Criterion.SUBSTANCE,
    Criterion.DEPTH,
    Criterion.STRUCTURE,
    Criterion.COMMUNICATION,
    Criterion.RELEVANCE,
)
PRESSING = (
    Criterion.SUBSTANCE,
    Criterion.STRUCTURE,
    Criterion.DEPTH,
    Criterion.RELEVANCE,
    Criterion.COMMUNICATION,
)
SHOWS = {Criterion.SUBSTANCE: GapKind.POINT, Criterion.STRUCTURE: GapKind.STAR}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its level and the slot it stands in, counted from 0."""

    slot: int
    level: int
    finding: Finding


def strength(sheet: Sheet) -> Strength | None:
    """The best finding, if there is one worth naming."""
    shown = [placed for placed in _placed(sheet) if placed.finding.receipts and placed.level >= WORTH_NAMING]
    if not shown:
        return None
    best = min(shown, key=lambda p: (-p.level, TELLING.index(p.finding.criterion), p.slot))
    question = sheet.questions[best.slot]
    levels = sheet.state.choices.scores is Scores.SHOW
    view = found(best.finding, question, sheet.answers, levels=levels)
    return Strength(best.slot + 1, best.level >= STRONG, view)


def upgrade(sheet: Sheet, slots: tuple[SlotView, ...]) -> tuple[Upgrade | None, Redo | None]:
    """The biggest upgrade and the question to answer again."""
    worst = _worst(sheet)
    if worst is None:
        return None, _unanswered(sheet, slots)
    question = sheet.questions[worst.slot]
    levels = sheet.state.choices.scores is Scores.SHOW
    view = found(worst.finding, question, sheet.answers, levels=levels)
    slot = next(slot for slot in slots if slot.number == worst.slot + 1)
    lacking = _lacking(slot, worst.finding.criterion)
    return (
        Upgrade(slot.number, view, next_anchor(view, worst.level, question), lacking),
        Redo(slot.number, slot.question, advice(worst.finding), lacking),
    )


def _worst(sheet: Sheet) -> Placed | None:
    below = [placed for placed in _placed(sheet) if placed.level < BEST]
    short = Counter[Criterion]()
    for placed in below:
        short[placed.finding.criterion] += BEST - placed.level
    worst = max(PRESSING, key=lambda criterion: short[criterion])  # the first of equals
    of_it = (placed for placed in below if placed.finding.criterion is worst)
    return min(of_it, key=lambda placed: (placed.level, placed.slot), default=None)


def _unanswered(sheet: Sheet, slots: tuple[SlotView, ...]) -> Redo | None:
    """Where there is no level at all, what is left is to answer."""
    if any(True for _ in _placed(sheet)):
        return None
    left = (slot for slot in slots if slot.outcome is not Outcome.ANSWERED and isinstance(slot.question, str))
    slot = next(left, next(iter(slots), None))
    if slot is None:
        return None
    return Redo(slot.number, slot.question, Phrase("report-advice-answer"), ())


def _lacking(slot: SlotView, criterion: Criterion) -> tuple[Missing, ...]:
    """What was missing there and belongs to the criterion."""
    return tuple(missing for missing in slot.missing if missing.gap.kind is SHOWS.get(criterion))


def _placed(sheet: Sheet) -> Iterator[Placed]:
    for judged in sorted(sheet.state.judged, key=lambda judged: judged.slot):
        for finding in judged.findings:
            if isinstance(finding.level, int):
                yield Placed(judged.slot, finding.level, finding)
