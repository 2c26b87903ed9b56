"""Planted judges: each judges by something that no judge should go by, and examines as the bank does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.interview.ports import Corrected, Debrief, Material, Outline, Wording
from core.interview.values import Criterion, Examination, Finding, Gap, Receipt
from core.interviewers.bank.bank import Bank
from core.language.tokens import read, stem

BANK = Bank()


@dataclass(frozen=True, slots=True)
class Judge:
    """Gives every criterion the same level, with the first word of the answer as what shows it."""

    name: str
    level: Callable[[Material], int]
    shown: Callable[[str], Receipt] = lambda answer: Receipt(0, 0, len(answer.split()[0]))
    instant: bool = True
    examines_at_once: bool = True
    debriefs: bool = False

    async def examine(self, material: Material) -> Examination:
        return await BANK.examine(material)

    async def word_question(self, material: Material) -> Wording:
        return await BANK.word_question(material)

    async def word_probe(self, material: Material, gap: Gap) -> Wording:
        return await BANK.word_probe(material, gap)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        level, receipt = self.level(material), self.shown(material.here[-1].answer)
        return tuple(Finding(criterion, level, (receipt,)) for criterion in Criterion)

    async def correct(self, material: Material) -> Corrected | None:
        return None

    async def debrief(self, outline: Outline) -> Debrief | None:
        return None


def _length(material: Material) -> int:
    return min(5, 1 + len(material.here[-1].answer.split()) // 25)


def _keywords(material: Material) -> int:
    said = {token.stem for token in read(material.here[-1].answer).tokens}
    terms = {stem(term.lower()) for term in material.domain.terms if term.isalpha()}
    return min(5, 1 + len(said & terms) // 2)


def _moods(material: Material) -> int:
    """By how often it was asked, so another level each time."""
    _moods.asked = getattr(_moods, "asked", 0) + 1  # type: ignore[attr-defined]
    return 1 + int(_moods.asked) % 5  # type: ignore[attr-defined]


def _first_point(material: Material) -> int:
    """By the point that happens to stand first."""
    assert material.question is not None
    return 1 + len(material.question.points[0].id) % 5


LIKES_LENGTH = Judge("likes length", _length)
LIKES_KEYWORDS = Judge("likes keywords", _keywords)
INVENTS_QUOTES = Judge("invents quotes", _length, lambda answer: Receipt(0, len(answer), len(answer) + 20))
ALWAYS_THE_MIDDLE = Judge("always the middle", lambda _: 3)
MOODY = Judge("moody", _moods)
READS_THE_ORDER = Judge("reads the order", _first_point)


@dataclass(frozen=True, slots=True)
class FindsAll(Judge):
    """Finds in every answer what it found in the first one to the same question."""

    found: dict[str, Examination] = field(default_factory=dict)

    async def examine(self, material: Material) -> Examination:
        seen = await BANK.examine(material)
        assert material.question is not None
        return self.found.setdefault(material.question.id, seen)


FINDS_ALL = FindsAll("finds all", lambda _: 3)


@dataclass(frozen=True, slots=True)
class Leaning(Judge):
    """Prefers the level it is shown first."""

    def with_anchors(self, order: Sequence[int]) -> Judge:
        return Judge(self.name, lambda _: order[0])


PREFERS_THE_FIRST = Leaning("prefers the first", lambda _: 5)
