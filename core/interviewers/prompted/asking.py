"""Asks a model and takes its answer only as the task's form, whole and without the canary.

The rule: whatever a model does is one of two things here, an answer of the right form or a reason why there
is none; nothing it does is raised to whoever asked, and everything is counted.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from core.interview.errors import ModelFault
from core.interview.values import Refusal
from core.interviewers.prompted.model import Completion, Message, Model, Request
from core.interviewers.prompted.tally import Tally
from core.interviewers.prompts.answers import Answer
from core.interviewers.prompts.prompts import FORMS, Task, marked

CANARY_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that it never is a word
CANARY_LENGTH = 8
LEAKED_RUN = 7  # words of a system message in a row that give it away


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the task, its messages, whose interview it is, and how its words are drawn."""

    task: Task
    messages: tuple[Message, ...]
    interview: str
    temperature: float = 0.0
    seed: int = 0


class Asker:
    """Asks `model`; an answer that takes longer than `patience_s` seconds is none.

    `key` makes the canaries; it is drawn anew for each process unless it is given.
    """

    def __init__(self, model: Model, tally: Tally, patience_s: float, key: bytes | None = None) -> None:
        self._model, self.tally, self._patience_s = model, tally, patience_s
        self._key = key or secrets.token_bytes(16)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    async def ask(self, ask: Ask) -> Answer | Refusal:
        """The answer, or why there is none."""
        form, canary = FORMS[ask.task], self.canary(ask.interview)
        messages = marked(ask.messages, canary)
        request = Request(messages, form.schema, form.max_tokens, ask.interview, ask.temperature, ask.seed)
        completion = await self._completion(request)
        self.tally.called(ask.interview, ask.task, completion)
        if completion is None:
            return Refusal.NO_ANSWER
        if leaks(completion.text, canary, messages[0].content):
            return Refusal.CANARY
        return _parsed(ask.task, completion.text)

    def canary(self, interview: str) -> str:
        """The word that no answer in this interview may hold.

        It is the same for a whole interview, so that what was read once is not read again.
        """
        digest = hmac.digest(self._key, interview.encode(), "sha256")
        return "".join(CANARY_LETTERS[byte % len(CANARY_LETTERS)] for byte in digest[:CANARY_LENGTH])

    async def close(self) -> None:
        """Ends the model."""
        await self._model.close()

    async def _completion(self, request: Request) -> Completion | None:
        try:
            async with asyncio.timeout(self._patience_s):
                return await self._model.complete(request)
        except (ModelFault, TimeoutError):
            return None


def leaks(text: str, canary: str, system: str) -> bool:
    """Whether a text holds the canary, however it is spaced or turned, or much of the system message."""
    letters = "".join(character for character in text.upper() if character.isalnum())
    if canary in letters or canary[::-1] in letters:
        return True
    words = _words(system)
    said = f" {' '.join(_words(text))} "
    runs = range(len(words) - LEAKED_RUN + 1)
    return any(f" {' '.join(words[i : i + LEAKED_RUN])} " in said for i in runs)


def _words(text: str) -> Sequence[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _parsed(task: Task, text: str) -> Answer | Refusal:
    try:
        return FORMS[task].answer.model_validate_json(text)
    except ValidationError as fault:
        fields = [error["loc"] for error in fault.errors(include_input=False, include_url=False)]
        only_level = task is Task.FINDING and fields == [("level",)]
        return Refusal.LEVEL_OUT_OF_RANGE if only_level else Refusal.OUTSIDE_SCHEMA
