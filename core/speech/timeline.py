"""Where in an answer something happened: the rate over time, where it changed, where fillers stand closest.

The rule: a place is a time within one recording. To find a change, recordings are laid end to end without the
silence around them, and both sides of it must be long enough to be judged by themselves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.interview.delivery import Change, Cluster, Pace, Pause, Place, Window
from core.interview.values import Speech
from core.speech.formulas import LONG_PAUSE, articulation_rate, is_enough, pauses, speaking_rate, spoken_ms

WINDOW_MS = 20_000
SHORTEST_WINDOW = 10_000  # ms; a shorter rest belongs to the window before it
CHANGED = 1.2  # times as fast, or as slow, is a change that is heard
CHANGED_ARTICULATION = 1.1  # and in the words themselves, so that a pause alone is no change
CERTAIN = 12.0  # of the ratio in `change`; simulated speech of one rate comes by it once in 20 answers
NOISE_MS = 5_000  # stretches in which the unevenness of the words is measured
LEAST_NOISE = 0.1  # of Poisson's variance; less is no speech
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
    one with the greatest likelihood ratio of two constant rates against one, words taken as Poisson events:
    2 * (n1 ln(r1/r) + n2 ln(r2/r)) (Page, Biometrika 42, 1955), divided by how uneven the words are around
    the two rates (quasi-likelihood: Wedderburn, Biometrika 61, 1974).
    """
    splits = tuple(_splits(parts))
    end = splits[-1]
    fitting = [
        s for s in splits if is_enough(s.words, s.ms) and is_enough(end.words - s.words, end.ms - s.ms)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda split: _likelihood(split, end))
    rest = _Split(best.place, end.words - best.words, end.ms - best.ms, end.paused - best.paused)
    before, after = speaking_rate(best.words, best.ms), speaking_rate(rest.words, rest.ms)
    alone = articulation_rate(best.words, best.ms, best.paused)
    alone_after = articulation_rate(rest.words, rest.ms, rest.paused)
    clear = _likelihood(best, end) / _noise(splits, best, rest) >= CERTAIN
    if after > before:
        heard = after >= before * CHANGED and alone_after >= alone * CHANGED_ARTICULATION
    else:
        heard = before >= after * CHANGED and alone >= alone_after * CHANGED_ARTICULATION
    return Change(best.place, pace.shown(before), pace.shown(after)) if clear and heard else None


def _noise(splits: Sequence[_Split], best: _Split, rest: _Split) -> float:
    """The variance of the words in stretches of 5 s around the two rates, over their mean: Pearson's."""
    pieces = (best.ms + rest.ms) // NOISE_MS
    counts = Counter(split.ms // NOISE_MS for split in splits[:-1])
    total = 0.0
    for number in range(pieces):
        start, end = number * NOISE_MS, (number + 1) * NOISE_MS
        first = min(max(best.ms - start, 0), NOISE_MS)
        expected = best.words / best.ms * first + rest.words / rest.ms * (end - start - first)
        total += (counts[number] - expected) ** 2 / expected
    return max(total / max(1, pieces - 2), LEAST_NOISE)


def _splits(parts: Parts) -> Iterator[_Split]:
    """What lies before each word, and last what there is in all."""
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
    yield _Split(Place(len(parts), 0), words, ms, paused)


def _likelihood(split: _Split, end: _Split) -> float:
    rate, words, ms = end.words / end.ms, end.words - split.words, end.ms - split.ms
    before, after = split.words / split.ms, words / ms
    return 2 * (split.words * math.log(before / rate) + words * math.log(after / rate))


def _words_in(part: Speech, start: int, end: int) -> int:
    return sum(_within(part, number, start, end) for number in range(len(part.times)))


def _fillers_in(part: Speech, start: int, end: int) -> int:
    return sum(_within(part, number, start, end) for number in part.fillers)


def _within(part: Speech, number: int, start: int, end: int) -> bool:
    """Whether the middle of a word lies in a stretch; words beyond all voice go to the nearest stretch."""
    middle = sum(part.times[number]) / 2
    middle = min(max(middle, part.voiced[0][0]), part.voiced[-1][1] - 1)
    return start <= middle < end
