"""Which question a round takes: a pure choice, made once and kept in the event.

In this order: one that was not asked in this practice; one that the candidate has not met; the nearest to the
level's usual difficulty; then the seed decides, by the order of SHA-256 of "<seed>:<id>" as in
`core.interview.planning`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from hashlib import sha256

from core.interview.errors import DomainFaults
from core.interview.values import Domain, Level, Question

USUAL = {Level.ENTRY: 1, Level.MID: 2, Level.SENIOR: 3}


def choose(
    domain: Domain, level: Level, seed: int, asked: AbstractSet[str], met: AbstractSet[str]
) -> Question:
    """The question of the next round; templates that need an interview around them are left out.

    Raises DomainFaults where the domain has none.
    """
    fitting = [question for question in domain.questions if not question.generated]
    if not fitting:
        raise DomainFaults("domains-plan-short", phase="")
    return min(fitting, key=lambda question: _rank(question, level, seed, asked, met))


def _rank(
    question: Question, level: Level, seed: int, asked: AbstractSet[str], met: AbstractSet[str]
) -> tuple[bool, bool, int, str]:
    return (
        question.id in asked,
        question.id in met,
        abs(question.difficulty - USUAL[level]),
        sha256(f"{seed}:{question.id}".encode()).hexdigest(),
    )
