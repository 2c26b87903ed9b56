"""Rows as prepare writes them, made from a few words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from core.interviewers.prompts.answers import Worded, written
from core.interviewers.prompts.prompts import probe

QUESTION = "Tell me about a mistake."
ANSWER = "I told the team about the delay."
ASKED = "How did you tell the team?"
OPEN = "what the answer leaves open"


@dataclass(frozen=True)
class Made:
    """One follow-up to be: what was asked and answered, and what a person asked then."""

    question: str = QUESTION
    answer: str = ANSWER
    asked: str = ASKED
    group: str = "g1"
    source: str = "triples"
    role: str = "nurse"
    phase: str = "behavioral"
    missing: str = OPEN
    task: str = "probe"

    def line(self) -> str:
        """As it stands in a file."""
        messages = probe(self.role, "mid-level", self.question, [(self.question, self.answer)], self.missing)
        chat = [{"role": message.role, "content": message.content} for message in messages]
        chat.append({"role": "assistant", "content": written(Worded(question=self.asked))})
        others = {"group": self.group, "source": self.source, "role": self.role, "phase": self.phase}
        return json.dumps({"messages": chat, "task": self.task, **others})


def file_of(folder: Path, *rows: Made, name: str = "test") -> Path:
    """A split's file."""
    file = folder / f"{name}.jsonl"
    file.write_text("".join(f"{row.line()}\n" for row in rows), encoding="utf-8")
    return file
