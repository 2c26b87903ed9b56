"""The rows of a prepared file as they are scored: what an interviewer was shown, and what a person asked.

The rule: everything is read out of the prompt itself, so a question is scored by what its interviewer could
know, and any file in the chat format of `training.prepare` can be scored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from core.interviewers.prompted.model import Message
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.data import CLOSE, OPEN
from core.interviewers.prompts.prompts import Task, read
from training.errors import TrainingFault

_SAID = re.compile(f"{re.escape(OPEN)}(.*?){re.escape(CLOSE)}")
_ASKED = re.compile(r"^(?:Question|Asked): (.*)$", re.MULTILINE)
_MISSING = re.compile(r"^Missing: (.*)$", re.MULTILINE)
_ROLE = re.compile(r"^Role: .*, ([^,\n]*)$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One follow-up that a person asked, with the prompt that asks a model for one.

    `group` is the question's; rows of one group are never parted, neither by a split nor by resampling.
    """

    messages: tuple[Message, ...]
    reference: str
    group: str
    source: str
    role: str
    phase: str

    @cached_property
    def prompt(self) -> str:
        """What stands for the prompt: rows with the same one get the same question."""
        text = "\n\n".join(message.content for message in self.messages)
        return sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def answer(self) -> str:
        """The answer to be followed up."""
        said = _SAID.findall(self._shown)
        return said[-1] if said else ""

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """What was asked so far: the question first, then the follow-ups."""
        return tuple(_ASKED.findall(_SAID.sub("", self._shown)))

    @cached_property
    def missing(self) -> str:
        """What the follow-up is to ask for."""
        found = _MISSING.findall(_SAID.sub("", self._shown))
        return found[-1] if found else ""

    @cached_property
    def level(self) -> str:
        """The candidate's level as the prompt words it, "" where it has none."""
        found = _ROLE.search(_SAID.sub("", self._shown))
        return found.group(1) if found else ""

    def with_answer(self, other: str) -> Row:
        """The same row, its answer replaced by another one: a control."""
        newest = f"{OPEN}{self.answer}{CLOSE}"
        return replace(
            self,
            messages=tuple(
                replace(message, content=f"{OPEN}{other}{CLOSE}".join(message.content.rsplit(newest, 1)))
                for message in self.messages
            ),
        )

    @cached_property
    def _shown(self) -> str:
        return "\n".join(message.content for message in self.messages if message.role == "user")


def read_rows(file: Path) -> tuple[Row, ...]:
    """The follow-ups of a prepared file, in its order; rows of other tasks are left out.

    Raises TrainingFault where the file is missing, is not in the chat format, or has no follow-up.
    """
    rows = tuple(_follow_ups(file))
    if not rows:
        raise TrainingFault("score-no-rows", file=str(file))
    return rows


def shuffled(rows: Sequence[Row], seed: int = 0) -> tuple[Row, ...]:
    """Each row with the answer of a row of another group, the same one for rows of one prompt.

    Where there is only one group, rows keep their answers.
    """
    chance, taken = Random(seed), dict[str, str]()  # noqa: S311 - a control and no secret
    for row in rows:
        others = [other.answer for other in rows if other.group != row.group]
        if row.prompt not in taken:
            taken[row.prompt] = chance.choice(others) if others else row.answer
    return tuple(row.with_answer(taken[row.prompt]) for row in rows)


def _follow_ups(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise TrainingFault("score-no-file", file=str(file)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            if raw["task"] == Task.PROBE:
                yield _row(raw)
        except (ValueError, KeyError, TypeError):
            raise TrainingFault("score-not-chat", file=str(file), line=number) from None


def _row(raw: dict[str, Any]) -> Row:
    *messages, answer = raw["messages"]
    worded = read(Task.PROBE, answer["content"])
    if not isinstance(worded, Worded) or answer["role"] != "assistant" or not messages:
        raise ValueError("no follow-up")
    return Row(
        tuple(Message(one["role"], one["content"]) for one in messages),
        worded.question,
        str(raw["group"]),
        str(raw.get("source", "")),
        str(raw.get("role") or ""),
        str(raw.get("phase") or ""),
    )
