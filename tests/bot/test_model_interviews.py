"""Whole interviews with a model on a server: what it says is asked, and nothing it does stops anybody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.bootstrap import House, build_house
from bot.port import Form, Outgoing, Query
from bot.settings import Settings
from core.interview.values import Refusal
from core.interviewers.prompted.tally import summed
from core.interviewers.prompts.prompts import Task
from tests.bot.person import Clock, Person, questions
from tests.crash.candidate import worded
from tests.fakes.engine import InlineEngine
from tests.fakes.model_script import Script
from tests.fakes.model_server import KEY, NAME, Body, ModelServer, Thought, model_server, said, streamed

STORY = (
    "In my last job at a travel agency I was responsible for the booking calendar. One morning it lost {n} "
    "bookings, so I compared the logs with the database, found a missing lock and repaired it."
)


@asynccontextmanager
async def practising(server: ModelServer, data: Path) -> AsyncIterator[tuple[Person, House]]:
    """Somebody in front of a Greenroom that asks `server`."""
    async with model_server(server) as served:
        settings = Settings(
            data_dir=data,
            interviewer="openai_compatible",
            model_url=served.url,
            model_key=SecretStr(KEY),
            model=NAME,
            model_samples=1,
            model_seconds=2,
        )
        clock = Clock()
        async with build_house(settings, clock, InlineEngine()) as house:
            yield Person(house.practice, clock), house
        assert served.faults == []


async def goes_through(person: Person, between: Callable[[int], None] = lambda _number: None) -> list[str]:
    """Answers everything until the report; the questions asked."""
    await person.begins(domain="software_development_engineer", level="entry")
    asked: list[str] = []
    for number in range(30):
        new = await person.says(STORY.format(n=number + 3))
        async with asyncio.timeout(30):  # what comes before the next question goes with this answer
            while not (questions(new) or _reported(new)):
                await asyncio.sleep(0.02)
                new += await person.sees()
        asked += questions(new)
        between(number)
        if _reported(new):
            return asked
    raise AssertionError(asked)


def _reported(new: list[Outgoing]) -> bool:
    return any(message.shown.value == "report" for message in new)


async def worded_for(person: Person) -> tuple[int, int]:
    """How many of the questions and follow-ups made for somebody the model worded, and of how many."""
    file = await person.practice.file(person.account, Form.JSON)
    assert file
    return worded(file.content)


async def test_what_the_model_says_is_asked_and_the_report_says_so(tmp_path: Path) -> None:
    script = Script()
    async with practising(ModelServer(script), tmp_path / "data") as (person, house):
        asked = await goes_through(person)
        report = await person.reads(Query.REPORT)
        done, of = await worded_for(person)
        assert house.worker.tally
        counts = summed(house.worker.tally.in_all())
    # One question the story does not answer at all: nothing of it is shown to a model, so the bank asks on.
    assert (done, of) == (4, 5)
    assert len([one for one in asked if one in script.worded]) >= done
    assert "Written by the language model from what stands in this report." in report
    assert counts.fallbacks == 0
    assert counts.prompt_tokens == 100 * counts.calls


async def _praise(_body: Body) -> Thought:
    return Thought('{"question": "What a great answer! Is it not? Is it?"}')


async def test_a_model_whose_words_never_hold_leaves_every_turn_to_the_bank(tmp_path: Path) -> None:
    async with practising(ModelServer(_praise), tmp_path / "data") as (person, house):
        asked = await goes_through(person)
        report = await person.reads(Query.REPORT)
        done, of = await worded_for(person)
        assert house.worker.tally
        counts = summed(house.worker.tally.in_all())
    assert (done, of >= 3, counts.taken, len(asked) >= 5) == (0, True, 0, True)
    assert "A language model was asked first, and nothing of it was taken" in report


async def test_a_server_that_is_gone_in_the_middle_leaves_the_rest_to_the_bank(tmp_path: Path) -> None:
    server = ModelServer(Script())
    async with practising(server, tmp_path / "data") as (person, house):

        def goes(_number: int) -> None:
            assert house.worker.tally
            counts = house.worker.tally.in_all()
            if sum(counts[task].taken for task in (Task.QUESTION, Task.PROBE) if task in counts):
                server.names = ("another",)

        await goes_through(person, goes)
        report = await person.reads(Query.REPORT)
        done, of = await worded_for(person)
        assert house.worker.tally
        counts = summed(house.worker.tally.in_all())
    assert 0 < done < of, report
    assert "The built-in question bank stepped in" in report
    assert (counts.refused[Refusal.NO_ANSWER] > 0, counts.fallbacks > 0) == (True, True)


async def test_a_connection_that_breaks_costs_one_turn(tmp_path: Path) -> None:
    server = ModelServer(Script(), answers=[streamed(said("{")[0], breaks=True)])
    async with practising(server, tmp_path / "data") as (person, house):
        await goes_through(person)
        assert house.worker.tally
        counts = summed(house.worker.tally.in_all())
    assert (counts.refused[Refusal.NO_ANSWER], counts.fallbacks) == (1, 1)
