"""Those who are compared: each words one follow-up for each row.

The rule: an interviewer sees the prompt and nothing of what the person asked.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from core.domains.loader import bundled
from core.interview.ports import Material, Said
from core.interview.values import Domain, Gap, GapKind, Level, Phase, Question, Shape
from core.interviewers.bank.bank import Bank
from core.interviewers.prompted.model import Model, Request
from core.interviewers.prompts.answers import Worded
from core.interviewers.prompts.gaps import GAPS
from core.interviewers.prompts.prompts import FORMS, Task, read
from core.texts.catalog import texts
from training.errors import TrainingFault
from training.score.comparison import PEOPLE
from training.score.rows import Row

AT_ONCE = 16  # prompts a model is asked together


class Asker(Protocol):
    """An interviewer that is scored."""

    @property
    def name(self) -> str:
        """As the tables call it."""
        ...

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """One follow-up for each row; "" where it worded none."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """Asks the same whatever was answered."""

    text: str
    name: str = "generic line"

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """See `Asker`."""
        return [self.text] * len(rows)


@dataclass(frozen=True, slots=True)
class People:
    """What people asked themselves: how varied, specific and fit to be asked that is."""

    name: str = PEOPLE

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """See `Asker`."""
        return [row.reference for row in rows]


@dataclass(frozen=True, slots=True)
class Written:
    """Questions that were written down: a file with one JSON object, {"question": ...}, for each row."""

    name: str
    file: Path

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """See `Asker`. Raises TrainingFault where the file is missing or has another number of lines."""
        try:
            lines = self.file.read_text(encoding="utf-8").splitlines()
            found = [str(json.loads(line)["question"]) for line in lines if line.strip()]
        except (OSError, ValueError, KeyError, TypeError):
            raise TrainingFault("score-no-questions", file=str(self.file)) from None
        if len(found) != len(rows):
            raise TrainingFault(
                "score-other-rows", file=str(self.file), lines=len(found), rows=len(rows)
            ) from None
        return found


@dataclass(frozen=True, slots=True)
class Prompting:
    """A language model, asked as the interviewer asks it: once, greedily, held to the schema.

    `load` gives the model, anew each time it is asked.
    """

    name: str
    load: Callable[[], Model]

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """See `Asker`. Each prompt is asked once, however many rows have it. Raises ModelFault."""
        different = {row.prompt: row for row in rows}
        answers = asyncio.run(_asked(self.load(), list(different.values())))
        known = dict(zip(different, answers, strict=True))
        return [known[row.prompt] for row in rows]


async def _asked(model: Model, rows: Sequence[Row]) -> list[str]:
    free = asyncio.Semaphore(AT_ONCE)

    async def one(row: Row) -> str:
        form = FORMS[Task.PROBE]
        async with free:
            found = await model.complete(Request(row.messages, form.schema, form.max_tokens))
        worded = read(Task.PROBE, found.text)
        return worded.question if isinstance(worded, Worded) else ""

    try:
        return list(await asyncio.gather(*map(one, rows)))
    finally:
        await model.close()


class OfTheBank:
    """The question bank: the domain's own follow-up where the question is a domain's, else a general one.

    The gap is the one that the row asks for; where the row names none, the first the bank finds itself.
    """

    name = "bank"

    def __init__(self) -> None:
        self._bank = Bank()
        self._known = {
            question.text: (domain, question)
            for domain in bundled().domains.values()
            for question in domain.questions
        }
        self._strange = next(iter(bundled().domains.values()))

    def ask(self, rows: Sequence[Row]) -> list[str]:
        """See `Asker`."""
        return asyncio.run(self._all(rows))

    async def _all(self, rows: Sequence[Row]) -> list[str]:
        return [await self._one(row) for row in rows]

    async def _one(self, row: Row) -> str:
        asked = row.asked[0] if row.asked else ""
        domain, question = self._known.get(asked) or (self._strange, _unknown(asked))
        material = _material(domain, question, row)
        gap = _named(question, row.missing) or await self._found(material)
        return (await self._bank.word_probe(material, gap)).text

    async def _found(self, material: Material) -> Gap:
        found = await self._bank.examine(material)
        gaps = [*found.missing, *([found.vague] if found.vague else [])]
        return gaps[0] if gaps else Gap(GapKind.VAGUE, "example")


def generic_line() -> Line:
    """The line that fits after any answer."""
    return Line(texts().say("score-generic-line"))


def _material(domain: Domain, question: Question, row: Row) -> Material:
    level = next((one for one in Level if row.level.startswith(one.value)), Level.MID)
    here = (Said(1, row.asked[-1] if row.asked else "", row.answer),)
    return Material(domain, level, question, question.text, here, ())


def _unknown(asked: str) -> Question:
    """A question that no domain has: nothing is known of what a good answer holds."""
    return Question("unknown", Phase.BEHAVIORAL, 1, Shape.STORY, asked, (), (), "", "")


def _named(question: Question, missing: str) -> Gap | None:
    """The gap that a row says is missing."""
    points = (Gap(GapKind.POINT, point.id) for point in question.points if point.text == missing)
    general = (Gap(kind, name) for (kind, name), text in GAPS.items() if text == missing)
    return next(chain(points, general), None)
