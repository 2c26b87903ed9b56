"""Listening: a recording becomes what was heard in it, as the event that answers the machine's request.

The rules: of one person one recording is listened to at a time, so that nobody's notes keep others waiting;
what cannot be taken is told in a sentence and counts as never sent; nothing is heard twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.fulfil import Note, Result
from core.interview import actions as do
from core.interview import events as ev
from core.interview.errors import GreenroomError, Refused, SpeechFault
from core.interview.ports import Transcriber, Transcript
from core.interview.values import Heard
from core.speech.pace import speech_of, text_of
from storage.ids import new_id
from storage.store import Store

GONE = Note("speech-gone")
FAILED = Note("speech-failed")


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Listening:
    """Listens with `transcriber`; `language` is what people speak (ISO 639-1).

    A transcript whose words were heard with a mean probability of `sure` or more is taken without asking;
    None asks always.
    """

    def __init__(
        self, store: Store, transcriber: Transcriber, language: str, sure: float | None = None
    ) -> None:
        self._store = store
        self._transcriber = transcriber
        self._language = language
        self._sure = sure
        self._turns: dict[str, _Turn] = {}

    async def result(self, person: str, request: do.Transcribe, now: Callable[[], int]) -> Result:
        """What was heard in the clip. Raises StorageFault, and whatever a broken transcriber raises."""
        async with self._store.read() as tx:
            clip = await tx.clips.get(person, request.clip)
        if clip is None:
            return refused(request, GONE, now())
        try:
            with self._turn(person) as lock:
                async with lock:
                    transcript = await self._transcriber.transcribe(clip, self._language)
        except (Refused, SpeechFault) as error:
            return refused(request, _note(error), now())
        return self._told(request, transcript, now())

    def _told(self, request: do.Transcribe, transcript: Transcript, at: int) -> Result:
        words, text = new_id(at), text_of(transcript)
        clear = transcript.heard is Heard.CLEAR
        event = ev.Transcribed(
            at=at,
            request=request.request,
            heard=transcript.heard,
            words=words if text else "",
            confirmed=clear and self._sure is not None and _sureness(transcript) >= self._sure,
            speech=speech_of(transcript) if clear else None,
        )
        return Result(event, words={words: text} if text else {}, clip=(request.clip, transcript.length_ms))

    @contextmanager
    def _turn(self, person: str) -> Iterator[asyncio.Lock]:
        """The lock of a person, forgotten when nobody holds it or waits for it."""
        turn = self._turns.setdefault(person, _Turn())
        turn.waiting += 1
        try:
            yield turn.lock
        finally:
            turn.waiting -= 1
            if not turn.waiting:
                del self._turns[person]


def refused(request: do.Transcribe, note: Note, at: int) -> Result:
    """The recording could not be taken, for the reason in `note`."""
    event = ev.Transcribed(at, request.request, Heard.REFUSED, words="", confirmed=False)
    return Result(event, note=note, clip=(request.clip, 0))


def _note(error: GreenroomError) -> Note:
    return Note(error.key, error.values)


def _sureness(transcript: Transcript) -> float:
    """The mean probability of the words, 0 where there are none."""
    return sum(word.probability for word in transcript.words) / max(1, len(transcript.words))
