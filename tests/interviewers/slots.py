"""The bundled domains and material made of answers, for the tests of interviewers."""

from __future__ import annotations

from core.interview.ports import Material, Said
from core.interview.values import Domain, Level, Question
from tests.bundled import BUNDLED

DOMAINS = BUNDLED.domains


def question(domain: str, id: str) -> Question:
    return next(question for question in DOMAINS[domain].questions if question.id == id)


def asked(question: Question) -> str:
    return question.plain or question.text


def material(
    domain: Domain,
    question: Question | None,
    *answers: str,
    before: tuple[Said, ...] = (),
    text: str | None = None,
) -> Material:
    """The answers to a question, one turn each from turn 10 on; probes are not worded."""
    first = text or (asked(question) if question else "How are you today?")
    here = tuple(
        Said(10 + number, first if number == 0 else "And what came then?", answer)
        for number, answer in enumerate(answers)
    )
    return Material(domain, Level.MID, question, first, here, before)
