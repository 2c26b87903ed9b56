"""GLEU of corrected sentences against several references, as its authors' script computes it.

The rule: the definition of `gleu.py` in github.com/cnap/gec-ranking with its update of 2016, not that of
other libraries. For each sentence one reference is drawn; n-grams (n = 1..4) of the hypothesis that the
reference has count for it, those that the source has and the reference has not count against it, none below
0; precisions over the whole corpus are joined by their geometric mean and the brevity penalty; the figure is
the mean over 500 draws, in percent.

Napoles, Sakaguchi, Post, Tetreault: Ground Truth for Grammatical Error Correction Metrics (ACL 2015);
GLEU Without Tuning (arXiv:1605.02592).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

ORDER = 4
DRAWS = 500

Ngrams = Counter[tuple[str, ...]]


def gleu(sources: Sequence[str], references: Sequence[Sequence[str]], hypotheses: Sequence[str]) -> float:
    """GLEU in percent of tokenised `hypotheses`; `references` holds one list of sentences per annotator."""
    totals = [[0] * (2 * ORDER + 2) for _ in range(DRAWS)]
    draws = [_draw(number, len(references), len(hypotheses)) for number in range(DRAWS)]
    for i, (source, hypothesis) in enumerate(zip(sources, hypotheses, strict=True)):
        by_reference = [_statistics(source.split(), r[i].split(), hypothesis.split()) for r in references]
        for total, drawn in zip(totals, draws, strict=True):
            for k, value in enumerate(by_reference[drawn[i]]):
                total[k] += value
    return 100 * sum(_score(total) for total in totals) / DRAWS


def _draw(number: int, references: int, sentences: int) -> list[int]:
    """Which reference each sentence is compared with in one draw; the script's own seeds."""
    chance = random.Random(number * 101)
    return [chance.randint(0, references - 1) for _ in range(sentences)]


def _statistics(source: list[str], reference: list[str], hypothesis: list[str]) -> list[int]:
    """Lengths of hypothesis and reference, then for each n the n-grams that count and those there are."""
    statistics = [len(hypothesis), len(reference)]
    for n in range(1, ORDER + 1):
        ours, theirs, old = _ngrams(hypothesis, n), _ngrams(reference, n), _ngrams(source, n)
        missed = Counter({ngram: count for ngram, count in old.items() if ngram not in theirs})
        counting = sum((ours & theirs).values()) - sum((ours & missed).values())
        statistics += [max(counting, 0), max(len(hypothesis) + 1 - n, 0)]
    return statistics


def _ngrams(words: list[str], n: int) -> Ngrams:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) + 1 - n))


def _score(statistics: Sequence[int]) -> float:
    if not all(statistics):
        return 0.0
    length, reference = statistics[:2]
    pairs = zip(statistics[2::2], statistics[3::2], strict=True)
    precision = sum(math.log(counting / there) for counting, there in pairs) / ORDER
    return math.exp(min(0.0, 1 - reference / length) + precision)
