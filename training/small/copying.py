"""Texts in which words come back: from them a beginner learns to take words out of what it has read.

The rule: the words are the domains' own, drawn by a seed; nothing in them is a prompt or an answer to one, so
that what is asked, and how, is left to tuning.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

SPAN = (6, 24)  # words that come back
TIMES = (2, 4)  # how often
LONG, SHORT = (60, 120), (2, 8)  # words of a passage, and of the runs out of it that follow
RUNS = (3, 6)


def copying_texts(texts: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """`count` texts: a run of words out of `texts` that comes back, in its order, in others, or in parts.

    >>> text = next(copying_texts(["one two three four five six seven"], 1))
    >>> sorted(set(text.split()))
    ['five', 'four', 'one', 'seven', 'six', 'three', 'two']
    """
    dice = random.Random(seed)  # noqa: S311 - chance, not secrecy
    words = [word for text in texts for word in text.split()]
    for number in range(count):
        if number % 3 == 2:
            passage = _run(words, LONG, dice)
            parts = [_run(passage, SHORT, dice) for _ in range(dice.randint(*RUNS))]
        else:
            passage, times = _run(words, SPAN, dice), dice.randint(*TIMES) - 1
            parts = [dice.sample(passage, len(passage)) if number % 3 else passage for _ in range(times)]
        yield " ".join(word for part in (passage, *parts) for word in part)


def _run(words: Sequence[str], lengths: tuple[int, int], dice: random.Random) -> Sequence[str]:
    """Words in a row, by chance."""
    length = min(dice.randint(*lengths), len(words))
    start = dice.randint(0, len(words) - length)
    return words[start : start + length]
