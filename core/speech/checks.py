"""Whether what was heard is an answer: silence, noise and loops never are.

The rule: a literal table of thresholds, each with its reason, over what every transcriber reports. A segment
that is a loop or was heard in silence is dropped; a doubtful one keeps its words, marked by their
probability. Where too little is left, the whole is unintelligible and the person is asked again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.interview.ports import HeardWord, Transcript
from core.interview.values import Heard
from core.speech.impression import Impression, Segment


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on nothing that was heard is believed."""

    # Less voice than this is a cough or a click: the shortest "yes" takes about 200 ms.
    least_voice_ms: int = 150
    # Whisper's own two limits for "nothing was said here" (Radford et al. 2022, section 4.5): both must hold.
    no_speech: float = 0.6
    no_speech_logprob: float = -1.0
    # Below this mean log probability Whisper itself calls a decoding failed (the same section).
    logprob: float = -1.0
    # Text that zlib makes this many times smaller repeats itself (the same section).
    compression: float = 2.4
    # One phrase on end, so often and so long: nobody answers so. "No, no, no, no" stays below.
    loop_times: int = 4
    loop_words: int = 12
    # The fastest debaters reach 6 words a second; more in the time of voice was made up.
    words_per_voiced_second: float = 8.0
    # Slower than one word in 8 s of voice is humming or music with a word made up for it.
    voiced_seconds_per_word: float = 8.0
    # A mean probability of the words below this is guessing: correct words are mostly above 0.8.
    mean_probability: float = 0.4
    # The share of words in segments that were believed; below it the rest is a fragment.
    believed: float = 0.5


THRESHOLDS = Thresholds()

# What Whisper is known to write where nobody speaks, because films end so. Nobody answers an interview so.
MADE_UP = frozenset(
    {
        "thanks for watching",
        "thank you for watching",
        "thank you so much for watching",
        "please subscribe",
        "like and subscribe",
        "please like and subscribe",
        "subtitles by the amara org community",
        "you",
    }
)


def transcript(impression: Impression, limits: Thresholds = THRESHOLDS) -> Transcript:
    """The judged transcript of what was heard.

    Its words are in order, inside the clip and without white space.

    >>> transcript(Impression(2_000, ())).heard.value
    'silent'
    """
    voiced_ms = sum(end - start for start, end in impression.voiced)
    if voiced_ms < limits.least_voice_ms:
        return _told(Heard.SILENT, impression, ())
    words = [_words(segment, impression.length_ms) for segment in impression.segments]
    kept = [
        words for words, one in zip(words, impression.segments, strict=True) if _believed(words, one, limits)
    ]
    everything = _in_order(word for one in words for word in one)
    believed = _in_order(word for one in kept for word in one)
    if _is_answer(believed, len(everything), voiced_ms, limits):
        return _told(Heard.CLEAR, impression, believed)
    return _told(Heard.UNINTELLIGIBLE, impression, everything)


def loops(words: Iterable[str], limits: Thresholds = THRESHOLDS) -> bool:
    """Whether one phrase follows itself so often that it was not said so.

    >>> loops("I think so . I think so . I think so . I think so .".split())
    True
    >>> loops("no no no no I never said that".split())
    False
    """
    said = [word.casefold() for word in words]
    for size in range(1, len(said) // limits.loop_times + 1):
        same = 0  # how many words in a row are those of `size` words before
        for here, before in zip(said[size:], said, strict=False):
            same = same + 1 if here == before else 0
            whole = same + size
            if whole >= max(limits.loop_words, size * limits.loop_times):
                return True
    return False


def _told(heard: Heard, impression: Impression, words: tuple[HeardWord, ...]) -> Transcript:
    return Transcript(heard, words, impression.language, impression.length_ms, impression.voiced)


def _believed(words: list[HeardWord], segment: Segment, limits: Thresholds) -> bool:
    logprob = 0.0 if segment.logprob is None else segment.logprob
    silent = (segment.no_speech or 0.0) > limits.no_speech and logprob < limits.no_speech_logprob
    repeated = (segment.compression or 0.0) > limits.compression
    return not (silent or repeated or logprob < limits.logprob or loops((one.text for one in words), limits))


def _is_answer(words: tuple[HeardWord, ...], heard: int, voiced_ms: int, limits: Thresholds) -> bool:
    if not words or len(words) < limits.believed * heard or _phrase(words) in MADE_UP:
        return False
    rate = 1000 * len(words) / voiced_ms
    mean = math.fsum(word.probability for word in words) / len(words)
    return (
        1 / limits.voiced_seconds_per_word <= rate <= limits.words_per_voiced_second
        and mean >= limits.mean_probability
        and not loops((word.text for word in words), limits)
    )


def _phrase(words: Iterable[HeardWord]) -> str:
    bare = "".join(one if one.isalnum() else " " for word in words for one in f"{word.text} ")
    return " ".join(bare.casefold().split())


def _words(segment: Segment, length_ms: int) -> list[HeardWord]:
    return [one for word in segment.words for one in _split(word, length_ms)]


def _split(word: HeardWord, length_ms: int) -> Iterator[HeardWord]:
    """The word inside the clip, without white space; several where there are several in one."""
    start = min(max(word.from_ms, 0), length_ms)
    end = min(max(word.to_ms, start), length_ms)
    parts = [part for part in word.text.split() if any(map(str.isalnum, part))]
    for n, text in enumerate(parts):
        yield HeardWord(
            text,
            start + (end - start) * n // len(parts),
            start + (end - start) * (n + 1) // len(parts),
            min(max(word.probability, 0.0), 1.0),
        )


def _in_order(words: Iterable[HeardWord]) -> tuple[HeardWord, ...]:
    """The words, none of which begins before the one before it does or ends before it begins."""
    ordered: list[HeardWord] = []
    earliest = 0
    for word in words:
        start = max(word.from_ms, earliest)
        ordered.append(replace(word, from_ms=start, to_ms=max(word.to_ms, start)))
        earliest = start
    return tuple(ordered)
