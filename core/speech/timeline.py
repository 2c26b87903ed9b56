"""Where in an answer something happened: the rate over time, where it changed, where fillers stand closest.

The rule: a place is a time within one recording. To find a change, recordings are laid end to end without the
silence around them, and both sides of it must be long enough to be judged by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.interview.delivery import Change, Cluster, Pace, Pause, Place, Window
from core.interview.values import Speech
from core.speech.formulas import LONG_PAUSE, articulation_rate, is_enough, pauses, speaking_rate, spoken_ms

WINDOW_MS = 20_000
SHORTEST_WINDOW = 10_000  # ms; a shorter rest belongs to the window before it
CHANGED = 1.2  # times as fast, or as slow, is a change that is heard
CHANGED_ARTICULATION = 1.1  # and in the words themselves, so that a pause alone is no change
CERTAIN = 4.5  # of twice the log likelihood ratio; one in 25 answers of one rate comes by it by chance
CLUSTERED = 3  # fillers in one window, and half of all, are a cluster

Parts = Sequence[Speech]


@dataclass(frozen=True, slots=True)
class _Split:
    """The words and times before and from `place` on."""

    place: Place
    words: int
    ms: int
    paused: int


def long_pauses(parts: Parts) -> tuple[Pause, ...]:
    """The pauses of two seconds and more."""
    return tuple(
        Pause(Place(number, start), end - start, sum(from_ms < start for from_ms, _ in part.times))
        for number, part in enumerate(parts)
        for start, end in pauses(part.voiced)
        if end - start >= LONG_PAUSE
    )


def windows(parts: Parts, pace: Pace) -> tuple[Window, ...]:
    """The speaking rate in stretches of 20 s from the first voiced sample of each recording on.

    A word belongs where its middle is. Empty unless there are two stretches or more.
    """
    found = tuple(
        Window(Place(number, start), end, pace.shown(speaking_rate(_words_in(part, start, end), end - start)))
        for number, part in enumerate(parts)
        for start, end in stretches(part)
    )
    return found if len(found) > 1 else ()


def stretches(part: Speech) -> Iterator[tuple[int, int]]:
    """A recording from its first to its last voiced sample in stretches of 20 s, the last 10 to 30 s long."""
    if not part.voiced:
        return
    start, end = part.voiced[0][0], part.voiced[-1][1]
    while end - start >= WINDOW_MS + SHORTEST_WINDOW:
        yield start, start + WINDOW_MS
        start += WINDOW_MS
    yield start, end


def cluster(parts: Parts) -> Cluster | None:
    """The stretch of 20 s with three fillers or more and at least half of all; None if fillers are spread."""
    found = [
        Cluster(Place(number, start), end, _fillers_in(part, start, end))
        for number, part in enumerate(parts)
        for start, end in stretches(part)
    ]
    if len(found) < 2:
        return None
    most = max(found, key=lambda one: one.count)
    total = sum(len(part.fillers) for part in parts)
    return most if most.count >= CLUSTERED and 2 * most.count >= total else None


def change(parts: Parts, pace: Pace) -> Change | None:
    """Where the speaking rate changed most clearly, if it changed by a fifth or more.

    Of all words at which the speech can be split into two stretches that are long enough to be judged, the
    one with the greatest likelihood ratio of two constant rates against one, words taken as Poisson events
    (Page, Biometrika 42, 1955): 2 * (n1 ln(r1/r) + n2 ln(r2/r)). Real words come more evenly than that.
    """
    splits = list(_splits(parts))
    words = sum(len(part.times) for part in parts)
    ms = sum(spoken_ms(part.voiced) for part in parts)
    paused = sum(end - start for part in parts for start, end in pauses(part.voiced))
    fitting = [s for s in splits if is_enough(s.words, s.ms) and is_enough(words - s.words, ms - s.ms)]
    if not fitting:
        return None
    best = max(fitting, key=lambda s: _likelihood(s, words, ms))
    before, after = speaking_rate(best.words, best.ms), speaking_rate(words - best.words, ms - best.ms)
    spoken = articulation_rate(best.words, best.ms, best.paused)
    spoken_after = articulation_rate(words - best.words, ms - best.ms, paused - best.paused)
    faster, faster_words = after / before, spoken_after / spoken
    if faster < 1:
        faster, faster_words = 1 / faster, 1 / faster_words
    if faster < CHANGED or faster_words < CHANGED_ARTICULATION or _likelihood(best, words, ms) < CERTAIN:
        return None
    return Change(best.place, pace.shown(before), pace.shown(after))


def _splits(parts: Parts) -> Iterator[_Split]:
    """What lies before each word."""
    words = ms = paused = 0
    for number, part in enumerate(parts):
        begin = part.voiced[0][0] if part.voiced else 0
        length, silent = spoken_ms(part.voiced), pauses(part.voiced)
        for said, (start, _) in enumerate(part.times):
            before = sum(max(0, min(end, start) - from_ms) for from_ms, end in silent)
            within = min(max(start - begin, 0), length)
            yield _Split(Place(number, start), words + said, ms + within, paused + before)
        words, ms = words + len(part.times), ms + length
        paused += sum(end - from_ms for from_ms, end in silent)


def _likelihood(split: _Split, words: int, ms: int) -> float:
    rate = words / ms
    before, after = split.words / split.ms, (words - split.words) / (ms - split.ms)
    return 2 * (split.words * math.log(before / rate) + (words - split.words) * math.log(after / rate))


def _words_in(part: Speech, start: int, end: int) -> int:
    return sum(_within(part, number, start, end) for number in range(len(part.times)))


def _fillers_in(part: Speech, start: int, end: int) -> int:
    return sum(_within(part, number, start, end) for number in part.fillers)


def _within(part: Speech, number: int, start: int, end: int) -> bool:
    """Whether the middle of a word lies in a stretch; words beyond all voice go to the nearest stretch."""
    middle = sum(part.times[number]) / 2
    middle = min(max(middle, part.voiced[0][0]), part.voiced[-1][1] - 1)
    return start <= middle < end
