"""Whether a domain's questions are spread so that every level and every second interview find theirs.

The rule: what counts is what can be asked, inherited questions among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.domains.faults import Found, found
from core.domains.quality.source import Source
from core.interview.values import Phase

SHARE = 15
"""Percent of a domain's questions that each difficulty has at least: a level takes mostly one of them."""

SPREAD = 3
"""Questions of a phase from which on they have more than one difficulty."""


def balance(source: Source) -> Iterator[Found]:
    """A difficulty with too few questions, a phase of one difficulty, questions no flow ever asks."""
    questions = source.domain.questions
    counts = Counter(question.difficulty for question in questions)
    for difficulty in (1, 2, 3):
        if 100 * counts[difficulty] < SHARE * len(questions):
            least = -(-SHARE * len(questions) // 100)
            yield found(
                (), "quality-difficulty", difficulty=difficulty, count=counts[difficulty], least=least
            )
    for phase in Phase:
        yield from _phase(source, phase)


def _phase(source: Source, phase: Phase) -> Iterator[Found]:
    questions = [question for question in source.domain.questions if question.phase is phase]
    own = next((place for place, question in source.own() if question.phase is phase), None)
    if own is None:  # nothing in this file can mend it
        return
    if len(questions) >= SPREAD and len({question.difficulty for question in questions}) == 1:
        yield found((*own, "difficulty"), "quality-one-difficulty", phase=phase.value, count=len(questions))
    kinds = {
        generated
        for _, quotas in source.domain.flow
        for quota in quotas
        if quota.phase is phase
        for generated, count in ((False, quota.preset), (True, quota.generated))
        if count
    }
    for generated in sorted({question.generated for question in questions} - kinds):
        kind = "generated" if generated else "preset"
        yield found((*own, "phase"), "quality-never-asked", phase=phase.value, kind=kind)
