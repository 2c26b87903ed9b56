"""Texts in which words come back: from them a beginner learns to take words out of what it has read.

The rule: the words are the domains' own, drawn by a seed; nothing in them is a prompt or an answer to one, so
that what is asked, and how, is left to tuning.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

SPAN = (6, 24)  # words that come back
TIMES = (2, 4)  # how often


def copying_texts(texts: Sequence[str], count: int, seed: int = 0) -> Iterator[str]:
    """`count` texts: a run of words out of `texts` that comes back, every other time in another order.

    >>> text = next(copying_texts(["one two three four five six seven"], 1))
    >>> sorted(set(text.split()))
    ['five', 'four', 'one', 'seven', 'six', 'three', 'two']
    """
    dice = random.Random(seed)  # noqa: S311 - chance, not secrecy
    words = [word for text in texts for word in text.split()]
    for number in range(count):
        length = min(dice.randint(*SPAN), len(words))
        start = dice.randint(0, len(words) - length)
        span = words[start : start + length]
        again = [dice.sample(span, length) if number % 2 else span for _ in range(dice.randint(*TIMES) - 1)]
        yield " ".join(word for part in (span, *again) for word in part)
