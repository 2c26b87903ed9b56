"""What stands at both ends of the way: a platform that is a file, interviewers that take time or fail."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from bot.port import Letter, Outgoing
from core.interview.ports import Corrected, Correction, Debrief, Material, Outline
from core.interview.values import Examination, Finding
from core.interviewers.bank.bank import Bank

PLATFORM = "fake"
FILE = "sent.jsonl"


class Notebook:
    """A platform whose chats are lines of a file, on the disk before it says that it has a message."""

    platform = PLATFORM

    def __init__(self, folder: Path, reached: Callable[[str], None], *, failing: bool = False) -> None:
        self._file = folder / FILE
        self._reached = reached
        self._failing = failing

    async def send(self, letter: Letter) -> str:
        self._reached("letter: sending")
        if self._failing:
            raise RuntimeError(words_of(letter.outgoing))
        line = {
            "to": letter.to,
            "sequence": letter.outgoing.sequence,
            "nonce": letter.nonce,
            "again": letter.again,
        }
        file = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, json.dumps(line).encode() + b"\n")
        os.fsync(file)
        os.close(file)
        self._reached("letter: sent")
        return f"message-{letter.nonce}"


def words_of(outgoing: Outgoing) -> str:
    """All that a message says."""
    return f"{outgoing.head} {outgoing.text}"


class Unhurried(Bank):
    """The bank as an interviewer that takes its time, so that all it does is a job, and that writes."""

    name = "unhurried"
    instant = False
    examines_at_once = False
    debriefs = True

    async def correct(self, material: Material) -> Corrected | None:
        """The first word of the newest answer, said twice."""
        said = material.here[-1]
        word = said.answer.split()[0]
        better = f"{word} {word}"
        return Corrected((Correction(said.turn, 0, len(word), better, "To be heard."),))

    async def debrief(self, outline: Outline) -> Debrief | None:
        """Words that are kept and shown."""
        questions = ", ".join(str(asked.number) for asked in outline.asked)
        return Debrief(self.name, f"Of {questions}.", "One part holds.", "Another could.", "More of it.")


class Failing(Bank):
    """An interviewer that raises what was said, in a job or in the mailbox's own step."""

    name = "failing"

    def __init__(self, where: str) -> None:
        super().__init__()
        self.instant = self.examines_at_once = where == "mailbox"

    async def examine(self, material: Material) -> Examination:
        raise RuntimeError(material.here[-1].answer)

    async def judge(self, material: Material) -> tuple[Finding, ...]:
        raise RuntimeError("\n".join(said.answer for said in material.here))
