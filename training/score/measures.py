"""What is measured of one follow-up: how near it is to the person's, and whether it can be asked at all.

| measure | what it is | from 0 to 1 |
|---|---|---|
| bleu | BLEU-4 of the whole file against the person's follow-up | sacrebleu ("13a", case kept) over 100 |
| rouge1, rouge2, rougeL | F of shared words, pairs, longest common sequence | rouge-score, with its stemmer |
| relevance | share of the question's content words that stand in the answer or in what was asked | below |
| specificity | mean NIDF of the question's words | below |
| form | it is one question: one mark, at the end, with a word that asks | |
| guard | it passes `core.interview.guard`, as every follow-up must before a person sees it | |

NIDF is the inverse document frequency of a word, scaled so that the most common word has 0 and the rarest 1
(See, Roller, Kiela and Weston 2019, "What makes a good conversation?", section 5.2). A document is an answer
or a person's follow-up of the rows that are scored. A word that stands in none has 0, so that nothing is won
with words nobody uses; a stop word has 0 too, since among a few hundred documents even "about" is rare.

Relevance compares stems. The bank's words of asking ("tell", "explain", "think") are no content: "Can you
tell me more?" takes up nothing of "Tell me about a mistake".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rouge_score.rouge_scorer import RougeScorer  # type: ignore[import-untyped]  # ships no stubs
from sacrebleu.metrics.bleu import BLEU

from core.interview.guard import refusals
from core.interviewers.bank.words import words
from core.language.measuring import measure
from core.language.tokens import Reading, carries_content, content_stems, read, stem
from core.language.words import word_set
from training.score.rows import Row

ROUGE = ("rouge1", "rouge2", "rougeL")
NGRAMS = 4
ASKING = word_set(
    "who whom whose what which when where why how am is are was were do does did have has had can could will "
    "would shall should may might must "
    "ca wo sha"  # of can't, won't, shan't
)

OF_ASKING = frozenset(stem(word) for word in words("asking"))


@dataclass(frozen=True, slots=True)
class Counts:
    """What BLEU is made of: matches and n-grams of 1 to 4 words, and both lengths, in tokens."""

    matches: tuple[int, ...]
    ngrams: tuple[int, ...]
    length: int
    reference_length: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What was measured of one follow-up; `refused` names the guard's limits that it breaks."""

    counts: Counts
    means: Mapping[str, float]
    refused: tuple[str, ...]


class Ruler:
    """Measures follow-ups to `rows`, whose words also say which words are rare."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._bleu: Any = BLEU(effective_order=True)
        self._rouge: Any = RougeScorer(list(ROUGE), use_stemmer=True)
        self._read: Callable[[str], Reading] = remembered()

    def marks(self, row: Row, text: str) -> Marks:
        """What is measured of the follow-up `text` to a row's answer; "" is what a model failed to word."""
        near = self._rouge.score(row.reference, text)
        refused = refusals(measure(text, self._read(row.answer), row.asked))
        return Marks(
            counts=self._counts(row, text),
            means={
                **{name: near[name].fmeasure for name in ROUGE},
                "relevance": self.relevance(row, text),
                "specificity": self.specificity(text),
                "form": float(one_question(text)),
                "guard": float(not refused),
            },
            refused=refused,
        )

    def relevance(self, row: Row, text: str) -> float:
        """The share of the content words of `text` that stand in the answer or in what was asked."""
        own = content_stems(self._read(text)) - OF_ASKING
        said = [content_stems(self._read(part)) for part in (row.answer, *row.asked)]
        return len(own & frozenset().union(*said)) / len(own) if own else 0.0

    def specificity(self, text: str) -> float:
        """The mean NIDF of the words of `text`; 0 without words."""
        tokens = self._read(text).tokens
        rare = sum(self._nidf.get(token.stem, 0.0) for token in tokens if carries_content(token))
        return rare / len(tokens) if tokens else 0.0

    @cached_property
    def _nidf(self) -> dict[str, float]:
        documents = {text for row in self._rows for text in (row.answer, row.reference)}
        return nidf({token.stem for token in self._read(text).tokens} for text in documents)

    def _counts(self, row: Row, text: str) -> Counts:
        found = self._bleu.sentence_score(text, [row.reference])
        return Counts(tuple(found.counts), tuple(found.totals), found.sys_len, found.ref_len)


def remembered() -> Callable[[str], Reading]:
    """`read`, which remembers what it read: an answer is looked at once for every interviewer."""
    known: dict[str, Reading] = {}

    def once(text: str) -> Reading:
        if text not in known:
            known[text] = read(text)
        return known[text]

    return once


def nidf(documents: Iterable[set[str]]) -> dict[str, float]:
    """The inverse document frequency of each word, scaled to 0 (most common) to 1 (rarest).

    >>> nidf([{"the", "ward"}, {"the", "rota"}, {"the", "ward"}, {"the"}])["ward"]
    0.5
    """
    found = list(documents)
    seen = Counter(word for document in found for word in document)
    idf = {word: math.log(len(found) / count) for word, count in seen.items()}
    least, most = min(idf.values(), default=0.0), max(idf.values(), default=0.0)
    return {word: (value - least) / (most - least) if most > least else 0.0 for word, value in idf.items()}


def one_question(text: str) -> bool:
    """Whether `text` is one question: one mark, at its end, and a word that asks in its last sentence.

    >>> one_question("You led it. How did it end?"), one_question("Tell me more?"), one_question("Why? How?")
    (True, False, False)
    """
    shown = text.strip()
    if shown.count("?") != 1 or not shown.endswith("?"):
        return False
    reading = read(shown)
    return bool(reading.sentences) and any(
        token.word.removesuffix("n't").split("'")[0] in ASKING
        for token in reading.words(reading.sentences[-1])
    )


def bleu_of(counts: Iterable[float]) -> float:
    """BLEU from 0 to 1, of summed matches, n-grams, length and reference length (10 numbers).

    Precisions without a match are smoothed as sacrebleu does by default (exponentially).
    """
    whole = [round(count) for count in counts]
    found = BLEU.compute_bleu(
        whole[:NGRAMS],
        whole[NGRAMS : 2 * NGRAMS],
        whole[-2],
        whole[-1],
        smooth_method="exp",
        effective_order=False,
        max_ngram_order=NGRAMS,
    )
    return float(found.score) / 100
