"""What the small Mistral reads before it is tuned: the bundled domains' own words."""

from __future__ import annotations

from collections.abc import Iterator

from core.domains.loader import bundled
from core.interview.values import Question


def domain_texts() -> Iterator[str]:
    """Every text of every bundled English domain that people read, each one on its own."""
    for domain in bundled().domains.values():
        yield from (domain.summary, *domain.warm_ups, *domain.own_questions)
        for question in domain.questions:
            yield from question_texts(question)


def domain_prose() -> Iterator[str]:
    """What is answered in the bundled English domains: model answers and key points, and no question."""
    for domain in bundled().domains.values():
        for question in domain.questions:
            yield " ".join(question.model_answer.split())
            yield from (point.text for point in question.points)


def question_texts(question: Question) -> Iterator[str]:
    """The texts of one question, as one line each."""
    yield question.text
    yield question.hint
    yield " ".join(question.model_answer.split())
    yield from (point.text for point in question.points)
    yield from (probe.text for probe in question.probes)
