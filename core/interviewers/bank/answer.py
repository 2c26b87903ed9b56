"""An answer with its sentences sorted: what counts of it, what has to do with the question, what strays.

The rule: it only says where things stand; what a sentence is, is decided with the whole slot in view
(`core.interviewers.bank.account`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.interview.values import Receipt, Star
from core.interviewers.bank.once import keep
from core.language.content import declined
from core.language.matching import Index, covers
from core.language.star import SAME_IN_THE_PAST, Part, find_parts
from core.language.tokens import Span, Stretch, carries_content, is_past

TELLING = 5  # words a quoted place has, if its sentence has them
SINCE = frozenset(["since", "now"])  # what has changed for good is told in the present
SHOWN = 12  # words of a quotation a report shows in passing


@dataclass(frozen=True)
class Answer:
    """One turn's answer: its text, prepared for matching, and its sentences.

    `content` are those that count; of them `topical` have to do with the question, and `own_story` tell of
    something done or happened in other words than the question's. `stray` are the sentences that are shown
    to have nothing to do with it, counting or not, `listed` bare enumerations. `probe` is the gap the turn
    was asked for, "" for none, and `asked` what it is about. `steered` is whether a sentence asks to talk of
    something else, `turned_away` whether one does so or declines.
    `index` has blanks where fillers stood; its offsets are those of `text`. `known` keeps what was found in
    it, which does not depend on how its sentences are sorted.
    """

    turn: int
    text: str
    index: Index
    content: tuple[Stretch, ...]
    topical: tuple[Stretch, ...] = ()
    own_story: tuple[Stretch, ...] = ()
    stray: tuple[Stretch, ...] = ()
    excluded: tuple[Stretch, ...] = ()
    listed: tuple[Span, ...] = ()
    steered: bool = False
    turned_away: bool = False
    probe: str = ""
    asked: frozenset[str] = frozenset()
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def declined(self) -> bool:
        """Whether it only says that the person does not know."""
        return keep(self.known, "declined", lambda: declined(self.index.reading))

    def quote(self, place: Span | Stretch) -> str:
        """What stands at a place."""
        return self.text[place.start : place.end]

    def stems(self, sentences: Iterable[Stretch]) -> frozenset[str]:
        """The content stems of some of its sentences."""
        return frozenset().union(*map(self._stems, sentences))

    def _stems(self, sentence: Stretch) -> frozenset[str]:
        tokens = self.index.reading.words(sentence)
        return keep(self.known, sentence, lambda: frozenset(t.stem for t in tokens if carries_content(t)))

    def count(self, sentences: Iterable[Stretch]) -> int:
        """How many words some of its sentences have, fillers left out."""
        return sum(s.last - s.first for s in sentences)

    def find(self, cues: Iterable[str]) -> tuple[Span, ...]:
        """Where its content sentences affirm any of the cues, in order; a mere list affirms nothing."""
        return tuple(
            span
            for span in covers(cues, self.index)
            if within(span, self.content)
            and not any(s.start < span.end and span.start < s.end for s in self.listed)
        )

    def on_topic(self, span: Span) -> bool:
        """Whether a place is in a sentence on topic."""
        return within(span, self.topical)

    def parts(self) -> tuple[Part, ...]:
        """The parts of a story its content tells, in the order of the text."""
        asked = Star(self.probe) if self.probe in frozenset(Star) else None
        told = keep(self.known, ("parts", asked), lambda: find_parts(self.index.reading, asked))
        return tuple(part for part in told if within(part.span, self.content))

    def happened(self, place: int) -> bool:
        """Whether what stands at a place is told as having happened, or as how it is since.

        A reply to a follow-up is, and so is everything in a story told in the present, as learners do.
        """
        if self.probe or keep(self.known, "present", self._in_the_present):
            return True
        return any(s.start <= place < s.end and self._past(s) for s in self.content)

    def _in_the_present(self) -> bool:
        stars = {part.star for part in self.parts()}
        deeds = [part.span for part in self.parts() if part.star is Star.ACTION]
        past = any(self._past(s) for s in self.content if any(within(deed, [s]) for deed in deeds))
        return bool(deeds) and Star.SITUATION in stars and not past

    def _past(self, sentence: Stretch) -> bool:
        told = SAME_IN_THE_PAST | SINCE
        return any(is_past(t.word) or t.word in told for t in self.index.reading.words(sentence))

    def tells(self, span: Span) -> bool:
        """Whether a place is in a sentence that is on topic or belongs to the story told."""
        return within(span, (*self.topical, *self.own_story))

    def counts(self, span: Span) -> bool:
        """Whether a place tells, or replies to a follow-up."""
        return self.tells(span) or (bool(self.probe) and not within(span, self.stray))

    def receipt(self, span: Span | Stretch) -> Receipt:
        """The receipt of a place in it."""
        return Receipt(self.turn, span.start, span.end)

    def telling(self, span: Span) -> Span:
        """The clauses around a place, as many of its sentence as it takes to say something by themselves."""
        sentence = next((s for s in self.content if s.start <= span.start < s.end), None)
        clauses = self.index.reading.clauses_of(sentence) if sentence else ()
        held = [i for i, c in enumerate(clauses) if c.start < span.end and span.start < c.end]
        if not held:
            return span
        first, last = held[0], held[-1]
        while clauses[last].last - clauses[first].first < TELLING and last + 1 < len(clauses):
            last += 1
        while clauses[last].last - clauses[first].first < TELLING and first > 0:
            first -= 1
        start = self._near(clauses[first].first, span)
        return Span(self.index.reading.tokens[start].start, clauses[last].end)

    def _near(self, first: int, span: Span) -> int:
        """Where to begin a quotation that is shown in part: at `first`, or behind a comma or "and"."""
        tokens = self.index.reading.tokens
        here = bisect_left(tokens, Span(span.start, 0))
        behind = bisect_left(tokens, Span(span.end, 0))
        starts = range(max(first + 1, behind - SHOWN), here + 1) if behind - first > SHOWN else ()
        return next((i for i in starts if self._may_begin(i)), first)

    def _may_begin(self, i: int) -> bool:
        before, token = self.index.reading.tokens[i - 1 : i + 1]
        return "," in self.text[before.end : token.start] or token.word in ("and", "but", "so")


def within(span: Span, sentences: Iterable[Stretch]) -> bool:
    """Whether a place lies in one of the sentences."""
    return any(s.start <= span.start and span.end <= s.end for s in sentences)
