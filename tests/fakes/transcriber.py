"""A transcriber that hears what a test says is to be heard: a clip's bytes are its text.

It keeps to the contract of the port (`tests/speech/test_transcribers.py`) but for decoding sound.
"""

from __future__ import annotations

import asyncio

from core.interview.ports import HeardWord, Transcript
from core.interview.values import Heard

WORD_MS = 400  # 150 words a minute


class Dictation:
    """Hears the words written in the clip's bytes, at 150 a minute, each for 400 ms without a pause.

    `fails` is raised instead, once for each entry; `silent` clips hold nothing. `open` holds what is heard
    until it is set. `at_once` is how many clips were listened to at the same time, at most.
    """

    def __init__(self, *fails: Exception, probability: float = 0.9) -> None:
        self.fails = list(fails)
        self.probability = probability
        self.heard: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.at_once = 0
        self._inside = 0

    async def transcribe(self, clip: bytes, language: str | None = None) -> Transcript:
        self._inside += 1
        self.at_once = max(self.at_once, self._inside)
        try:
            await self.open.wait()
            if self.fails:
                raise self.fails.pop(0)
            return self._transcript(clip.decode(), language or "en")
        finally:
            self._inside -= 1

    def _transcript(self, said: str, language: str) -> Transcript:
        self.heard.append(said)
        words = tuple(
            HeardWord(word, number * WORD_MS, (number + 1) * WORD_MS, self.probability)
            for number, word in enumerate(said.split())
        )
        length = len(words) * WORD_MS
        voiced = ((0, length),) if words else ()
        return Transcript(Heard.CLEAR if words else Heard.SILENT, words, language, max(length, 1_000), voiced)
