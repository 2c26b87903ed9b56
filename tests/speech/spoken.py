"""Speech whose truth is known: words of equal length at known times, with known pauses."""

from __future__ import annotations

from core.interview.ports import HeardWord, Transcript
from core.interview.values import Heard, Speech

LEAD = 700  # ms of silence before the first word


def evenly(*stretches: tuple[int, int], pauses: tuple[tuple[int, int], ...] = (), **facts: object) -> Speech:
    """`stretches` of (words, ms) one after the other; a pause of `ms` stands before word n for each (n, ms).

    The ms of a stretch are those of its voice alone; the words of a stretch are equally long and touch.
    """
    times: list[tuple[int, int]] = []
    voiced: list[tuple[int, int]] = []
    now = begin = LEAD
    silent = dict(pauses)
    for words, ms in stretches:
        for k in range(words):
            if len(times) in silent:
                voiced.append((begin, now))
                now += silent[len(times)]
                begin = now
            length = ms * (k + 1) // words - ms * k // words
            times.append((now, now + length))
            now += length
    voiced.append((begin, now))
    given: dict[str, object] = {"language": "en", "length_ms": now + 500, **facts}
    return Speech(voiced=tuple(voiced), times=tuple(times), **given)  # type: ignore[arg-type]


def heard(text: str, language: str = "en", probability: float = 0.9, word_ms: int = 400) -> Transcript:
    """A transcript of a text whose words follow one another without a pause."""
    words = tuple(
        HeardWord(f" {word}", LEAD + n * word_ms, LEAD + (n + 1) * word_ms, probability)
        for n, word in enumerate(text.split())
    )
    end = words[-1].to_ms if words else LEAD
    voiced = ((LEAD, end),) if words else ()
    return Transcript(Heard.CLEAR, words, language, end + 300, voiced)
