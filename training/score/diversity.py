"""How varied an interviewer's follow-ups are, taken together.

The rule: one follow-up for each prompt counts, so that interviewers who were asked the same are compared over
the same number of questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.language.tokens import tokens_of

REPEATED = 4  # words in a row


def distinct_2(questions: Sequence[str]) -> float:
    """Different pairs of words over all pairs (Li, Galley, Brockett, Gao and Dolan 2016); 0 without pairs.

    >>> distinct_2(["how did it end", "how did you start"])
    0.8333333333333334
    """
    pairs = [pair for question in questions for pair in pairwise(_words(question))]
    return len(set(pairs)) / len(pairs) if pairs else 0.0


def self_repetition(questions: Sequence[str]) -> float:
    """The share of questions with four words in a row that stand in another one, too.

    After Salkar, Trikalinos, Wallace and Nenkova 2022, "Self-repetition in abstractive neural summarizers".

    >>> self_repetition(["How did it end then?", "How did it end?", "Who led it?"])
    0.6666666666666666
    """
    runs = [_runs(question) for question in questions]
    seen = Counter(run for one in runs for run in one)
    return sum(any(seen[run] > 1 for run in one) for one in runs) / len(questions) if questions else 0.0


def _runs(question: str) -> set[tuple[str, ...]]:
    words = _words(question)
    return {tuple(words[at : at + REPEATED]) for at in range(len(words) - REPEATED + 1)}


def _words(question: str) -> list[str]:
    return [token.word for token in tokens_of(question)]
