"""What the small Mistral is tuned on: answers with what each lacks and the words that ask for it, sentences
with their corrections, answers with findings.

The rule: prompts are those that an interview makes. Each triple goes through the interviewer that prompts
(`core.interviewers.prompted`), with a model that answers what the triple says: what it was asked becomes the
lesson, and a triple whose words it refuses is an error.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from core.domains.loader import bundled
from core.interview.ports import Material, Said
from core.interview.values import Criterion, Domain, Gap, GapKind, Level, Question
from core.interviewers.bank.bank import Bank
from core.interviewers.prompted.asking import CANARY_LENGTH, CANARY_LETTERS
from core.interviewers.prompted.interviewer import Prompted
from core.interviewers.prompted.model import Completion, Message, Request
from core.interviewers.prompts.answers import Answer, Corrected, Found, Slip, Worded, written
from core.interviewers.prompts.prompts import CANARY, FORMS, SYSTEM, Task
from core.language.measuring import measure
from core.texts.catalog import texts

FIRST_TURN = 2  # of an interview's slots; the warm-up is turn 1
LEVELS = (1, 2, 3, 4, 5)
COPIES = 3
ORDERS = 2  # in which the levels of a criterion are shown

Lesson = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Probed:
    """An answer, the gap it leaves, the probe that asks for it and what was replied, "" for nothing."""

    question: str
    asked: str
    answer: str
    gap: Gap
    probe: str
    reply: str


@dataclass(frozen=True, slots=True)
class Triples:
    """All of a file, of interviews in one domain at one level.

    `worded` has a generated question's words by the topic they were made from, `slips` those of sentences,
    `found` findings by question and criterion.
    """

    domain: Domain
    level: Level
    probed: tuple[Probed, ...]
    worded: dict[str, str]
    slips: dict[str, tuple[Slip, ...]]
    found: dict[tuple[str, Criterion], Found]

    def question(self, id: str) -> Question:
        """A question of the domain."""
        return next(question for question in self.domain.questions if question.id == id)


def read_triples(file: Path) -> Triples:
    """The triples of a JSON file."""
    table = json.loads(file.read_text(encoding="utf-8"))
    return Triples(
        bundled().domains[table["domain"]],
        Level(table["level"]),
        tuple(_probed(one) for one in table["probes"]),
        {one["topic"]: one["question"] for one in table["questions"]},
        {
            one["sentence"]: tuple(map(Slip.model_validate, one["corrections"]))
            for one in table["corrections"]
        },
        {
            (one["question"], Criterion(one["criterion"])): Found.model_validate(one["finding"])
            for one in table["findings"]
        },
    )


def _probed(one: dict[str, Any]) -> Probed:
    gap = Gap(GapKind(one["gap"]["kind"]), one["gap"]["name"])
    return Probed(one["question"], one["asked"], one["answer"], gap, one["probe"], one.get("reply", ""))


# --- what interviews ask -------------------------------------------------------------------------------


class Scripted:
    """A model that answers what it is told to, and keeps what it was asked."""

    name = "mistral"

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self.kept: list[tuple[tuple[Message, ...], Answer]] = []
        self.wanted: Answer | None = None
        self.question = ""

    async def complete(self, request: Request) -> Completion:
        """The answer of the triple that the request is about."""
        answer = self._answer(request)
        self.kept.append((_unmarked(request.messages), answer))
        return Completion(written(answer))

    async def close(self) -> None:
        """Nothing runs."""

    def _answer(self, request: Request) -> Answer:
        shown = request.messages[1].content
        if request.schema == FORMS[Task.CORRECTION].schema:
            fitting = (slips for sentence, slips in self._triples.slips.items() if f">{sentence}<" in shown)
            return Corrected(corrections=next(fitting, ()))
        if request.schema == FORMS[Task.FINDING].schema:
            say = texts().say
            criterion = next(
                one for one in Criterion if f"\nCriterion: {say(f'rubric-{one.value}')}\n" in shown
            )
            return self._triples.found[self.question, criterion]
        assert self.wanted is not None
        return self.wanted


def _unmarked(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The messages without the canary of the process that made them."""
    system, *others = messages
    plain = system.content[: -len(CANARY.format(canary="x" * CANARY_LENGTH)) - 1]
    return Message("system", plain), *others


async def lessons_of(triples: Triples, seed: int = 0) -> list[Lesson]:
    """Chats as training has them: those that one prompt leads to several times, each with another canary."""
    model = Scripted(triples)
    interviewer = Prompted(model, Bank(), measure, samples=1)
    await _word_probes(triples, model, interviewer)
    await _word_questions(triples, model, interviewer)
    dice = random.Random(seed)  # noqa: S311 - chance, not secrecy
    orders = [dice.sample(LEVELS, len(LEVELS)) for _ in range(ORDERS)]
    await _judge_and_correct(triples, model, interviewer, orders)
    return [
        _lesson(messages, answer, dice)
        for messages, answer in dict.fromkeys(model.kept)
        for _ in range(_copies(messages, answer, dice))
    ]


async def _word_probes(triples: Triples, model: Scripted, interviewer: Prompted) -> None:
    for one in triples.probed:
        model.wanted = Worded(question=one.probe)
        _held((await interviewer.word_probe(_material(triples, one), one.gap)).text, one.probe)


async def _word_questions(triples: Triples, model: Scripted, interviewer: Prompted) -> None:
    """A generated question after every way through the slots before it that triples have."""
    generated = next(one for one in triples.probed if triples.question(one.question).generated)
    for before in _ways(triples):
        question = triples.question(generated.question)
        material = Material(triples.domain, triples.level, question, question.text, (), before)
        topic = (await Bank().word_question(material)).text
        model.wanted = Worded(question=triples.worded[topic])
        _held((await interviewer.word_question(material)).text, triples.worded[topic])


def _ways(triples: Triples) -> Iterator[tuple[Said, ...]]:
    """The turns of each interview: one slot of every phase, with its probe and reply."""
    whole = [one for one in triples.probed if one.reply and not triples.question(one.question).generated]
    phases = dict.fromkeys(triples.question(one.question).phase for one in whole)
    slots = [[one for one in whole if triples.question(one.question).phase is phase] for phase in phases]
    for way in product(*slots):
        said = [pair for one in way for pair in ((one.asked, one.answer), (one.probe, one.reply))]
        yield tuple(Said(turn, *pair) for turn, pair in enumerate(said, FIRST_TURN))


async def _judge_and_correct(
    triples: Triples, model: Scripted, interviewer: Prompted, orders: Sequence[Sequence[int]]
) -> None:
    judged = {question for question, _ in triples.found}
    for one in triples.probed:
        if not one.reply:
            continue
        material, model.question = _material(triples, one, replied=True), one.question
        await interviewer.correct(material)
        for order in orders if one.question in judged else ():
            for made in await interviewer.with_anchors(order).judge(material):
                _held(made.by or model.name, model.name)


def _material(triples: Triples, one: Probed, replied: bool = False) -> Material:
    said = [Said(FIRST_TURN, one.asked, one.answer)]
    said += [Said(FIRST_TURN + 1, one.probe, one.reply)] if replied else []
    return Material(triples.domain, triples.level, triples.question(one.question), one.asked, tuple(said), ())


def _held(made: str, wanted: str) -> None:
    if made != wanted:
        raise ValueError(f"not as the triple says, but {made!r}: {wanted!r}")


def _copies(messages: Sequence[Message], answer: Answer, dice: random.Random) -> int:
    """How often a prompt is shown: findings and generated questions have several prompts for the same answer
    already, and of sentences without a slip a third is enough.
    """
    if isinstance(answer, Corrected) and not answer.corrections:
        return int(dice.random() < 1 / COPIES)
    several = isinstance(answer, Found) or messages[0].content.startswith(SYSTEM[Task.QUESTION])
    return 1 if several else COPIES


def _lesson(messages: Sequence[Message], answer: Answer, dice: random.Random) -> Lesson:
    canary = "".join(dice.choices(CANARY_LETTERS, k=CANARY_LENGTH))
    system, *others = messages
    marked = [Message("system", f"{system.content} {CANARY.format(canary=canary)}"), *others]
    chat = [{"role": one.role, "content": one.content} for one in marked]
    return {"messages": [*chat, {"role": "assistant", "content": written(answer)}]}
