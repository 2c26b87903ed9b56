"""What every Model promises, wherever it runs: in a process here, or behind a server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import get_args

import jsonschema
import pytest
import pytest_asyncio

from bot.settings import Settings
from core.interviewers.mistral.mistral import Mistral
from core.interviewers.openai_compatible.asking import OpenAiCompatible
from core.interviewers.openai_compatible.server import Server
from core.interviewers.prompted.model import Model, Request
from core.interviewers.prompts import prompts
from core.interviewers.prompts.prompts import FORMS, Task
from tests.fakes.model_server import KEY, NAME, ModelServer, model_server
from tests.fakes.small_model import OPTIONS, Thinking

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]

KINDS = ("here", "server")
ANSWER = "I moved the booking calendar to another database in one night and nobody noticed."
ASKED = "Tell me about something you built."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here() -> AsyncIterator[Mistral]:
    made = Mistral(OPTIONS)
    await made.start()
    yield made
    await made.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=KINDS)
async def model(request: pytest.FixtureRequest, here: Mistral) -> AsyncIterator[Model]:
    if request.param == "here":
        yield here
        return
    async with model_server(ModelServer(Thinking(here))) as served:
        made = OpenAiCompatible(Server(served.url, NAME, KEY))
        yield made
        await made.close()
        assert served.faults == []


def probe(answer: str = ANSWER, most: int = 20) -> Request:
    """A request for a follow-up."""
    messages = prompts.probe("engineer", "entry", ASKED, [(ASKED, answer)], "what came of it in the end")
    return Request(messages, FORMS[Task.PROBE].schema, most, "an interview")


async def test_it_is_named_as_in_the_settings(model: Model) -> None:
    names = get_args(Settings.model_fields["interviewer"].annotation)
    assert model.name in names


async def test_its_answer_is_one_object_of_the_schema(model: Model) -> None:
    found = prompts.finding(
        "engineer", ASKED, prompts.Scale("depth", ((1, "nothing"), (5, "all of it"))), "", ANSWER
    )
    form = FORMS[Task.FINDING]
    answer = await model.complete(Request(found, form.schema, form.max_tokens))
    jsonschema.validate(json.loads(answer.text), dict(form.schema))


async def test_what_it_cost_is_counted(model: Model) -> None:
    answer = await model.complete(probe(most=30))
    assert answer.prompt_tokens > 50
    assert 0 < answer.completion_tokens <= 30
    assert 0 <= answer.cached_tokens <= answer.prompt_tokens
    assert answer.seconds > 0


async def test_the_same_is_answered_to_the_same(model: Model) -> None:
    first = await model.complete(probe())
    assert (await model.complete(probe())).text == first.text


async def test_what_is_drawn_is_drawn_again_with_the_same_seed(model: Model) -> None:
    asked = [replace(probe(), temperature=1.0, seed=seed) for seed in (1, 1, 2)]
    one, same, *others = [(await model.complete(request)).text for request in asked]
    assert same == one
    assert any(other != one for other in others)


async def test_many_at_once_are_answered_like_one_after_the_other(model: Model) -> None:
    asked = [probe(f"{ANSWER} It took {hours} hours.") for hours in (2, 30)]
    alone = [(await model.complete(request)).text for request in asked]
    together = await asyncio.gather(*map(model.complete, asked))
    assert [one.text for one in together] == alone


async def test_whoever_gives_up_keeps_nobody_from_being_answered(model: Model) -> None:
    before = await model.complete(probe())
    waiting = asyncio.create_task(model.complete(probe(ANSWER * 3, most=90)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await model.complete(probe())).text == before.text
