"""How fast, how fluently and how long somebody spoke: pure functions over what was measured on the sound.

The rule: nothing is worked out from a declared duration or from the length of a clip. The time spoken, T,
goes from the first to the last voiced sample, so silence before and after and the container change nothing;
pauses come from voice activity, not from word times; several recordings are joined by adding their sums.

Voice activity is Silero's, refined by `core.speech.voice`, which see for its settings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.interview.delivery import Aim, Band, Delivery, Pace, Standing, Sums
from core.interview.ports import Transcript
from core.interview.values import Speech
from core.language.fillers import find_fillers
from core.language.hedges import find_hedges
from core.language.tokens import Span
from core.speech import formulas as f
from core.speech import timeline
from core.speech.bands import FILLERS, FILLERS_KNOWN, LENGTHS, PAUSED, WITHOUT_BLANKS, Bands
from core.speech.verdict import remarks

DOUBTFUL = 0.5  # a word of less probability is shown as not heard clearly: as likely wrong as right
MOST_NAMED = 3  # fillers and hedges that are named

# What a transcriber may write as a word of its own although nobody says it.
_MARK = re.compile(r"[-‐‑‒–—―…,.;:!?\"'“”‘’«»()\[\]{}<>¿¡·*♪、。，！？：；「」『』]+")
_WORD = re.compile(r"\S+")
_AS_I = re.compile(r"^i\b")

Parts = Sequence[Speech]


# --- from what was heard -----------------------------------------------------------------------------


def text_of(transcript: Transcript) -> str:
    """What was heard in one line; word n of it, split at white space, is `speech_of(transcript).times[n]`.

    A mark that was heard as a word of its own goes to the word before it.

    >>> from core.interview.values import Heard
    >>> from core.interview.ports import HeardWord
    >>> said = HeardWord(" Well", 0, 300, 0.9), HeardWord("-", 300, 300, 0.2), HeardWord("so.", 400, 700, 0.8)
    >>> text_of(Transcript(Heard.CLEAR, said, "en", 900, ((0, 700),)))
    'Well- so.'
    """
    return " ".join(word for word, *_ in _heard(transcript))


def speech_of(transcript: Transcript) -> Speech:
    """The facts of a transcript: times, voice, and where doubtful words, fillers and hedges stand.

    Fillers and hedges are looked for on the raw transcript, where they are known for its language.
    """
    heard = _heard(transcript)
    text = " ".join(word for word, *_ in heard)
    known = transcript.language in FILLERS_KNOWN
    return Speech(
        transcript.language,
        transcript.length_ms,
        transcript.voiced,
        times=tuple((start, end) for _, start, end, _ in heard),
        doubtful=tuple(n for n, (*_, probability) in enumerate(heard) if probability < DOUBTFUL),
        fillers=_numbers(text, find_fillers(text)) if known else (),
        hedges=_numbers(text, (hedge.span for hedge in find_hedges(text))) if known else (),
    )


_Heard = tuple[str, int, int, float]


def _heard(transcript: Transcript) -> list[_Heard]:
    """The words as written, none with white space in it, with their times and probabilities."""
    found: list[_Heard] = []
    joined = transcript.language in WITHOUT_BLANKS
    for word in transcript.words:
        for text in word.text.split():
            if found and (_MARK.fullmatch(text) or (joined and not _ends(found[-1][0]))):
                before, start, _, probability = found[-1]
                found[-1] = before + text, start, word.to_ms, min(probability, word.probability)
            elif not _MARK.fullmatch(text):
                found.append((text, word.from_ms, word.to_ms, word.probability))
    return found


def _ends(text: str) -> bool:
    return bool(_MARK.fullmatch(text[-1]))


def _numbers(text: str, spans: Iterable[Span]) -> tuple[int, ...]:
    """The numbers of the words in which spans begin."""
    starts = [word.start() for word in _WORD.finditer(text)]
    return tuple(bisect_right(starts, span.start) - 1 for span in spans)


# --- the delivery of an answer -----------------------------------------------------------------------


def sums_of(parts: Parts) -> Sums:
    """What was counted and timed in some recordings, added up."""
    known = [part for part in parts if part.language in FILLERS_KNOWN]
    return Sums(
        words=sum(len(part.times) for part in parts),
        spoken_ms=sum(f.spoken_ms(part.voiced) for part in parts),
        paused_ms=sum(end - start for part in parts for start, end in f.pauses(part.voiced)),
        fillers=sum(len(part.fillers) for part in known),
        hedges=sum(len(part.hedges) for part in known),
        searched=sum(len(part.times) for part in known),
        searched_ms=sum(f.spoken_ms(part.voiced) for part in known),
    )


def delivery(
    parts: Parts, bands: Bands | None = None, aim: Aim = Aim.ANSWER, texts: Sequence[str] = ()
) -> Delivery:
    """How some recordings came across together, with a sentence about each thing worth saying.

    `texts` are the raw transcripts of those recordings of which they are known, in which fillers and hedges
    are named. Raises IndexError where there are no recordings.
    """
    sums, language = sums_of(parts), _language(parts)
    pace = (bands or Bands()).pace_of(language)
    measured = _measured(sums, aim, language, pace)
    judged = measured.judged
    one = judged and aim is not Aim.INTERVIEW  # times are those of one answer
    named = texts if sums.searched else ()
    made = replace(
        measured,
        parts=len(parts),
        long_pauses=timeline.long_pauses(parts),
        windows=timeline.windows(parts, pace) if one else (),
        change=timeline.change(parts, pace) if one else None,
        cluster=timeline.cluster(parts) if one else None,
        named_fillers=_most(text[s.start : s.end].lower() for text in named for s in find_fillers(text)),
        named_hedges=_most(hedge.words for text in named for hedge in find_hedges(text)),
    )
    return replace(made, remarks=remarks(made))


def _measured(sums: Sums, aim: Aim, language: str, pace: Pace) -> Delivery:
    """The figures and how they stand."""
    countable = language not in WITHOUT_BLANKS
    judged = countable and f.is_enough(sums.words, sums.spoken_ms)
    rate = pace.shown(f.speaking_rate(sums.words, sums.spoken_ms))
    fillers = f.tenths(f.a_minute(sums.fillers, sums.searched_ms)) if sums.searched else None
    paused = f.whole(100 * f.pause_ratio(sums.paused_ms, sums.spoken_ms))
    seconds = f.whole(sums.spoken_ms / 1000)
    length = LENGTHS.get(aim)
    return Delivery(
        aim=aim,
        language=language,
        pace=pace,
        sums=sums,
        countable=countable,
        rate=rate,
        articulation=pace.shown(f.articulation_rate(sums.words, sums.spoken_ms, sums.paused_ms)),
        fillers_a_minute=fillers,
        fillers_of_100=f.tenths(f.of_hundred(sums.fillers, sums.searched)) if sums.searched else None,
        hedges_of_100=f.tenths(f.of_hundred(sums.hedges, sums.searched)) if sums.searched else None,
        paused=paused,
        seconds=seconds,
        rate_standing=_standing(pace.band, rate, judged),
        fillers_standing=_standing(FILLERS, fillers, judged),
        pauses_standing=_standing(PAUSED, paused, judged),
        length_standing=_standing(length, seconds, judged),
        length=length,
    )


def _standing(band: Band | None, value: float | None, judged: bool) -> Standing:
    return band.standing(value) if judged and band and value is not None else Standing.NOT_JUDGED


def _language(parts: Parts) -> str:
    """The language in which most words were said."""
    words: Counter[str] = Counter()
    for part in parts:
        words[part.language] += len(part.times)
    return words.most_common(1)[0][0]


def _most(said: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """What was said most often, ties by the alphabet."""
    counts = Counter(_AS_I.sub("I", " ".join(words.split())) for words in said)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMED])
