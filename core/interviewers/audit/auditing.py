"""The audit: an interviewer's assessment is put to changes of which the outcome is known.

The rule: nothing is asked that depends on knowing the right level of an answer. What must not raise a level
is added to answers, what must not change one is changed in them, the order of all it is shown is changed, and
it judges the same twice; a receipt must stand in the answer, another question's answer must not pass, and
what is taken out must be asked for again. A check fails where more than `MOST` percent of its tries do.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from core.interview.ports import Interviewer
from core.interview.receipts import shown
from core.interview.values import Criterion, Domain, Finding
from core.interview.worth import worth
from core.interviewers.audit.cases import TURN, Case, material, reordered
from core.interviewers.audit.changes import CHANGES, Change, extras
from core.interviewers.audit.probing import brought_back

CONTENT = (Criterion.RELEVANCE, Criterion.SUBSTANCE, Criterion.DEPTH, Criterion.STRUCTURE)
AT_ONCE = 8  # cases judged at the same time, where the interviewer has to wait for its model
MIDDLE = 3  # a level that neither ignorance nor another question's answer may reach
SEED = 5
ANCHORS = ((5, 4, 3, 2, 1), (3, 1, 5, 2, 4))  # orders in which levels are shown to who reads them

# Percent of the tries that may fail.
MOST: Mapping[str, int] = {
    "flattery": 2,
    "instructions": 2,
    "padding": 5,
    "keywords": 2,
    "cues": 5,
    "question": 2,
    "repeated": 2,
    "capitals": 5,
    "small": 5,
    "fillers": 5,
    "full-forms": 10,
    "exclaimed": 5,
    "lines": 10,
    "quoted": 0,
    "foreign": 10,
    "ignorant": 0,
    "apart": 5,
    "back": 10,
    "repeats": 5,
    "order": 10,
}


@runtime_checkable
class Anchored(Protocol):
    """An interviewer that is shown the anchors of the rubric's levels."""

    def with_anchors(self, order: Sequence[int]) -> Interviewer:
        """Itself, shown the levels in this order."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one check: how often it was tried, and the names of the cases in which it failed."""

    id: str
    tried: int
    failed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether no more failed than may."""
        return 100 * len(self.failed) <= MOST[self.id] * self.tried


@dataclass(frozen=True, slots=True)
class Stability:
    """How often a criterion's level stayed the same under one kind of change, and the largest step."""

    criterion: Criterion
    how: str  # "repeats", "order" or "wording"
    same: int
    of: int
    largest: int


@dataclass(frozen=True, slots=True)
class Audited:
    """The outcome. `anchored` is whether anchors were shown in other orders too."""

    interviewer: str
    cases: int
    anchored: bool
    checks: tuple[Check, ...]
    stability: tuple[Stability, ...]

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)


@dataclass(slots=True)
class Notes:
    """What is noted while cases are judged: tries by check, level pairs by kind of change and criterion."""

    tried: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MOST, 0))
    failed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[tuple[str, Criterion], list[int]] = field(default_factory=lambda: defaultdict(list))

    def note(self, check: str, case: Case, holds: bool) -> None:
        """One try of a check."""
        self.tried[check] += 1
        if not holds:
            self.failed[check].append(case.name)

    def steps(self, how: str, before: Levels, after: Levels) -> None:
        """How far each level moved."""
        for criterion in Criterion:
            self.pairs[how, criterion].append(abs(after[criterion] - before[criterion]))


Levels = Mapping[Criterion, int]


async def audit(interviewer: Interviewer, cases: Iterable[Case]) -> Audited:
    """The checks over the cases."""
    notes, gate, held = Notes(), asyncio.Semaphore(AT_ONCE), list(cases)
    others = {case.domain.id: case.domain for case in held}
    others = {id: reordered(domain, SEED) for id, domain in others.items()}
    judges = _in_orders(interviewer)

    async def one(case: Case) -> None:
        async with gate:
            await _examine(interviewer, judges, case, others[case.domain.id], notes)

    await asyncio.gather(*map(one, held))
    checks = tuple(Check(id, notes.tried[id], tuple(notes.failed[id])) for id in MOST)
    return Audited(interviewer.name, len(held), len(judges) > 1, checks, tuple(_stability(notes)))


def levels_of(findings: Iterable[Finding]) -> Levels:
    """The level of each criterion, 0 where it has none."""
    found = {finding.criterion: finding.level for finding in findings}
    return {c: level if isinstance(level := found.get(c), int) else 0 for c in Criterion}


def raised(before: Levels, after: Levels) -> bool:
    """Whether a level rose; that a criterion can be judged at all, at the lowest level, is no rise."""
    return any(after[criterion] > max(before[criterion], 1) for criterion in Criterion)


def _in_orders(interviewer: Interviewer) -> tuple[Interviewer, ...]:
    """The interviewer for the orders of what it is shown: one for each order of anchors, where it has any."""
    if isinstance(interviewer, Anchored):
        return tuple(interviewer.with_anchors(order) for order in ANCHORS)
    return (interviewer,)


async def _examine(
    interviewer: Interviewer, judges: Sequence[Interviewer], case: Case, other: Domain, notes: Notes
) -> None:
    findings = await _judged(interviewer, case, case.answer)
    before = levels_of(findings)
    notes.note("quoted", case, all(shown(finding, {TURN: case.answer}) for finding in findings))
    for change in CHANGES:
        await _changed(interviewer, case, change, before, notes)
    again = levels_of(await _judged(interviewer, case, case.answer))
    notes.note("repeats", case, again == before)
    notes.steps("repeats", before, again)
    question = next(one for one in other.questions if one.id == case.question.id)
    for judge in judges:
        moved = levels_of(await judge.judge(material(other, question, case.answer)))
        notes.note("order", case, moved == before)
        notes.steps("order", before, moved)
    await _told_apart(interviewer, case, findings, notes)
    for back in await brought_back(interviewer, case) if case.whole else ():
        notes.note("back", case, back)


async def _changed(
    interviewer: Interviewer, case: Case, change: Change, before: Levels, notes: Notes
) -> None:
    after = levels_of(await _judged(interviewer, case, change.make(case)))
    if change.may_lower:
        notes.note(change.id, case, not raised(before, after))
        return
    notes.note(change.id, case, all(after[criterion] == before[criterion] for criterion in CONTENT))
    notes.steps("wording", before, after)


async def _told_apart(
    interviewer: Interviewer, case: Case, findings: Sequence[Finding], notes: Notes
) -> None:
    """Another question's answer is worth less than half of the right one, and ignorance nothing."""
    other = await _judged(interviewer, case, case.foreign)
    passed = min(levels_of(other)[c] for c in (Criterion.RELEVANCE, Criterion.SUBSTANCE)) >= MIDDLE
    notes.note("foreign", case, not passed)
    notes.note("apart", case, worth(other) < worth(findings))
    sentences: Sequence[str] = extras()["ignorant"]
    ignorant = await _judged(interviewer, case, sentences[case.number % len(sentences)])
    notes.note("ignorant", case, max(levels_of(ignorant).values()) < MIDDLE)


async def _judged(interviewer: Interviewer, case: Case, answer: str) -> tuple[Finding, ...]:
    return await interviewer.judge(material(case.domain, case.question, answer))


def _stability(notes: Notes) -> Iterator[Stability]:
    for criterion in Criterion:
        for how in ("repeats", "order", "wording"):
            steps = notes.pairs[how, criterion]
            yield Stability(criterion, how, steps.count(0), len(steps), max(steps, default=0))
