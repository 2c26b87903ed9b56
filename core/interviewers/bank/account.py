"""The answers of a slot, read once: what of them counts, and where they speak of a cue.

The rule: whatever the bank finds or judges, it finds in content sentences, so flattery, instructions, word
lists, repetition and copies of the question never count for anything. Of the content sentences the topical
ones have to do with the question: they hold a cue or a word that tells the question from the domain's
others, or take up a word of a sentence that does. A sentence strays only where something shows it: it
flatters, orders or lists, it fits another question and touches nothing of this one, or the whole answer is
off topic. Every other sentence is neutral, and neither raises nor lowers anything: people use words that no
file foresees. Where a question has no key points there is nothing to tell by, and all content is topical.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from core.interview.ports import Material, Said
from core.interview.receipts import without_repeats
from core.interview.values import Phase, Probe, Question, Receipt, Shape, Star
from core.interviewers.bank.answer import Answer, within
from core.interviewers.bank.ground import (
    LIGHT,
    heavy,
    heavy_cues,
    trade_names,
    words_of_point,
    words_of_probe,
)
from core.interviewers.bank.once import keep
from core.interviewers.bank.spoken import let_go, spoken, stated
from core.interviewers.bank.stuffing import listings, stuffed
from core.interviewers.bank.topic import AT_HOME, FOREIGN_FIT, LEAST_SHARED, OFF_TOPIC_FIT, Subjects, subjects
from core.interviewers.bank.words import words
from core.language.content import Excluded, judge_sentences, turns_away
from core.language.contradiction import find_contradiction
from core.language.matching import Index, index
from core.language.specifics import Kind, find_specifics
from core.language.star import FIRST_PERSON
from core.language.tokens import Reading, Span, Stretch, carries_content, content_stems, is_past, read, stem

ANSWERED = 8  # content words of an answer to a follow-up that answers it in words of its own
LONG_ENOUGH = 9  # different content words from which on an answer can be off topic
ENOUGH_WORDS = 2  # of the question's own words in a sentence that has to do with it
FEW_WORDS = 3  # content words of a sentence for which one of the question's own is enough
ENOUGH_POINTS = 2  # points an answer covers that is on topic whatever else it holds
TELLABLE = 5  # content words from which on an answer in nothing but foreign words is off topic
FOREIGN_TALK = 40  # percent of its words the domain uses at most, where it shares none with the question
BESIDE = frozenset([Excluded.FLATTERY, Excluded.INSTRUCTION, Excluded.KEYWORD_LIST, Excluded.STEERING])
OF_ONESELF = frozenset([Phase.INTRODUCTION, Phase.CONCLUSION])  # whoever answers these tells of themselves
CONCRETE = frozenset([Kind.NUMBER, Kind.NAME])
ASKING = frozenset(stem(word) for word in words("asking"))
NEAR = 4  # words from its beginning in which a sentence that goes on with a story has its verb
TAKING_UP = words("taking_up")
LOOKING_BACK = words("looking_back")


class Account:
    """All that was said in a slot, against the slot's question."""

    def __init__(self, material: Material, question: Question) -> None:
        self.question = question
        self.domain, self.said = material.domain, _words_of(material)
        self.known: dict[Hashable, Any] = {}
        self.names = trade_names(material.domain)
        self.subjects: Subjects = subjects(material.domain)
        self._asked = read(material.asked)
        asked_for = content_stems(self._asked) - ASKING
        self._anchors = self._particular(self.subjects.anchors(question) | asked_for)
        self._asked_for = asked_for - LIGHT
        asked = (question.text, material.asked, *(said.asked for said in material.here))
        self.answers = tuple(self._answer(said, asked) for said in material.here)

    def is_of(self, material: Material, question: Question) -> bool:
        """Whether it is the account of these turns."""
        same = self.domain is material.domain and self.question is question
        return same and self.said == _words_of(material)

    @cached_property
    def asked(self) -> Index:
        """The question as it was asked."""
        return index(self._asked)

    def receipts(self, cues: Iterable[str], gap: str = "") -> tuple[Receipt, ...]:
        """Where the slot's content affirms any of the cues, the most particular place first.

        A word that stands in any talk ("always", "percent") needs a sentence on topic or of the story, or an
        answer to a follow-up that asked for `gap`.
        """
        cues = tuple(cues)
        found: list[tuple[float, Receipt]] = []
        for answer in self.answers:
            firm = frozenset(answer.find(heavy(cues)))
            spans = (
                s for s in answer.find(cues) if s in firm or answer.tells(s) or (gap and gap == answer.probe)
            )
            found += [(self._weight(answer, s), answer.receipt(answer.telling(s))) for s in spans]
        found.sort(key=_heaviest_first)
        return without_repeats(receipt for _, receipt in found)

    def _weight(self, answer: Answer, span: Span) -> float:
        """How much the words at a place tell: those that tell this question from others tell most."""
        words = [t for t in answer.index.reading.tokens if span.start <= t.start < span.end]
        return sum(1 + self.subjects.weight(token.stem) for token in words if carries_content(token))

    @cached_property
    def covered(self) -> dict[str, tuple[Receipt, ...]]:
        """The receipts of each key point that was covered, by its id, in the file's order.

        A story's points are covered by what happened: to say what one always does tells no story.
        """
        found = {point.id: self.receipts(point.cues, point.id) for point in self.question.points}
        if self.question.shape is Shape.STORY:
            turns = {answer.turn: answer for answer in self.answers}
            found = {
                id: tuple(r for r in receipts if turns[r.turn].happened(r.start))
                for id, receipts in found.items()
            }
        return {id: receipts for id, receipts in found.items() if receipts}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What in the sentences on topic speaks of the question: its own words, and points covered."""
        own = self._anchors | self._asked_for
        words = frozenset().union(*(a.stems(a.topical) & own for a in self.answers))
        return words | frozenset(self.covered)

    @cached_property
    def parts(self) -> dict[Star, tuple[Receipt, ...]]:
        """The receipts of each part of a story that was told, in the order of situation to result."""
        told = [(part.star, a.receipt(a.telling(part.span))) for a in self.answers for part in a.parts()]
        found = {star: [receipt for part, receipt in told if part is star] for star in Star}
        last = max(((r.turn, r.start) for r in found[Star.ACTION]), default=(0, 0))
        found[Star.RESULT].sort(key=lambda r: (r.turn, r.start) < last)
        return {star: tuple(receipts) for star, receipts in found.items() if receipts}

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
        return all(answer.declined for answer in self.answers)

    def fit(self, answer: Answer) -> int:
        """Percent of how well the answer's content fits the question, of the one it fits best."""
        return self.subjects.fit(self.question, answer.stems(answer.content))

    def topical(self) -> tuple[Receipt, ...]:
        """The sentences on topic, those with the question's own words first, and then the story's."""
        told = [(a, s) for a in self.answers for s in (*a.topical, *a.own_story)]
        told.sort(key=lambda at: (at[1] in at[0].own_story, not at[0].stems([at[1]]) & self._anchors))
        return tuple(answer.receipt(sentence) for answer, sentence in told)

    def off_topic(self, answer: Answer) -> bool:
        """Whether an answer is about something else, or holds little but orders, praise and lists.

        One that covers a point, tells of what was asked, or is too short to tell has the benefit of doubt.
        """
        return keep(answer.known, "off_topic", lambda: self._off_topic(answer))

    def _off_topic(self, answer: Answer) -> bool:
        if not self.question.points:
            return answer.steered
        stems = answer.stems(answer.content) - LIGHT
        foreign = not self._may_speak_of_all(answer) and len(stems) >= LONG_ENOUGH
        if foreign and self.fit(answer) < FOREIGN_FIT and not stems & answer.asked:
            return True
        if answer.steered and not self._points_in(answer):
            return True
        if self._touches(answer, stems):
            return False
        if len(stems) < LONG_ENOUGH:
            return self._turns_away(answer, stems)
        return (foreign and self.fit(answer) < OFF_TOPIC_FIT) or self._strange(stems)

    def _may_speak_of_all(self, answer: Answer) -> bool:
        """Whether words of other questions mean nothing: in a reply about oneself, and in looking back."""
        if answer.probe and self.question.phase in OF_ONESELF:
            return True
        looking_back = LOOKING_BACK & {token.word for token in self._asked.tokens}
        spoken_of = sum(bool(answer.find(point.cues)) for point in self.question.points)
        return bool(looking_back) and spoken_of >= ENOUGH_POINTS

    def _turns_away(self, answer: Answer, stems: frozenset[str]) -> bool:
        """Whether a short answer shows that it is none: it orders, lists or asks for another subject."""
        little = len(stems) <= FEW_WORDS or answer.count(answer.excluded) > answer.count(answer.content)
        if answer.excluded and little:
            return True
        shared, known = self.subjects.shared(self.question, stems), self.subjects.known(stems)
        foreign = len(stems) >= TELLABLE and not shared and known <= FOREIGN_TALK
        return foreign or (answer.turned_away and self._strange(stems))

    def _strange(self, stems: frozenset[str]) -> bool:
        """Whether the words are neither the question's nor the trade's."""
        shared, known = self.subjects.shared(self.question, stems), self.subjects.known(stems)
        return shared < LEAST_SHARED and known < AT_HOME

    def _points_in(self, answer: Answer) -> int:
        """How many points an answer speaks of in more than words of any talk."""
        return sum(bool(answer.find(heavy(point.cues))) for point in self.question.points)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The gaps that were asked for and answered, in whatever words."""
        return frozenset(a.probe for a in self.answers if a.probe and self._says_something(a))

    def _says_something(self, answer: Answer) -> bool:
        """Whether an answer to a follow-up answers it, as far as can be told without knowing its words."""
        if answer.declined or self.off_topic(answer):
            return False
        named = (s for s in find_specifics(answer.index.reading, self.names) if s.kind in CONCRETE)
        return len(answer.stems(answer.content)) >= ANSWERED or any(
            within(s.span, answer.content) for s in named
        )

    def _touches(self, answer: Answer, stems: frozenset[str]) -> bool:
        """Whether an answer has something of this question: points, what was asked, a story about it."""
        covered = self._points_in(answer)
        if covered >= ENOUGH_POINTS or stems & answer.asked:
            return True
        if not covered and not any(answer.stems([s]) & self._anchors for s in self._told(answer)):
            return False
        return self.subjects.known(stems) >= AT_HOME

    def _answer(self, said: Said, asked: Sequence[str]) -> Answer:
        prepared = spoken(said).index
        judged = judge_sentences(prepared.reading, asked)
        kept = tuple(j.sentence for j in judged if j.excluded is None)
        content = self._not_stuffed(prepared, kept)
        excluded = tuple(
            j.sentence
            for j in judged
            if j.excluded in BESIDE or (not j.excluded and j.sentence not in content)
        )
        probe = next((p for p in self.question.probes if said.asked.endswith(p.text)), None)
        answer = Answer(
            said.turn,
            said.answer,
            prepared,
            content,
            excluded=excluded,
            listed=listings(prepared.reading),
            steered=any(j.excluded is Excluded.STEERING for j in judged),
            turned_away=turns_away(prepared.reading),
        )
        if probe:
            answer = replace(answer, probe=probe.gap, asked=self._asked_by(probe))
        return self._sorted(answer)

    def _sorted(self, answer: Answer) -> Answer:
        """The answer with its sentences sorted."""
        if not self.question.points:
            stray = (*answer.excluded, *answer.content) if answer.steered else answer.excluded
            return replace(answer, topical=() if answer.steered else answer.content, stray=stray)
        firm = self._firm(answer)
        off = self.off_topic(answer)
        told = () if off else self._told(answer)
        taken_up = self._particular(answer.stems((*firm, *told)))
        topical = tuple(
            s for s in answer.content if s in firm or (answer.stems([s]) & taken_up and s not in told)
        )
        told = tuple(s for s in told if s not in topical)
        if self.question.shape is Shape.STORY and not off:
            told = (*told, *_going_on(answer, (*topical, *told)))
        stray = answer.content if off else self._straying(answer, (*topical, *told))
        return replace(answer, topical=topical, own_story=told, stray=(*answer.excluded, *stray))

    def _straying(self, answer: Answer, told: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """The sentences about something else; none in a reply to a follow-up or amid a story."""
        if answer.probe:
            return ()
        stray = tuple(s for s in answer.content if s not in told and self._strays(answer, s))
        return _outside(stray, told) if self.question.shape is Shape.STORY else stray

    def _asked_by(self, probe: Probe) -> frozenset[str]:
        """What a follow-up is about: its own words, and those of the point it asks for."""
        point = next((p for p in self.question.points if p.id == probe.gap), None)
        of_point = words_of_point(point) if point else frozenset[str]()
        return self._particular(of_point) | (words_of_probe(probe) - ASKING - LIGHT)

    def _strays(self, answer: Answer, sentence: Stretch) -> bool:
        """Whether a sentence fits another question and has nothing of this one."""
        stems = answer.stems([sentence]) - LIGHT
        if stems & (self._asked_for | answer.asked) or self.subjects.shared(self.question, stems):
            return False
        return self.subjects.fit(self.question, stems) < FOREIGN_FIT

    def _not_stuffed(self, prepared: Index, sentences: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        listed = stuffed(prepared, sentences, self.question.points)
        return tuple(sentence for sentence in sentences if sentence not in listed)

    def _firm(self, answer: Answer) -> tuple[Stretch, ...]:
        """The sentences that hold a cue, or enough of the question's words for their length."""
        hits = answer.find(heavy_cues(self.question))
        held = (s for s in answer.content if any(s.start <= hit.start < s.end for hit in hits))
        return tuple(sorted({*held, *(s for s in answer.content if self._speaks(answer, s))}, key=_first))

    def _speaks(self, answer: Answer, sentence: Stretch) -> bool:
        stems = answer.stems([sentence])
        own = len(stems & (self._anchors | answer.asked))
        return (
            bool(stems & (self._asked_for | answer.asked))
            or own >= ENOUGH_WORDS
            or (own > 0 and len(stems) <= FEW_WORDS)
        )

    def _told(self, answer: Answer) -> tuple[Stretch, ...]:
        """The sentences with a part of a story, or of what somebody tells of themselves as "I" or "we"."""
        story = self.question.shape is Shape.STORY
        spans = [part.span for part in answer.parts()] if story or self.question.phase in OF_ONESELF else []
        told = (s for s in answer.content if any(within(span, [s]) for span in spans))
        return tuple(s for s in told if story or FIRST_PERSON & _subjects(answer, s))

    def _particular(self, stems: Iterable[str]) -> frozenset[str]:
        return frozenset(stems) - self.subjects.commons - LIGHT


def account(material: Material, question: Question) -> Account:
    """The account of the slot's turns, made once; it is kept with the newest of them."""
    let_go(material.before)
    if not material.here:
        return Account(material, question)
    newest = material.here[-1]
    known: Account | None = newest.kept.get("account")
    if known is None or not known.is_of(material, question):
        known = newest.kept["account"] = Account(material, question)
    return known


def clash(material: Material) -> tuple[tuple[Said, Span], tuple[Said, Span]] | None:
    """A statement of an earlier turn and one of the newest that do not fit together, if there are two."""
    *earlier, newest = (*material.before, *material.here)
    now = stated(newest)
    found = find_contradiction([stated(said) for said in earlier], now) if now.any else None
    return ((earlier[found.earlier], found.then), (newest, found.now)) if found else None


def content_sentences(reading: Reading, asked: Sequence[str]) -> tuple[Stretch, ...]:
    """The sentences of an answer that count, given what was asked so far."""
    return tuple(judged.sentence for judged in judge_sentences(reading, asked) if judged.excluded is None)


def _words_of(material: Material) -> tuple[str | int, ...]:
    """All that an account is made of, besides the domain file; the turns themselves keep the account."""
    return (material.asked, *(part for s in material.here for part in (s.turn, s.asked, s.answer)))


def _subjects(answer: Answer, sentence: Stretch) -> frozenset[str]:
    """The words of a sentence, without what is drawn together with them ("I'm" is "i")."""
    return frozenset(token.word.split("'")[0] for token in answer.index.reading.words(sentence))


def _heaviest_first(found: tuple[float, Receipt]) -> float:
    return -found[0]


def _first(sentence: Stretch) -> int:
    return sentence.first


def _going_on(answer: Answer, told: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The sentences that take up a story with a pronoun: "It took me two weeks." """
    held, going_on = set(told), []
    for before, sentence in pairwise(answer.content):
        words = [token.word for token in answer.index.reading.words(sentence)]
        goes_on = words[0].split("'")[0] in TAKING_UP and any(map(is_past, words[1:NEAR]))
        if before in held and goes_on and sentence not in held:
            held.add(sentence)
            going_on.append(sentence)
    return tuple(going_on)


def _outside(sentences: Iterable[Stretch], told: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The sentences before the first and after the last of those that tell the story."""
    first, last = min((s.first for s in told), default=0), max((s.first for s in told), default=0)
    return tuple(s for s in sentences if not first < s.first < last)
