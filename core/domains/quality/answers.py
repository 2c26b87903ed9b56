"""Whether the model answers prove the key points, and whether the points tell questions apart.

The rule: what an answer is worth is found by the same assessment that candidates get, handed in as `assess`.
A model answer must have everything its own question asks for and be judged at the top; a point found in most
answers to other questions says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from core.domains.faults import Found, Place, found
from core.domains.quality.source import Source
from core.interview.values import Domain, Question


@dataclass(frozen=True, slots=True)
class Seen:
    """What the assessment sees in an answer: ids of points, gaps it would ask for, levels by criterion.

    A criterion that could not be judged has the level 0.
    """

    points: frozenset[str]
    missing: tuple[str, ...] = ()
    on_topic: bool = True
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        return sum(self.levels.values()) / len(self.levels) if self.levels else 0


Assess = Callable[[Domain, Question, str], Seen]

MEAN = 4
"""The mean level a model answer reaches; its substance has the highest."""

COMMON = 90
"""Percent of the other model answers in which a point may be found."""

SAMPLE = 10
"""About how many other answers each question is tried with; all of them only for the confusion table."""


def answers(source: Source, assess: Assess) -> Iterator[Found]:
    """Each model answer that does not prove its points, and each point that is found nearly everywhere."""
    for place, question in source.own():
        seen = assess(source.domain, question, question.model_answer)
        yield from _unproven(place, question, seen)
        yield from _common(place, question, confusion_of(source.domain, question, assess, SAMPLE))


def _unproven(place: Place, question: Question, seen: Seen) -> Iterator[Found]:
    at = (*place, "model_answer")
    for number, point in enumerate(question.points):
        if point.id not in seen.points:
            yield found((*place, "point", number), "quality-unproven", id=point.id)
    parts = [gap for gap in seen.missing if gap not in {point.id for point in question.points}]
    if parts:
        yield found(at, "quality-part-missing", part=parts[0])
    if not seen.on_topic:
        yield found(at, "quality-off-topic")
    elif seen.mean < MEAN or seen.levels.get("substance", 5) < 5:
        criterion, level = min(seen.levels.items(), key=lambda item: item[1])
        yield found(
            at, "quality-not-top", mean=f"{seen.mean:.1f}", least=str(MEAN), criterion=criterion, level=level
        )


@dataclass(frozen=True, slots=True)
class Confusion:
    """In how many of `tried` model answers of other questions each point was found, and where it misleads.

    `mistaken` are the questions whose model answer would be judged good for this one (substance 4 or 5).
    """

    question: str
    tried: int
    points: Mapping[str, int]
    mistaken: tuple[str, ...] = ()


def confusion_of(domain: Domain, question: Question, assess: Assess, sample: int = 0) -> Confusion:
    """A question against the model answers of the domain's others, or about `sample` of them."""
    others = [other for other in domain.questions if other.id != question.id]
    chosen = others[:: max(1, len(others) // sample)] if sample else others
    counts = Counter({point.id: 0 for point in question.points})
    mistaken = []
    for other in chosen:
        seen = assess(domain, question, other.model_answer)
        counts.update(seen.points)
        if seen.levels.get("substance", 0) >= 4:
            mistaken.append(other.id)
    return Confusion(question.id, len(chosen), counts, tuple(mistaken))


def _common(place: Place, question: Question, confusion: Confusion) -> Iterator[Found]:
    for number, point in enumerate(question.points):
        count = confusion.points[point.id]
        if 100 * count > COMMON * confusion.tried:
            yield found(
                (*place, "point", number), "quality-common", id=point.id, count=count, tried=confusion.tried
            )
