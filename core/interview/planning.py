"""What will be asked: a plan made from a domain, decided once and kept in the events.

How the slots of a phase are filled, in order:
1. `MIX` gives the wanted difficulties; the preset slots take the first of them, the generated ones the rest.
2. For each slot the questions left of its phase and kind are ranked: those due again, then those never
   met, then those met before. Among those never met the domain's own come before inherited ones, as long
   as they are at most one difficulty away. Then the nearest difficulty (the easier of two as near), the
   longest not met, and the seed decide.
3. The questions chosen are put in order of difficulty, a generated one after the preset ones of its
   difficulty, since it builds on what was said.

The seed decides by the order of SHA-256 of "<seed>:<id>", so that the same seed gives the same plan on every
machine and version.

    MIX       one slot   two     three      four          why
    entry     1          1 2     1 1 2      1 1 1 2       foundations, with something to grow into
    mid       2          1 2     1 2 3      1 2 2 3       the middle, then both sides of it
    senior    3          2 3     2 3 3      2 3 3 3       the hard ones, one to warm to the phase
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256

from core.interview.errors import DomainFaults
from core.interview.values import MINUTES, Budget, Domain, Length, Level, Plan, Question, Quota, Slot

MIX = {Level.ENTRY: (1, 2, 1), Level.MID: (2, 1, 3), Level.SENIOR: (3, 2, 3)}
"""The difficulties a phase takes, one for each of its slots; begun again when they are used up."""

PROBES = (1, 2, 2)
"""How many probes a question of difficulty 1, 2, 3 may have, unless the domain's flow says otherwise."""

SLOT_MS = 120_000
"""Time kept free for each slot still to come: a question and an answer of full length."""

REVIEW_SLOTS, REVIEW_MS, REVIEW_SLOT_MS = 4, 300_000, 75_000
"""A review's most questions, its time, and the time kept free for each: five minutes in all, so that a
follow-up is asked only where the answers before it were short."""


def plan(  # noqa: PLR0913, PLR0917 - each is one choice of the person or one fact about them
    domain: Domain,
    level: Level,
    length: Length,
    seed: int,
    met: Mapping[str, int],
    due: AbstractSet[str],
    contents: Mapping[str, str],
) -> Plan:
    """The plan of one interview.

    `met` gives the time (milliseconds since the epoch) at which the person last met a question, by its id;
    `due` the questions to come back; `contents` the hash of each question by id and of each warm-up by
    text. Raises DomainFaults where the domain has too few questions for its flow.
    """
    chosen = _Chooser(domain.questions, seed, met, due)
    questions = [
        question for quota in dict(domain.flow)[length] for question in chosen.phase(quota, MIX[level])
    ]
    budget = dict(domain.budgets).get(length) or Budget(MINUTES[length], PROBES)
    warm_up = min(domain.warm_ups, key=lambda text: _draw(seed, text))
    return Plan(
        domain=domain.id,
        warm_up=contents[warm_up],
        slots=tuple(_slot(question, contents[question.id], budget) for question in questions),
        budget_ms=budget.minutes * 60_000,
        slot_ms=SLOT_MS,
    )


def once_more(slots: Sequence[Slot], domain: str) -> Plan:
    """The plan of a review or a redo: `slots` as they are, of which each has an edition.

    `domain` is theirs, "" where they are of several.
    """
    return Plan(domain, "", tuple(slots), REVIEW_MS, REVIEW_SLOT_MS, slots[0].edition)


def wanted(mix: Sequence[int], slots: int) -> list[int]:
    """The difficulties that `slots` slots of a phase shall have, rising."""
    return sorted(mix[number % len(mix)] for number in range(slots))


class _Chooser:
    """Takes questions out of a domain, each at most once."""

    def __init__(
        self, questions: Sequence[Question], seed: int, met: Mapping[str, int], due: AbstractSet[str]
    ) -> None:
        self._left = list(questions)
        self._seed = seed
        self._met = met
        self._due = due

    def phase(self, quota: Quota, mix: Sequence[int]) -> list[Question]:
        difficulties = wanted(mix, quota.preset + quota.generated)
        questions = [
            self._take(quota, difficulty, generated=number >= quota.preset)
            for number, difficulty in enumerate(difficulties)
        ]
        return sorted(questions, key=lambda question: (question.difficulty, question.generated))

    def _take(self, quota: Quota, difficulty: int, *, generated: bool) -> Question:
        fitting = [
            question
            for question in self._left
            if question.phase is quota.phase and question.generated is generated
        ]
        if not fitting:
            raise DomainFaults("domains-plan-short", phase=quota.phase.value)
        best = min(fitting, key=lambda question: self._rank(question, difficulty))
        self._left.remove(best)
        return best

    def _rank(self, question: Question, difficulty: int) -> tuple[int, int, int, int, int, str]:
        known = 0 if question.id in self._due else 2 if question.id in self._met else 1
        distance = abs(question.difficulty - difficulty)
        return (
            known,
            int(known == 1 and (question.inherited or distance > 1)),
            distance,
            question.difficulty,
            self._met.get(question.id, 0),
            _draw(self._seed, question.id),
        )


def _draw(seed: int, id: str) -> str:
    return sha256(f"{seed}:{id}".encode()).hexdigest()


def _slot(question: Question, content: str, budget: Budget) -> Slot:
    return Slot(
        phase=question.phase,
        question=question.id,
        content=content,
        difficulty=question.difficulty,
        generated=question.generated,
        probe_limit=budget.probes[question.difficulty - 1],
    )
