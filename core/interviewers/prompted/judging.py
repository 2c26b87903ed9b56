"""Judges the criteria of a slot with a model, each by itself, and holds it to what code can show.

The rule: a level is the median of several judgements, each made with the levels' texts in another order, and
each stands only on a quote that is in what the model was shown; where fewer than half of them hold, the
bank's finding stands. No level is above what the bank counted but by one, which is what counting may have
missed; where anything was left out of what the model was shown, not even by that. What cannot be judged by
counting is not judged by a model either.
"""

from __future__ import annotations

import asyncio
import random
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from core.interview.ports import Material
from core.interview.receipts import LOWEST_LEVEL_WITH_RECEIPT, without_repeats
from core.interview.rubric import BEST
from core.interview.values import Criterion, Finding, Question, Receipt, Refusal, Unjudged
from core.interviewers.prompted.asking import Ask, Asker
from core.interviewers.prompted.extracts import Extract, text_of
from core.interviewers.prompts.answers import INSUFFICIENT, Found
from core.interviewers.prompts.prompts import Scale, Task, finding
from core.language.tokens import carries_content, read
from core.texts.catalog import Texts

LEVELS = (1, 2, 3, 4, 5)
WARM = 0.7  # temperature of every judgement but the first
MISSED = 1  # levels that counting may have missed, where the model was shown all that was said
MOST_RECEIPTS = 4  # quotes shown for one criterion
MOST_WRONG = 8  # common mistakes shown beside the points of a reference


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement that holds: a level, None for too little to judge, and the place of its quote."""

    level: int | None
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: a question, and what of the answers is shown."""

    material: Material
    question: Question
    shown: tuple[Extract, ...]

    @property
    def whole(self) -> bool:
        """Whether all that was said is shown."""
        return all(extract.whole for extract in self.shown)

    def receipt(self, quote: str) -> Receipt | None:
        """Where a quote stands, in the newest answer that has it."""
        if not any(map(carries_content, read(quote).tokens)):
            return None
        places = (extract.receipt(quote) for extract in reversed(self.shown))
        return next((place for place in places if place and place.start < place.end), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """The model's finding on one criterion, None where too few judgements hold, and all that was refused."""

    finding: Finding | None
    refused: tuple[Refusal, ...]


class Judges:
    """Judges with `samples` judgements a criterion; `order` is a fixed order of levels, None for chance's."""

    def __init__(self, asker: Asker, texts: Texts, samples: int, order: Sequence[int] | None = None) -> None:
        self._asker, self._texts, self._samples, self._order = asker, texts, samples, order

    def with_order(self, order: Sequence[int]) -> Judges:
        """The same, with the levels shown in this order."""
        return Judges(self._asker, self._texts, self._samples, order)

    async def judged(self, case: Case, counted: Finding) -> Judged:
        """The model's finding for the criterion that the bank `counted`, if there is one."""
        made = await self._judgements(case, counted.criterion, range(self._samples))
        failed = sum(isinstance(one, Refusal) for one in made)
        if not self._enough(made) and Refusal.NO_ANSWER not in made:
            again = range(self._samples, self._samples + failed)
            made += await self._judgements(case, counted.criterion, again)
        refused = [one for one in made if isinstance(one, Refusal)]
        if not self._enough(made):
            return Judged(None, tuple(refused))
        found = _median(counted.criterion, [one for one in made if isinstance(one, Judgement)])
        found, above = _held_down(found, counted, case.whole)
        refused += [Refusal.ABOVE_COUNTED] if above else []
        return Judged(replace(found, refused=tuple(dict.fromkeys(refused))), tuple(refused))

    def _enough(self, made: Iterable[Judgement | Refusal]) -> bool:
        return 2 * sum(isinstance(one, Judgement) for one in made) >= self._samples

    async def _judgements(
        self, case: Case, criterion: Criterion, numbers: Iterable[int]
    ) -> list[Judgement | Refusal]:
        return list(await asyncio.gather(*(self._judgement(case, criterion, n) for n in numbers)))

    async def _judgement(self, case: Case, criterion: Criterion, number: int) -> Judgement | Refusal:
        seed = zlib.crc32(f"{case.shown[-1].turn}/{criterion.value}/{number}".encode())
        messages = finding(
            case.material.domain.role,
            case.material.asked,
            self._scale(case.question, criterion, seed),
            reference(case.question) if criterion is Criterion.SUBSTANCE else "",
            text_of(case.shown),
        )
        temperature = WARM if number else 0.0
        answer = await self._asker.ask(
            Ask(Task.FINDING, messages, case.material.interview, temperature, seed)
        )
        return checked(answer, case) if isinstance(answer, Found) else _refusal(answer)

    def _scale(self, question: Question, criterion: Criterion, seed: int) -> Scale:
        own = {level: text for held, level, text in question.anchors if held is criterion}
        order = self._order or random.Random(seed).sample(LEVELS, len(LEVELS))  # noqa: S311 - an order
        say = self._texts.say
        anchors = ((level, own.get(level) or say(f"rubric-{criterion.value}-{level}")) for level in order)
        return Scale(say(f"rubric-{criterion.value}"), tuple(anchors))


def reference(question: Question) -> str:
    """What substance is judged against: the question's points, and some of its common mistakes."""
    points = "; ".join(point.text for point in question.points)
    wrong = "; ".join(question.wrong[:MOST_WRONG])
    return f"Right: {points}. Wrong: {wrong}." if wrong else f"Right: {points}."


def checked(found: Found, case: Case) -> Judgement | Refusal:
    """The judgement, if its quote is there; a level that says something is not there needs none."""
    if found.level == INSUFFICIENT:
        return Judgement(None, None)
    level = int(found.level)
    receipt = case.receipt(found.quote)
    if receipt is None and (found.quote.strip() or level >= LOWEST_LEVEL_WITH_RECEIPT):
        return Refusal.QUOTE_NOT_FOUND
    return Judgement(level, receipt)


def _median(criterion: Criterion, held: Sequence[Judgement]) -> Finding:
    """The level in the middle, the lower of two, with its quotes and those nearest to it; and the spread."""
    levels = [one.level for one in held if one.level is not None]
    if 2 * len(levels) <= len(held):
        return Finding(criterion, Unjudged.INSUFFICIENT_DATA, because="because-insufficient-data")
    level = median_low(levels)
    nearest = sorted(
        (one for one in held if one.level is not None and one.receipt is not None),
        key=lambda one: abs((one.level or 0) - level),
    )
    receipts = without_repeats((one.receipt for one in nearest if one.receipt), MOST_RECEIPTS)
    lowest, highest = (min(levels), max(levels)) if len(levels) > 1 else (0, 0)
    return Finding(criterion, level, receipts, lowest=lowest, highest=highest)


def _held_down(found: Finding, counted: Finding, whole: bool) -> tuple[Finding, bool]:
    """The finding with no level above what counting allows, and whether its own was."""
    if not isinstance(found.level, int):
        return found, False
    assert isinstance(counted.level, int)
    most = min(BEST, counted.level + (MISSED if whole else 0))
    held = replace(
        found,
        level=min(found.level, most),
        lowest=min(found.lowest, most),
        highest=min(found.highest, most),
    )
    return held, found.level > most


def _refusal(answer: object) -> Refusal:
    assert isinstance(answer, Refusal)
    return answer
