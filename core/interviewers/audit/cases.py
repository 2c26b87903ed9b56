"""The answers an audit is made with: model answers of the domains, whole and with every second sentence.

The rule: half an answer is there because what is at the top cannot be raised, so that a judge who can be
talked up is found with it. The same domains give the same cases.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.interview.ports import Material, Said
from core.interview.values import Domain, Level, Question
from core.language.tokens import read

TURN = 0  # the number of the turn that an audit's answers stand in


@dataclass(frozen=True, slots=True)
class Case:
    """An answer to a question, and the answer that is right for another question of the same domain.

    `number` counts the cases, so that what is varied from one to the next is the same each time.
    """

    number: int
    domain: Domain
    question: Question
    answer: str
    foreign: str
    whole: bool

    @property
    def name(self) -> str:
        """What a failure is listed under."""
        return f"{self.domain.id}/{self.question.id}{'' if self.whole else ' (half)'}"


def cases(domains: Iterable[Domain], each: int) -> Iterator[Case]:
    """Two cases for each of `each` questions of every domain, spread over its own questions."""
    number = 0
    for domain in domains:
        own = [question for question in domain.questions if not question.inherited and not question.generated]
        step = max(1, len(own) // each)
        for place in range(0, min(len(own), step * each), step):
            question, other = own[place], own[(place + len(own) // 2) % len(own)]
            for answer in (question.model_answer, half(question.model_answer)):
                whole = answer is question.model_answer
                yield Case(number, domain, question, answer, other.model_answer, whole)
                number += 1


def half(answer: str) -> str:
    """Every second sentence of an answer, the first one included."""
    reading = read(answer)
    return " ".join(_written(answer, s.start, s.end) for s in reading.sentences[::2])


def material(domain: Domain, question: Question, answer: str) -> Material:
    """A question answered in one go, with nothing kept of earlier readings."""
    asked = question.plain or question.text
    return Material(domain, Level.MID, question, asked, (Said(TURN, asked, answer),), ())


def reordered(domain: Domain, seed: int) -> Domain:
    """The domain with its questions, and all that belongs to one, in another order."""
    chance = random.Random(seed)  # noqa: S311 - an order, no secret

    def shuffled(items: tuple[Question, ...]) -> tuple[Question, ...]:
        return tuple(chance.sample(items, len(items)))

    return replace(
        domain, questions=shuffled(tuple(_reordered(question, chance) for question in domain.questions))
    )


def _reordered(question: Question, chance: random.Random) -> Question:
    points = (
        replace(point, cues=tuple(chance.sample(point.cues, len(point.cues)))) for point in question.points
    )
    return replace(
        question,
        points=tuple(sorted(points, key=lambda _: chance.random())),
        probes=tuple(chance.sample(question.probes, len(question.probes))),
        wrong=tuple(chance.sample(question.wrong, len(question.wrong))),
        anchors=tuple(chance.sample(question.anchors, len(question.anchors))),
    )


def _written(answer: str, start: int, end: int) -> str:
    """A sentence with the mark that ends it."""
    sentence = answer[start:end].strip()
    return sentence if sentence[-1:] in set(".!?") else f"{sentence}."
