"""What a model is taught: a prompt as serving makes it, and the interviewer's turn that is right there.

The rule: the prompt is made by `core.interviewers.prompts` and the turn by its answers' models, so that what
is taught is what is asked for and what is taken; only the turn bears the loss. Each prompt is marked with a
canary drawn from its own words: the same prompt always has the same one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from core.interview.values import Level
from core.interviewers.prompted.asking import CANARY_LENGTH, CANARY_LETTERS
from core.interviewers.prompted.model import Message
from core.interviewers.prompts.answers import Answer, written
from core.interviewers.prompts.prompts import Task, marked
from core.texts.catalog import texts
from training.prepare.likeness import plain

ANY_ROLE = "candidate in any field"  # as the domain says it that is for everybody


@dataclass(frozen=True, slots=True)
class Example:
    """A turn to be taught. `question` decides its group, `about` says what it teaches (a gap, a rule).

    `real` marks a turn that a person took; the others are composed.
    """

    task: Task
    messages: tuple[Message, ...] = field(repr=False)
    answer: Answer = field(repr=False)
    question: str = field(repr=False)
    said: str = field(repr=False)
    source: str
    licence: str
    role: str = ""
    phase: str = ""
    about: str = ""
    real: bool = False

    def line(self, group: str) -> str:
        """The example as one line of JSON, in the chat format."""
        messages = marked(self.messages, _canary(self.messages))
        chat = [{"role": message.role, "content": message.content} for message in messages]
        chat.append({"role": "assistant", "content": written(self.answer)})
        row = {
            "messages": chat,
            "task": self.task.value,
            "group": group,
            "source": self.source,
            "licence": self.licence,
            "role": self.role,
            "phase": self.phase,
            "about": self.about,
        }
        return json.dumps(row, ensure_ascii=False)


def level_for(text: str) -> str:
    """The level that a prompt names where the data has none: one of the three, fixed by the text."""
    levels = tuple(Level)
    level = levels[chance(text).randrange(len(levels))]
    return texts().say(f"bank-level-{level.value}")


def chance(*parts: str) -> random.Random:
    """A chance that is the same for the same words, on every machine."""
    return random.Random(sha256("\n".join(parts).encode()).digest())  # noqa: S311 - no secret


def pair(question: str, said: str) -> tuple[str, str]:
    """A question and an answer as they are compared."""
    return plain(question), plain(said)


def _canary(messages: Sequence[Message]) -> str:
    drawn = chance(*(message.content for message in messages))
    return "".join(drawn.choice(CANARY_LETTERS) for _ in range(CANARY_LENGTH))
