"""Answers with a known gap, composed from the model answers of the domains.

The rule: sentences are taken out and nothing is written anew, so every answer is one that a good candidate
could have begun; what is missing is known from what was taken out, and only an answer in which the bank finds
the same gap is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from core.interview.ports import Material, Said
from core.interview.values import Domain, Examination, Gap, GapKind, Level, Question, Shape, Star
from core.interviewers.audit.probing import without_sentence
from core.interviewers.bank.account import account
from core.interviewers.bank.examining import examine
from core.interviewers.bank.wording import probe
from core.language.measuring import measure
from core.language.specifics import Kind, find_specifics
from core.language.tokens import read
from core.texts.catalog import texts

FEWEST_WORDS = 15  # of an answer that something is left out of
TRIED = 3  # times that what still covers a gap is taken out
_SPECIFIC = frozenset([Kind.NUMBER, Kind.NAME, Kind.EXAMPLE])


class Make(StrEnum):
    """How an answer was composed."""

    FULL = "full"
    PARTIAL = "partial"
    VAGUE = "vague"
    SECOND = "second"  # the reply to a first follow-up, after which something else is still missing
    FOREIGN = "foreign"  # the model answer of another question


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer to a question of a domain; `gap` is what was taken out, None where nothing was.

    `material` is what an interviewer is given of it, `found` what the bank finds in it.
    """

    make: Make
    question: Question
    gap: Gap | None
    material: Material
    found: Examination

    @property
    def domain(self) -> Domain:
        """The domain whose question it is."""
        return self.material.domain

    @property
    def answer(self) -> str:
        """The newest answer."""
        return self.material.here[-1].answer

    @property
    def asked(self) -> str:
        """The question as it is asked."""
        return self.material.asked


def composed(domain: Domain) -> Iterator[Composed]:
    """The answers composed for a domain's own questions, in their order."""
    own = [question for question in domain.questions if not question.inherited]
    half = len(own) // 2
    for number, question in enumerate(own):
        full = _made(Make.FULL, domain, question, _model(question), None)
        yield full
        partial = [made for gap in _gaps(question) for made in _partial(full, gap)]
        yield from partial
        for first, second in zip(partial[::2], partial[1::2], strict=False):
            yield from _second(full, first, second)
        yield from _vague(full)
        if number < 2 * half:  # in pairs, which then belong to one group and go into one split
            other = own[(number + half) % (2 * half)]
            yield _made(Make.FOREIGN, domain, question, _model(other), None)


def asked_of(question: Question) -> str:
    """A question as it is asked where nothing is known to fill its template with."""
    return question.plain or question.text


def _made(make: Make, domain: Domain, question: Question, answer: str, gap: Gap | None) -> Composed:
    """The answer, examined; the bank reads it once, and keeps its reading in the material."""
    asked = asked_of(question)
    material = Material(domain, Level.MID, question, asked, (Said(0, asked, answer),), ())
    return Composed(make, question, gap, material, examine(material, question))


def _model(question: Question) -> str:
    return " ".join(question.model_answer.split())


def _gaps(question: Question) -> tuple[Gap, ...]:
    """What is taken out, one at a time: each point, and of a story its outcome and its deed."""
    parts = (Star.RESULT, Star.ACTION) if question.shape is Shape.STORY else ()
    star = [Gap(GapKind.STAR, part.value) for part in parts]
    return (*star, *(Gap(GapKind.POINT, point.id) for point in question.points))


def _partial(full: Composed, gap: Gap) -> Iterator[Composed]:
    """The answer without the sentences that cover `gap`, where the bank then asks for it."""
    made = full
    for _ in range(TRIED):
        places = _covering(made, gap)
        if not places:
            break
        answer = _without(made.answer, places)
        if not _enough(answer):
            return
        made = _made(Make.PARTIAL, full.domain, full.question, answer, gap)
    if made is not full and gap in made.found.missing and made.found.on_topic:
        yield made


def _second(full: Composed, one: Composed, other: Composed) -> Iterator[Composed]:
    """The reply to a follow-up on what `one` lacks, after an answer that lacks what `other` lacks too."""
    assert one.gap is not None
    assert other.gap is not None
    for both in _partial(one, other.gap):
        if one.gap not in both.found.missing:
            continue
        asked = probe(both.material, both.question, one.gap, texts(), measure)
        reply = _taken_out(full.answer, one.answer)
        first = both.material.here[0]
        turns = (Said(0, first.asked, first.answer), Said(1, asked, reply))
        material = replace(both.material, here=turns)
        found = examine(material, both.question)
        if other.gap in found.missing and one.gap not in found.missing and found.on_topic:
            yield Composed(Make.SECOND, both.question, other.gap, material, found)


def _taken_out(full: str, partial: str) -> str:
    """The sentences of an answer that its shorter form does not have."""
    sentences = (full[one.start : one.end].strip() for one in read(full).sentences)
    gone = (sentence for sentence in sentences if sentence not in partial)
    return " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in gone)


def _covering(made: Composed, gap: Gap) -> list[int]:
    """Where the answer covers a gap, as the bank finds it."""
    whole = account(made.material, made.question)
    receipts = (
        whole.covered.get(gap.name, ()) if gap.kind is GapKind.POINT else whole.parts.get(Star(gap.name), ())
    )
    return sorted({receipt.start for receipt in receipts}, reverse=True)


def _without(answer: str, places: list[int]) -> str:
    """The answer without the sentences at `places`, the last of which stands first."""
    for place in places:
        answer = without_sentence(answer, place)
    return answer


def _vague(full: Composed) -> Iterator[Composed]:
    """The answer's sentences without a number, a name or an example."""
    text, reading = full.answer, read(full.answer)
    ends = [sentence.start for sentence in reading.sentences[1:]] + [len(text)]
    sentences = (text[one.start : end] for one, end in zip(reading.sentences, ends, strict=True))
    terms = full.domain.terms
    answer = "".join(
        sentence
        for sentence in sentences
        if not any(specific.kind in _SPECIFIC for specific in find_specifics(sentence, terms))
    ).strip()
    if not _enough(answer):
        return
    made = _made(Make.VAGUE, full.domain, full.question, answer, None)
    if made.found.vague is not None and made.found.on_topic:
        yield replace(made, gap=made.found.vague)


def _enough(answer: str) -> bool:
    return len(answer.split()) >= FEWEST_WORDS
