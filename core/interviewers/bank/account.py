"""The answers of a slot, read once: what of them counts, and where they speak of a cue.

The rule: whatever the bank finds or judges, it finds in content sentences, so flattery, instructions, word
lists, repetition and copies of the question never count for anything. Of the content sentences the topical
ones have to do with the question: they hold a cue or a word that tells the question from the domain's
others, or take up a word of a sentence that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from core.interview.ports import Material, Said
from core.interview.receipts import without_repeats
from core.interview.values import Question, Receipt, Star
from core.interviewers.bank.topic import LEAST_SHARED, OFF_TOPIC_FIT, Subjects, subjects
from core.interviewers.bank.words import words
from core.language.content import declined, judge_sentences
from core.language.matching import Index, covers, index
from core.language.star import Part, find_parts
from core.language.tokens import Reading, Span, Stretch, carries_content, content_stems, read, stem

LONG_ENOUGH = 9  # different content words from which on an answer can be off topic
UNCOUNTED = words("uncounted")
ASKING = frozenset(stem(word) for word in words("asking"))


@dataclass(frozen=True)
class Answer:
    """One turn's answer: its text, prepared for matching, and its content and topical sentences."""

    turn: int
    index: Index
    content: tuple[Stretch, ...]
    topical: tuple[Stretch, ...]

    def stems(self, sentences: Iterable[Stretch]) -> frozenset[str]:
        """The content stems of some of its sentences."""
        return frozenset(t.stem for s in sentences for t in self.index.reading.words(s) if carries_content(t))

    def count(self, sentences: Iterable[Stretch]) -> int:
        """How many words some of its sentences have, fillers left out."""
        return sum(t.word not in UNCOUNTED for s in sentences for t in self.index.reading.words(s))

    def find(self, cues: Iterable[str]) -> tuple[Span, ...]:
        """Where its content sentences affirm any of the cues, in order."""
        return tuple(span for span in covers(cues, self.index) if _within(span, self.content))

    def on_topic(self, span: Span) -> bool:
        """Whether a place is in a sentence on topic."""
        return _within(span, self.topical)

    def parts(self) -> tuple[Part, ...]:
        """The parts of a story its content tells, in the order of the text."""
        return tuple(part for part in find_parts(self.index.reading) if _within(part.span, self.content))

    def receipt(self, span: Span | Stretch) -> Receipt:
        """The receipt of a place in it."""
        return Receipt(self.turn, span.start, span.end)

    def clause(self, span: Span) -> Stretch | Span:
        """The clause that holds a span's beginning; what is quoted should say something by itself."""
        holding = (c for c in self.index.reading.clauses if c.start <= span.start < c.end)
        return next(holding, span)


class Account:
    """All that was said in a slot, against the slot's question."""

    def __init__(self, material: Material, question: Question) -> None:
        self.question = question
        self.subjects: Subjects = subjects(material.domain)
        asked_for = content_stems(read(material.asked)) - ASKING
        self._anchors = self.subjects.anchors(question) | self._particular(asked_for)
        self._near = self._anchors | asked_for
        asked = (question.text, material.asked, *(said.asked for said in material.here))
        self.answers = tuple(self._answer(said, asked) for said in material.here)

    def receipts(self, cues: Iterable[str]) -> tuple[Receipt, ...]:
        """Where the slot's content affirms any of the cues, the widest clauses first said."""
        cues = tuple(cues)
        found = (a.receipt(a.clause(span)) for a in self.answers for span in a.find(cues))
        return without_repeats(found)

    @cached_property
    def covered(self) -> dict[str, tuple[Receipt, ...]]:
        """The receipts of each key point that was covered, by its id, in the file's order."""
        found = {point.id: self.receipts(point.cues) for point in self.question.points}
        return {id: receipts for id, receipts in found.items() if receipts}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The question's own words that were used in content sentences."""
        return frozenset().union(*(a.stems(a.content) & self._anchors for a in self.answers))

    @cached_property
    def parts(self) -> dict[Star, tuple[Receipt, ...]]:
        """The receipts of each part of a story that was told, in the order of situation to result."""
        told = [(part.star, a.receipt(part.span)) for a in self.answers for part in a.parts()]
        found = {star: tuple(receipt for part, receipt in told if part is star) for star in Star}
        return {star: receipts for star, receipts in found.items() if receipts}

    @cached_property
    def mistakes(self) -> tuple[Receipt, ...]:
        """Where common mistakes of the domain file are affirmed, each mistake once."""
        found = [self.receipts([mistake])[:1] for mistake in self.question.wrong]
        return without_repeats(receipt for receipts in found for receipt in receipts)

    @cached_property
    def on_topic(self) -> bool:
        """Whether any of the answers has to do with the question; a short one has the benefit of doubt."""
        return any(not self.off_topic(answer) for answer in self.answers)

    @cached_property
    def declined(self) -> bool:
        """Whether all of the answers only say that the person does not know."""
        return all(declined(answer.index.reading) for answer in self.answers)

    def fit(self, answer: Answer) -> int:
        """Percent of how well the answer's content fits the question, of the one it fits best."""
        return self.subjects.fit(self.question, answer.stems(answer.content))

    def topical(self) -> tuple[Receipt, ...]:
        """The sentences on topic, those with the question's own words first."""
        told = [(a, s) for a in self.answers for s in a.topical]
        told.sort(key=lambda pair: not pair[0].stems([pair[1]]) & self._anchors)
        return tuple(answer.receipt(sentence) for answer, sentence in told)

    def off_topic(self, answer: Answer) -> bool:
        """Whether an answer is long enough to tell, and fits another question or has nothing of this one."""
        stems = answer.stems(answer.content)
        if len(stems) < LONG_ENOUGH:
            return False
        return self.fit(answer) < OFF_TOPIC_FIT or self.subjects.shared(self.question, stems) < LEAST_SHARED

    def _answer(self, said: Said, asked: Sequence[str]) -> Answer:
        prepared = index(said.answer)
        content = content_sentences(prepared.reading, asked)
        bare = Answer(said.turn, prepared, content, ())
        return replace(bare, topical=self._topical(bare))

    def _topical(self, answer: Answer) -> tuple[Stretch, ...]:
        cues = [cue for point in self.question.points for cue in point.cues]
        hits = answer.find([*cues, *self.question.wrong])
        firm = [s for s in answer.content if self._firm(answer, s, hits)]
        taken_up = self._particular(answer.stems(firm))
        return tuple(s for s in answer.content if s in firm or answer.stems([s]) & taken_up)

    def _firm(self, answer: Answer, sentence: Stretch, hits: Iterable[Span]) -> bool:
        return bool(answer.stems([sentence]) & self._near) or any(
            sentence.start <= hit.start < sentence.end for hit in hits
        )

    def _particular(self, stems: Iterable[str]) -> frozenset[str]:
        return frozenset(stem for stem in stems if not self.subjects.common(stem))


def content_sentences(reading: Reading, asked: Sequence[str]) -> tuple[Stretch, ...]:
    """The sentences of an answer that count, given what was asked so far."""
    return tuple(judged.sentence for judged in judge_sentences(reading, asked) if judged.excluded is None)


def _within(span: Span, sentences: Iterable[Stretch]) -> bool:
    return any(s.start <= span.start and span.end <= s.end for s in sentences)
