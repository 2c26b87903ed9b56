"""The Transcriber that asks a server: OpenAI's `/v1/audio/transcriptions` and whoever speaks like it.

The rule: the clip is decoded and its voice found here, so that only checked sound is sent, silence is not,
and delivery is measured the same whoever listens. What the server gives is believed only as far as it goes:

- words with times (`timestamp_granularities[]=word`) are taken as they are;
- without, the words are spread over the voice within their segment, or over all of it, by their length in
  letters, which is a guess of when and none of what;
- a word's probability is the server's, or its segment's mean (e to the mean log probability); where it gives
  neither, `UNKNOWN`: neither doubtful nor sure, so that nothing is confirmed without the person.

How the server is reached, and what its refusals mean, is in `server.py`.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from itertools import pairwise
from typing import Any

from core.interview.errors import SpeechFault
from core.interview.ports import HeardWord, Transcript
from core.speech.audio import Decoder, Limits
from core.speech.checks import THRESHOLDS, Thresholds, transcript
from core.speech.impression import Impression, Segment
from core.speech.order import Order
from core.speech.server import AWAY, BUSY, STRANGE, Connection, Form, Server, fault_of
from core.speech.supervisor import Supervisor

UNKNOWN = 0.7
TRIES = 2
REST_S = 1.0  # before a server that was busy or away is asked again
LIMITS = Limits()
AGAIN = frozenset({AWAY, BUSY})
TOLD_IN_FULL = {"english": "en"}  # OpenAI names the language, others give its code


class OpenAITranscriber:
    """Has clips heard by `server`."""

    def __init__(
        self,
        server: Server,
        limits: Limits = LIMITS,
        thresholds: Thresholds = THRESHOLDS,
        rest_s: float = REST_S,
    ) -> None:
        self._model = server.model
        self._limits = limits
        self._thresholds = thresholds
        self._rest_s = rest_s
        self._decoder = Decoder()
        self._worker = Supervisor(Order(at_once=1))  # finds voice only: no model is loaded
        self._connection = Connection(server)
        self._near = asyncio.Semaphore(4)  # clips decoded and on their way

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        """What the server heard in `clip`; see `core.interview.ports.Transcriber`."""
        async with self._near:
            sound = await self._decoder.decode(clip, self._limits)
            pcm = sound.samples.tobytes()
            impression = await self._worker.hear(pcm, language, words=False)
            if impression.voiced:
                impression = _understood(await self._answer(pcm, language), impression, language)
        return transcript(impression, self._thresholds)

    async def close(self) -> None:
        """Ends what was started for it."""
        await self._decoder.close()
        await self._worker.close()
        await self._connection.close()

    async def _answer(self, pcm: bytes, language: str | None) -> Mapping[str, Any]:
        for left in reversed(range(TRIES)):
            try:
                return await self._ask(pcm, language)
            except SpeechFault as fault:
                if not left or fault.key not in AGAIN:
                    raise
            await asyncio.sleep(self._rest_s)
        raise AssertionError

    async def _ask(self, pcm: bytes, language: str | None) -> Mapping[str, Any]:
        form: Form = {"model": self._model, "temperature": "0"}
        if language:
            form["language"] = language
        full: Form = {"response_format": "verbose_json", "timestamp_granularities[]": ["word", "segment"]}
        status, answer = await self._connection.transcribe(form | full, pcm)
        if status == HTTPStatus.BAD_REQUEST:  # some models know the text alone
            status, answer = await self._connection.transcribe(form | {"response_format": "json"}, pcm)
        if status != HTTPStatus.OK:
            raise fault_of(status)
        return answer


def _understood(answer: Mapping[str, Any], found: Impression, language: str | None) -> Impression:
    """What was answered, as an impression with the voice that was found here."""
    told = str(answer.get("language") or "").casefold()
    code = language or TOLD_IN_FULL.get(told, told if len(told) == 2 else "")
    try:
        segments = tuple(_segments(answer, found))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SpeechFault(STRANGE) from None
    return replace(found, language=code, segments=segments)


def _segments(answer: Mapping[str, Any], found: Impression) -> Iterator[Segment]:
    """The segments with their words: those the server gives times for, or the text spread over the voice."""
    words = list(answer.get("words") or ())
    given = list(answer.get("segments") or ())
    if not given:
        given = [{"start": 0.0, "end": found.length_ms / 1000, "text": answer["text"]}]
    starts = [float(one["start"]) for one in given]
    for one, (start, after) in zip(given, pairwise([*starts, math.inf]), strict=True):
        own = one.get("words") or [word for word in words if start <= float(word["start"]) < after]
        if one is given[0]:  # the first word may begin a little before its segment
            own = one.get("words") or [word for word in words if float(word["start"]) < after]
        logprob = _number(one.get("avg_logprob"))
        sure = UNKNOWN if logprob is None else min(math.exp(logprob), 1.0)
        timed = tuple(_timed(own, sure)) if own else tuple(_spread(one, found.voiced, sure))
        yield Segment(
            timed, logprob, _number(one.get("no_speech_prob")), _number(one.get("compression_ratio"))
        )


def _timed(words: Iterable[Mapping[str, Any]], sure: float) -> Iterator[HeardWord]:
    for word in words:
        probability = _number(word.get("probability"))
        start, end = round(float(word["start"]) * 1000), round(float(word["end"]) * 1000)
        yield HeardWord(str(word["word"]).strip(), start, end, sure if probability is None else probability)


def _spread(
    segment: Mapping[str, Any], voiced: tuple[tuple[int, int], ...], sure: float
) -> Iterator[HeardWord]:
    """The segment's words over the voice in its time, each as long as its letters are many."""
    first, last = float(segment["start"]) * 1000, float(segment["end"]) * 1000
    spans = [(max(a, first), min(b, last)) for a, b in voiced if a < last and b > first] or [(first, last)]
    words = str(segment["text"]).split()
    whole = sum(end - start for start, end in spans)
    letters = sum(len(word) + 1 for word in words)
    done = 0
    for word in words:
        start = _along(spans, whole * done / letters)
        done += len(word) + 1
        yield HeardWord(word, round(start), round(_along(spans, whole * done / letters)), sure)


def _along(spans: list[tuple[float, float]], far: float) -> float:
    """The time at which `far` milliseconds of the spans are over."""
    for start, end in spans:
        if far <= end - start:
            return start + far
        far -= end - start
    return spans[-1][1]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
