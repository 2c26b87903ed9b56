"""The model that asks a server: what is asked, what is made of the answer, and what a fault is called."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
import pytest_asyncio
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from core.interview.errors import ModelFault
from core.interviewers.openai_compatible.asking import Health, OpenAiCompatible
from core.interviewers.openai_compatible.server import Server
from core.interviewers.prompted.model import Message, Request
from core.texts.catalog import texts
from tests.fakes.model_server import KEY, NAME, QUESTION, ModelServer, error, model_server, said, streamed

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
WORDS = "twelve patients on a surgical ward"
REQUEST = Request((Message("system", "Ask."), Message("user", WORDS)), MappingProxyType(SCHEMA), 60)
EMPTY = '{"question": ""}'


@asynccontextmanager
async def asking(server: Server) -> AsyncIterator[OpenAiCompatible]:
    made = OpenAiCompatible(server)
    try:
        yield made
    finally:
        await made.close()


@pytest_asyncio.fixture
async def served() -> AsyncIterator[ModelServer]:
    async with model_server() as server:
        yield server


@pytest_asyncio.fixture
async def model(served: ModelServer) -> AsyncIterator[OpenAiCompatible]:
    async with asking(Server(served.url, NAME, KEY)) as made:
        yield made


def types(served: ModelServer) -> list[str]:
    """The forms it was asked in."""
    return [body.get("response_format", {}).get("type", "") for body in served.asked]


async def test_the_server_is_asked_as_its_reference_says(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    answer = await model.complete(REQUEST)
    assert (answer.text, served.faults) == (QUESTION, [])
    assert served.asked == [
        {
            "model": "greenroom",
            "messages": [{"role": "system", "content": "Ask."}, {"role": "user", "content": WORDS}],
            "max_tokens": 60,
            "temperature": 0.0,
            "stream": True,
            "stream_options": {"include_usage": True},
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True},
            },
        }
    ]
    assert served.authorizations == [f"Bearer {KEY}"]


async def test_a_seed_is_sent_only_where_something_is_drawn(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    await model.complete(replace(REQUEST, seed=7))
    await model.complete(replace(REQUEST, seed=7, temperature=0.7))
    assert [(body.get("seed"), body["temperature"]) for body in served.asked] == [(None, 0.0), (7, 0.7)]


async def test_what_it_cost_is_counted(model: OpenAiCompatible) -> None:
    answer = await model.complete(REQUEST)
    assert (answer.prompt_tokens, answer.completion_tokens, answer.cached_tokens) == (100, 20, 64)
    assert 0 < answer.seconds < 20


async def test_strange_counts_are_no_counts(served: ModelServer, model: OpenAiCompatible) -> None:
    chunk = '{"choices": [], "usage": {"prompt_tokens": "many", "completion_tokens": -3}}'
    served.answers.append(streamed(*said(QUESTION), f"data: {chunk}\n\n"))
    answer = await model.complete(REQUEST)
    assert (answer.prompt_tokens, answer.completion_tokens, answer.cached_tokens) == (0, 0, 0)


@pytest.mark.parametrize(
    ("forms", "first", "after"),
    [
        (("json_schema", "json_object"), ["json_schema"], "json_schema"),
        (("json_object",), ["json_schema", "json_object"], "json_object"),
        ((), ["json_schema", "json_object", ""], ""),
    ],
)
async def test_the_form_a_server_has_is_found_once_and_remembered(
    served: ModelServer, model: OpenAiCompatible, forms: tuple[str, ...], first: list[str], after: str
) -> None:
    served.forms = forms
    assert (await model.complete(REQUEST)).text == QUESTION
    assert types(served) == first
    assert (await model.complete(REQUEST)).text == QUESTION
    assert types(served) == [*first, after]


async def test_a_server_that_cannot_count_is_asked_without(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.counts = False
    answer = await model.complete(REQUEST)
    assert (answer.text, answer.prompt_tokens, model.form) == (QUESTION, 0, "plain")
    assert "stream_options" not in served.asked[-1]


async def test_a_template_without_a_system_gets_it_before_the_first_question(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.has_system = False
    for _ in range(2):
        assert (await model.complete(REQUEST)).text == QUESTION
    assert len(served.asked) == 6
    assert served.asked[-1]["messages"] == [{"role": "user", "content": f"Ask.\n\n{WORDS}"}]
    assert types(served)[4:] == ["json_schema", "json_schema"]


async def test_a_server_that_ignores_the_form_is_looked_through_for_its_json(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.keeps_to_them = False
    assert (await model.complete(REQUEST)).text == QUESTION
    assert model.form == "schema"


async def test_a_server_that_became_another_is_asked_anew(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    await model.complete(REQUEST)
    served.forms = ()
    with pytest.raises(ModelFault):
        await model.complete(REQUEST)
    assert (await model.complete(REQUEST)).text == QUESTION
    assert model.form == "text"


async def test_what_is_no_json_at_all_is_handed_on_for_whoever_checks(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.answers.append(streamed(*said(" I would rather not. ")))
    assert (await model.complete(REQUEST)).text == "I would rather not."


async def test_a_server_that_does_not_keep_to_the_schema_is_told_it_in_words(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.answers.append(streamed(*said('{"query": "?"}')))
    await model.complete(REQUEST)
    assert (await model.complete(REQUEST)).text == QUESTION
    assert types(served) == ["json_schema", "json_object"]
    system, asked = served.asked[-1]["messages"]
    assert system["content"] == "Ask."
    assert asked["content"].startswith(WORDS + "\nAnswer with one JSON object and nothing else.")
    assert asked["content"].endswith('"required":["question"],"additionalProperties":false}')


async def test_an_answer_that_was_cut_says_nothing_of_the_form(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.answers.append(streamed(*said('{"question": "cut', finish="length")))
    assert (await model.complete(REQUEST)).text == '{"question": "cut'
    await model.complete(REQUEST)
    assert types(served) == ["json_schema", "json_schema"]


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ([error(401, "no")], "model-server-refused"),
        ([error(403, "no")], "model-server-refused"),
        ([error(404, "no")], "model-server-no-model"),
        ([error(429, "slow down")] * 3, "model-server-busy"),
        ([error(503, "loading")] * 3, "model-server-busy"),
        ([error(500, "oops")] * 3, "model-server-unreachable"),
        ([error(400, "no")] * 8, "model-server-strange"),
        ([error(418, "no")], "model-server-strange"),
        ([error(413, "too large")], "model-server-too-long"),
        ([error(400, "This model's maximum context length is 4096 tokens.")], "model-server-too-long"),
        ([RedirectResponse("http://127.0.0.1:9/elsewhere")], "model-server-strange"),
        ([PlainTextResponse(QUESTION)], "model-server-strange"),
        ([JSONResponse({"choices": []})], "model-server-strange"),
        ([streamed("data: [DONE]\n\n")], "model-server-strange"),
        ([streamed("data: {not json\n\n")], "model-server-strange"),
        ([streamed('data: {"error": {"message": "out of memory"}}\n\n')], "model-server-strange"),
        ([streamed('data: {"choices": [{"delta": null}]}\n\n')], "model-server-strange"),
        ([streamed('data: ["one"]\n\n')], "model-server-strange"),
        ([streamed(said(QUESTION)[0])], "model-server-strange"),
        ([streamed(said(QUESTION)[0], breaks=True)], "model-server-unreachable"),
        ([streamed(*said("x" * 300_000))], "model-server-strange"),
    ],
)
async def test_every_way_it_goes_wrong_has_its_sentence(
    served: ModelServer,
    model: OpenAiCompatible,
    answers: list[Response],
    key: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    served.answers += answers
    with caplog.at_level(logging.DEBUG), pytest.raises(ModelFault) as caught:
        await model.complete(REQUEST)
    assert (caught.value.key, served.answers) == (key, [])
    assert texts().say(key).startswith("The model server ")
    assert [secret for secret in (WORDS, KEY, "slow down", "context length") if secret in caplog.text] == []


async def test_a_server_that_is_busy_once_is_asked_again(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.answers += [error(503, "loading"), error(429, "slow down")]
    assert (await model.complete(REQUEST)).text == QUESTION


async def test_nobody_there_and_a_wrong_key_are_told(served: ModelServer) -> None:
    async with asking(Server("http://127.0.0.1:9/v1", NAME, tries=0)) as nowhere:
        with pytest.raises(ModelFault, match="model-server-unreachable"):
            await nowhere.complete(REQUEST)
        with pytest.raises(ModelFault, match="model-server-unreachable"):
            await nowhere.health()
    async with asking(Server(served.url, NAME, "wrong")) as locked_out:
        with pytest.raises(ModelFault, match="model-server-refused"):
            await locked_out.health()


async def test_a_server_that_keeps_silent_is_given_up(served: ModelServer) -> None:
    served.held = asyncio.Event()
    async with asking(Server(served.url, NAME, KEY, patience_s=0.2, tries=0)) as hasty:
        with pytest.raises(ModelFault, match="model-server-slow"):
            await hasty.complete(REQUEST)


async def test_whoever_stops_waiting_stops_the_server_too(
    served: ModelServer, model: OpenAiCompatible
) -> None:
    served.held = asyncio.Event()
    waiting = asyncio.create_task(model.complete(REQUEST))
    while not served.asked:  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    while not served.left:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (served.left, served.finished) == (1, 0)


async def test_without_a_key_nobody_elses_is_sent(
    served: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/somebody-elses")
    served.key = ""
    async with asking(Server(served.url, NAME)) as model:
        assert (await model.complete(REQUEST)).text == QUESTION
    assert (served.authorizations, served.faults) == (["Bearer none"], [])


@pytest.mark.parametrize(
    ("names", "named"),
    [(("greenroom", "base"), True), (("greenroom:latest",), True), (("base",), False), ((), True)],
)
async def test_health_says_which_models_are_there(
    served: ModelServer, model: OpenAiCompatible, names: tuple[str, ...], named: bool
) -> None:
    served.names = names
    assert await model.health() == Health(names, named)


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_a_server_that_lists_no_models_may_still_have_ours(
    served: ModelServer, model: OpenAiCompatible, status: int
) -> None:
    served.models = error(status, "no", **{"x-should-retry": "false"})
    assert await model.health() == Health((), named=True)


async def test_a_list_that_is_none_is_told(served: ModelServer, model: OpenAiCompatible) -> None:
    served.models = PlainTextResponse("here I am")
    with pytest.raises(ModelFault, match="model-server-strange"):
        await model.health()


def test_the_key_is_shown_nowhere() -> None:
    assert "sk-test" not in repr(Server("http://127.0.0.1/v1", NAME, KEY))
