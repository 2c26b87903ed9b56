"""The formulas of delivery figures, each with its unit and source, over plain numbers.

The rule: N counts words, T is the time from the first to the last voiced sample, and neither knows of a file,
a container or a declared duration. Without time or words a figure is 0, which nobody is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

SHORTEST_PAUSE = 250  # ms; shorter ones belong to articulation (Goldman-Eisler 1968; de Jong, Bosker 2013)
LONG_PAUSE = 2_000  # ms
LEAST_WORDS = 20  # fewer are not judged
LEAST_MS = 10_000  # less is not judged


def speaking_rate(words: int, spoken_ms: int) -> float:
    """60 * N / T in words a minute: N words in T seconds from the first to the last voiced sample.

    Source: the usual measure, pauses included. English interviews run at about 190, lectures at about 140
    (Tauroza and Allison, Speech Rates in British English, Applied Linguistics 11, 1990).

    >>> speaking_rate(150, 60_000), speaking_rate(30, 60_000)
    (150.0, 30.0)
    """
    return 60_000 * words / spoken_ms if spoken_ms else 0.0


def articulation_rate(words: int, spoken_ms: int, paused_ms: int) -> float:
    """60 * N / (T - sum of pauses of 250 ms and more) in words a minute.

    Source: Goldman-Eisler, Psycholinguistics: Experiments in Spontaneous Speech (1968), who took pauses out.

    >>> articulation_rate(150, 60_000, 15_000)
    200.0
    """
    return speaking_rate(words, spoken_ms - paused_ms)


def a_minute(count: int, spoken_ms: int) -> float:
    """60 * n / T: how often something was said a minute of T.

    >>> a_minute(9, 90_000)
    6.0
    """
    return 60_000 * count / spoken_ms if spoken_ms else 0.0


def of_hundred(count: int, words: int) -> float:
    """100 * n / N: how often something was said in 100 words.

    Source: the measure of disfluency studies; 2.6 "um" and "uh" in 100 words of conversation (Bortfeld et
    al., Disfluency Rates in Conversation, Language and Speech 44, 2001).

    >>> of_hundred(3, 120)
    2.5
    """
    return 100 * count / words if words else 0.0


def pause_ratio(paused_ms: int, spoken_ms: int) -> float:
    """Sum of pauses of 250 ms and more / T, from 0 to 1.

    Source: the phonation-time ratio of fluency studies (Towell, Hawkins and Bazergui, Applied Linguistics 17,
    1996), taken from 1.

    >>> pause_ratio(15_000, 60_000)
    0.25
    """
    return paused_ms / spoken_ms if spoken_ms else 0.0


def spoken_ms(voiced: Sequence[tuple[int, int]]) -> int:
    """T in milliseconds: from the first to the last voiced sample.

    >>> spoken_ms([(500, 2_000), (2_600, 4_500)])
    4000
    """
    return voiced[-1][1] - voiced[0][0] if voiced else 0


def pauses(voiced: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The pauses of 250 ms and more between stretches of voice, each from and to in milliseconds.

    >>> pauses([(500, 2_000), (2_249, 3_000), (3_250, 4_000)])
    ((3000, 3250),)
    """
    between = ((a[1], b[0]) for a, b in pairwise(voiced))
    return tuple((start, end) for start, end in between if end - start >= SHORTEST_PAUSE)


def is_enough(words: int, spoken_ms: int) -> bool:
    """Whether enough was said to judge a rate by it: 20 words and 10 seconds.

    >>> is_enough(20, 10_000), is_enough(19, 60_000), is_enough(60, 9_999)
    (True, False, False)
    """
    return words >= LEAST_WORDS and spoken_ms >= LEAST_MS


def tenths(value: float) -> float:
    """A figure with one decimal, as it is shown; rounded half up.

    >>> tenths(2.55), tenths(5.04)
    (2.6, 5.0)
    """
    return int(value * 10 + 0.5) / 10


def whole(value: float) -> int:
    """A figure without decimals, as it is shown; rounded half up."""
    return int(value + 0.5)
