"""Sample interviews to be looked at: strong, weak, typed, and one that is very long.

    python -m tests.report.samples FOLDER

writes each one's picture (light and dark), drawing and PDF. They are led by the question bank over a real
practice; a strong answer is the model answer, and what is "spoken" has its times made up here.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.bootstrap import build
from bot.files import CARDS
from bot.port import Account, Form, Query, Shown
from bot.practice import LocalPractice
from bot.settings import Settings
from core.domains.loader import load_domains
from core.interview.state import State, Turn
from core.interview.values import Question, Speech
from core.report.drawing.card import card
from core.report.drawing.paper import paper
from core.report.drawing.press import Job, Press
from core.report.sheet import Sheet
from core.report.view import build as report_of
from core.speech.interview import spoken
from core.texts.catalog import texts
from tests.bot.person import Clock, Person
from tests.fakes.engine import InlineEngine
from tests.speech.spoken import LEAD

Answer = Callable[[Question, int], str]
WEAK = (
    "I think it is important to work hard and be a good team player, you know.",
    "We had some problems, but we fixed them and it was fine in the end.",
    "I am not sure about that one.",
    "Basically I would look at it and then do whatever is needed, sort of.",
)
FILLER_EVERY = 23


def strong(question: Question, number: int) -> str:
    """The model answer, or an answer with numbers where a follow-up is asked."""
    return (
        question.model_answer if number == 0 else "It went from 40 minutes to 6, and nobody was paged for it."
    )


def weak(question: Question, number: int) -> str:
    """Something general."""
    return WEAK[(len(question.text) + number) % len(WEAK)]


def mixed(question: Question, number: int) -> str:
    """Good for one question, general for the next."""
    return strong(question, number) if len(question.id) % 2 else weak(question, number)


async def led(practice: LocalPractice, clock: Clock, domain: str, length: str, answer: Answer) -> Sheet:
    """The sheet of an interview led by the bank."""
    person = Person(practice, clock, Account("test", f"{domain}-{length}-{answer.__name__}"))
    asked = {question.text: question for question in load_domains("en", []).domains[domain].questions}
    last, number = next(iter(asked.values())), 0
    new = await person.begins(domain, "mid", length)
    while not any(message.shown is Shown.REPORT for message in new):
        shown = next((m.text for m in reversed(new) if m.shown is Shown.QUESTION), "")
        number = 0 if shown in asked else number + 1
        last = asked.get(shown, last)
        clock.pass_(70)
        new = await person.says(answer(last, number))
    await person.reads(Query.REPORT)
    sheet = await practice._views.sheet(person.account)
    assert sheet is not None
    return sheet


def spoken_at(sheet: Sheet, rate: int, fillers: bool, seed: int = 1) -> Sheet:
    """The same interview, as if it had been spoken at about `rate` words a minute."""
    chance = random.Random(seed)
    turns = tuple(
        _spoken_turn(turn, answer, rate, fillers, chance)
        for turn, answer in zip(sheet.state.turns, sheet.answers, strict=True)
    )
    state: State = replace(sheet.state, turns=turns)
    return replace(sheet, state=state, spoken=spoken(state))


def _spoken_turn(turn: Turn, answer: str, rate: int, fillers: bool, chance: random.Random) -> Turn:
    if not turn.parts:
        return turn
    speech = _speech(len(answer.split()), rate * chance.uniform(0.8, 1.25), fillers, chance)
    return replace(turn, parts=(replace(turn.parts[0], speech=speech, clip="clip"), *turn.parts[1:]))


def _speech(words: int, rate: float, fillers: bool, chance: random.Random) -> Speech:
    times: list[tuple[int, int]] = []
    voiced: list[tuple[int, int]] = []
    now = begin = LEAD
    for number in range(words):
        if number and chance.random() < 0.06:
            voiced.append((begin, now))
            now += chance.choice((350, 600, 900, 2_300 if fillers else 700, 4_100 if fillers else 300))
            begin = now
        length = round(60_000 / rate / (1.25 + 0.3 * (number > words / 2)) * chance.uniform(0.5, 1.5))
        times.append((now, now + length))
        now += length
    voiced.append((begin, now))
    every = range(5, words, FILLER_EVERY // 2) if fillers else range(11, words, FILLER_EVERY * 4)
    return Speech("en", now + 400, tuple(voiced), tuple(times), fillers=tuple(every))


async def sheets(folder: Path) -> dict[str, Sheet]:
    """The samples by their names, over a store in `folder`."""
    clock = Clock()
    async with build(Settings(data_dir=folder), clock, InlineEngine()) as practice:
        good = await led(practice, clock, "backend", "standard", strong)
        poor = await led(practice, clock, "nurse", "short", weak)
        long = await led(practice, clock, "customer_service_representative", "long", mixed)
    return {
        "strong": spoken_at(good, 150, fillers=False),
        "weak": spoken_at(poor, 205, fillers=True),
        "typed": good,
        "long": spoken_at(long, 140, fillers=True),
    }


async def main(folder: Path) -> None:
    """Draws every sample."""
    press = Press()
    with tempfile.TemporaryDirectory() as place:
        made = await sheets(Path(place))
    for name, sheet in made.items():
        report = report_of(sheet)
        for form, picture in CARDS.items():
            job = Job("card.typ", picture.ending, card(report, texts()), picture.dark)
            (folder / f"{name}-{form.value}.{picture.ending}").write_bytes(await press.draw(job))
        printed = Job("report.typ", "pdf", paper(report, texts()))
        (folder / f"{name}.{Form.PDF.value}").write_bytes(await press.draw(printed))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
