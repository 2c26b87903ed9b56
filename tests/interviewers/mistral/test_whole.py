"""The small model in its own process, in 4 bits with its adapter, as people use it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import jsonschema
import psutil  # type: ignore[import-untyped]
import pytest
import pytest_asyncio

from core.interviewers.mistral.mistral import Mistral
from core.interviewers.mistral.options import Options
from core.interviewers.prompted.model import Message, Request
from core.interviewers.prompts.prompts import FORMS, Task

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]
SAID = "I moved the whole plant in one night and nobody noticed. "
MANY = 40


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model(base: Path, adapter: Path) -> AsyncIterator[Mistral]:
    options = Options(str(base), adapter=str(adapter), device="cpu", threads=1, cache_mib=4)
    one = Mistral(options)
    await one.start()
    yield one
    await one.close()


def request(said: str, interview: str = "", task: Task = Task.PROBE, most: int = 0) -> Request:
    form = FORMS[task]
    messages = (Message("system", "Ask one question."), Message("user", said))
    return Request(messages, form.schema, most or form.max_tokens, interview)


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.01)


async def test_it_says_what_it_runs_on(model: Mistral) -> None:
    assert model.running_on == "cpu 4-bit"
    health = await model.health()
    assert (health.process_mib > 100, health.graphics_mib, health.running) == (True, 0, 0)


async def test_every_task_is_answered_in_its_form(model: Mistral) -> None:
    answers = await asyncio.gather(*(model.complete(request(SAID, task, task, 60)) for task in Task))
    for task, answer in zip(Task, answers, strict=True):
        jsonschema.validate(json.loads(answer.text), dict(FORMS[task].schema))
        assert 0 < answer.completion_tokens <= 60


async def test_together_they_come_to_what_each_comes_to_alone(model: Mistral) -> None:
    asked = [request(SAID * (n + 3), str(n), most=30) for n in range(6)]
    alone = [(await model.complete(one)).text for one in asked]
    together = await asyncio.gather(*(model.complete(one) for one in asked))
    assert [one.text for one in together] == alone
    assert all(one.cached_tokens > 0 for one in together)


async def test_killed_in_the_middle_it_answers_all_the_same(model: Mistral) -> None:
    asked = [request(f"{n} {SAID}", str(n)) for n in range(2)]
    before = [(await model.complete(one)).text for one in asked]
    killed = model.pid
    waiting = [asyncio.create_task(model.complete(one)) for one in asked]
    await until(lambda: model._room.inside == 2)
    assert killed is not None
    used = psutil.Process(killed).cpu_times().user
    await until(lambda: psutil.Process(killed).cpu_times().user > used)  # it is at work
    psutil.Process(killed).kill()
    assert [(await one).text for one in waiting] == before
    assert model.pid not in (None, killed)


async def test_whoever_gives_up_stops_the_work(model: Mistral) -> None:
    waiting = asyncio.create_task(model.complete(request(SAID, task=Task.DEBRIEF)))
    await until(lambda: model._room.inside == 1)
    waiting.cancel()
    await asyncio.wait([waiting])
    process = model._worker.process if model._worker else None
    assert process is not None
    await until(lambda: not process._dropped)  # the process said that it stopped


async def test_memory_stays_flat_over_many_requests(model: Mistral) -> None:
    async def some(first: int) -> int:
        asked = [request(f"{first + n} {SAID * 9}", str(n % 5), most=8) for n in range(MANY)]
        await asyncio.gather(*(model.complete(one) for one in asked))
        health = await model.health()
        assert health.kept_mib <= 4
        return health.process_mib

    before = await some(0)
    assert await some(MANY) <= before + 8
