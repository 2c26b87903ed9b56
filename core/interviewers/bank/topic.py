"""What a question is about, as word stems, and how well an answer fits it.

The rule: a word speaks for a question only as far as it tells this question from the domain's others. A
stem's weight is ln(N/df), the inverse document frequency of Sparck Jones (1972), where N is the number of the
domain's questions and df how many of them use it in their reference; so "patient" says little among nurses'
questions and "naloxone" much. An answer fits a question as far as its weight there reaches the weight it has
for the question it fits best: an answer to another question does not fit, however well it is told.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.interview.values import Domain, Question
from core.interviewers.bank.once import once
from core.language.tokens import content_stems, read

STEADY = 5.0  # weight added to both sides of a fit, so that one chance word of a short answer decides nothing
OFF_TOPIC_FIT = 55  # percent of fit below which an answer with nothing of the question belongs to another
FOREIGN_FIT = 45  # the same, for an answer with some chance words of the question
AT_HOME = (
    58  # percent of an answer's content words that the domain uses at all, from which on it is of the trade
)
LEAST_SHARED = (
    28  # percent of an answer's content words that the reference uses too, below which it is off topic
)
COMMON = 3  # a stem used by more than 1/COMMON of the questions tells nothing about any of them


@dataclass(frozen=True, slots=True)
class Subjects:
    """The words of each of a domain's questions, and in how many questions each stem is used.

    `users` are those questions, `weights` what follows from their number, `telling` a question's words that
    tell it from others, `commons` those that so many questions use that they tell nothing.
    """

    words: Mapping[str, frozenset[str]]
    spread: Mapping[str, int]
    weights: Mapping[str, float]
    users: Mapping[str, Sequence[str]]
    telling: Mapping[str, frozenset[str]]
    commons: frozenset[str]

    def weight(self, stem: str) -> float:
        """How much a stem tells: 0 where every question uses it."""
        return self.weights.get(stem, 0.0)

    def common(self, stem: str) -> bool:
        """Whether so many questions use a stem that it tells nothing."""
        return stem in self.commons

    def anchors(self, question: Question) -> frozenset[str]:
        """The stems of a question that tell it from others."""
        return self.telling.get(question.id) or self._of(question) - self.commons

    def fit(self, question: Question, stems: Iterable[str]) -> int:
        """Percent of the weight the stems have for the question they fit best; 100 is a perfect fit."""
        said = frozenset(stems)
        own = self._sum(said & self._of(question))
        shared: dict[str, list[float]] = defaultdict(list)
        for stem in said:
            for user in self.users.get(stem, ()):
                shared[user].append(self.weights[stem])
        best = max(map(math.fsum, shared.values()), default=0.0)
        return min(100, int(100 * (own + STEADY) / (best + STEADY)))

    def shared(self, question: Question, stems: frozenset[str]) -> int:
        """Percent of the stems that the question's reference uses too; 0 where there are none."""
        return 100 * len(stems & self._of(question)) // len(stems) if stems else 0

    def known(self, stems: frozenset[str]) -> int:
        """Percent of the stems that any of the domain's questions uses; 0 where there are none."""
        return 100 * sum(stem in self.spread for stem in stems) // len(stems) if stems else 0

    def _of(self, question: Question) -> frozenset[str]:
        return self.words.get(question.id) or vocabulary(question)

    def _sum(self, stems: Iterable[str]) -> float:
        return math.fsum(self.weight(stem) for stem in stems)


@once
def subjects(domain: Domain) -> Subjects:
    """What each question of the domain is about, made once for each domain."""
    words = {question.id: vocabulary(question) for question in domain.questions}
    users: dict[str, list[str]] = defaultdict(list)
    for id, stems in words.items():
        for stem in stems:
            users[stem].append(id)
    spread = {stem: len(ids) for stem, ids in users.items()}
    weights = {stem: math.log(len(words) / count) for stem, count in spread.items()}
    commons = frozenset(stem for stem, count in spread.items() if count * COMMON > len(words))
    telling = {id: stems - commons for id, stems in words.items()}
    return Subjects(words, spread, weights, users, telling, commons)


def vocabulary(question: Question) -> frozenset[str]:
    """The content stems of everything the domain file says about a question."""
    texts = [question.text, question.plain, question.hint, question.model_answer, *question.wrong]
    texts += [text for point in question.points for text in (point.text, *point.cues)]
    texts += [probe.text for probe in question.probes]
    return frozenset().union(*(content_stems(read(text)) for text in texts))
