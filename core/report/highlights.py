"""One strength, one biggest upgrade, one question to answer again: chosen by literal rules over findings.

    strength   of the answers whose substance (where it has no level, relevance) is at least 3, so that
               form is never praised over wrong or empty content: a good substance or depth first, then the
               highest level that has a quote. Under level 3 there is none.
    upgrade    the criterion in which the answers together fall furthest short of level 5, content weighing
               more (`WEIGHTS`). In it the answer with the lowest level, then the lowest substance.
    redo       the answer with the most to gain in substance, then with a point missing; where nothing could
               be judged, the first question left unanswered.

For the upgrade the answer named as the strength counts as one level better than it is, and for the redo both
do, so that the three are about three questions wherever another is nearly as good; and so does the
conclusion, which looks back at this very interview. Between equals the question asked first.

Words never decide, so the choice stays the same after they were removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.interview.rubric import BEST
from core.interview.values import Criterion, Finding, GapKind, Phase, Scores, Shape
from core.report.gaps import advice, found, next_anchor
from core.report.model import Found, Missing, Outcome, Phrase, Redo, SlotView, Strength, Upgrade
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
CONTENT = (Criterion.SUBSTANCE, Criterion.DEPTH)
# How much a level is worth, those first that win between equals; a story without an end lacks content too.
WEIGHTS = {
    Criterion.SUBSTANCE: 3,
    Criterion.DEPTH: 2,
    Criterion.STRUCTURE: 1,
    Criterion.RELEVANCE: 1,
    Criterion.COMMUNICATION: 1,
}
STORY_STRUCTURE = 2
SHOWS = {Criterion.SUBSTANCE: GapKind.POINT, Criterion.STRUCTURE: GapKind.STAR}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its level and the slot it stands in, counted from 0."""

    slot: int
    level: int
    finding: Finding


def strength(sheet: Sheet) -> Strength | None:
    """The best finding, if there is one worth naming."""
    best = _best(sheet)
    return Strength(best.slot + 1, best.level >= STRONG, _found(sheet, best)) if best else None


def upgrade(sheet: Sheet, slots: tuple[SlotView, ...]) -> Upgrade | None:
    """The biggest upgrade."""
    worst = _worst(sheet)
    if worst is None:
        return None
    view = _found(sheet, worst)
    kind = SHOWS.get(worst.finding.criterion)
    slot = _view(slots, worst.slot)
    lacking = tuple(missing for missing in (*slot.missing, *slot.in_own_words) if missing.gap.kind is kind)
    step = next_anchor(view, worst.level, sheet.questions[worst.slot])
    return Upgrade(worst.slot + 1, view, advice(worst.finding), step, lacking)


def redo(sheet: Sheet, slots: tuple[SlotView, ...]) -> Redo | None:
    """The question to answer again."""
    worst = _worst(sheet)
    if worst is None:
        return _unanswered(sheet, slots)
    weak = _weakest(sheet)
    taken = [placed.slot for placed in (_best(sheet), worst) if placed]
    chosen = min(weak, key=lambda slot: (-_gain(sheet, _view(slots, slot), taken), slot))
    view = _view(slots, chosen)
    finding = worst.finding if chosen == worst.slot else weak[chosen]
    return Redo(view.number, view.question, advice(finding), (*view.missing, *view.in_own_words))


def _best(sheet: Sheet) -> Placed | None:
    shown = (
        placed
        for placed in _placed(sheet)
        if placed.finding.receipts and placed.level >= WORTH_NAMING and _sound(sheet, placed.slot)
    )
    return min(shown, key=_telling, default=None)


def _telling(placed: Placed) -> tuple[bool, int, int, int]:
    criterion = placed.finding.criterion
    good_content = criterion in CONTENT and placed.level >= STRONG
    return (not good_content, -placed.level, TELLING.index(criterion), placed.slot)


def _sound(sheet: Sheet, slot: int) -> bool:
    """Whether what was said there is right enough for anything about it to be praised."""
    level = _level(sheet, slot, Criterion.SUBSTANCE) or _level(sheet, slot, Criterion.RELEVANCE)
    return level is not None and level >= WORTH_NAMING


def _worst(sheet: Sheet) -> Placed | None:
    below = [placed for placed in _placed(sheet) if placed.level < BEST]
    short = Counter[Criterion]()
    for placed in below:
        short[placed.finding.criterion] += _weight(sheet, placed) * (BEST - placed.level)
    worst = max(WEIGHTS, key=lambda criterion: short[criterion])  # the first of equals
    best = _best(sheet)
    of_it = (placed for placed in below if placed.finding.criterion is worst)
    return min(
        of_it,
        key=lambda p: (
            p.level + (best is not None and p.slot == best.slot),
            _level(sheet, p.slot, Criterion.SUBSTANCE) or BEST,
            p.slot,
        ),
        default=None,
    )


def _weight(sheet: Sheet, placed: Placed) -> int:
    criterion = placed.finding.criterion
    if criterion is Criterion.STRUCTURE and sheet.questions[placed.slot].shape is Shape.STORY:
        return STORY_STRUCTURE
    return WEIGHTS[criterion]


def _weakest(sheet: Sheet) -> dict[int, Finding]:
    """Each judged slot's finding to give advice on: substance where that can be better, else the lowest."""
    weak: dict[int, Placed] = {}
    for placed in sorted(_placed(sheet), key=lambda p: (p.level, list(WEIGHTS).index(p.finding.criterion))):
        weak.setdefault(placed.slot, placed)
        if placed.finding.criterion is Criterion.SUBSTANCE and placed.level < BEST:
            weak[placed.slot] = placed
    return {slot: placed.finding for slot, placed in weak.items()}


def _gain(sheet: Sheet, view: SlotView, taken: list[int]) -> int:
    """What answering again would bring: two for each level of substance, one for anything missing."""
    slot = view.number - 1
    levels = BEST - (_level(sheet, slot, Criterion.SUBSTANCE) or BEST)
    less = (slot in taken) + (view.phase is Phase.CONCLUSION)
    return 2 * (levels - less) + bool(view.missing)


def _unanswered(sheet: Sheet, slots: tuple[SlotView, ...]) -> Redo | None:
    """Where there is no level at all, what is left is to answer."""
    if any(True for _ in _placed(sheet)):
        return None
    left = (slot for slot in slots if slot.outcome is not Outcome.ANSWERED and isinstance(slot.question, str))
    slot = next(left, next(iter(slots), None))
    if slot is None:
        return None
    lacking: tuple[Missing, ...] = ()
    return Redo(slot.number, slot.question, Phrase("report-advice-answer"), lacking)


def _view(slots: tuple[SlotView, ...], slot: int) -> SlotView:
    return next(view for view in slots if view.number == slot + 1)


def _found(sheet: Sheet, placed: Placed) -> Found:
    levels = sheet.state.choices.scores is Scores.SHOW
    return found(placed.finding, sheet.questions[placed.slot], sheet.answers, levels=levels)


def _level(sheet: Sheet, slot: int, criterion: Criterion) -> int | None:
    held = (p.level for p in _placed(sheet) if p.slot == slot and p.finding.criterion is criterion)
    return next(held, None)


def _placed(sheet: Sheet) -> Iterator[Placed]:
    for judged in sorted(sheet.state.judged, key=lambda judged: judged.slot):
        for finding in judged.findings:
            if isinstance(finding.level, int):
                yield Placed(judged.slot, finding.level, finding)
