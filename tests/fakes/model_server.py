"""A model server on loopback that speaks OpenAI's chat completions, streamed, and is strict about it.

It takes the fields of the published reference that Greenroom uses and nothing else: a request that is not
like them is answered 400, and `faults` says why. `answers` are given first, where there are any; else
`thinks` says what to answer: a script, or a small model.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "sk-test"
NAME = "greenroom"
QUESTION = '{"question": "What came of it in the end?"}'
READY = '{"ready": true}'
KINDS: dict[str, type | tuple[type, ...]] = {
    "model": str,
    "messages": list,
    "max_tokens": int,
    "temperature": (int, float),
    "seed": int,
    "stream": bool,
    "stream_options": dict,
    "response_format": dict,
}
NEEDED = {"model", "messages", "max_tokens", "temperature", "stream"}
COUNTED = {"include_usage": True}
FORMS = ("json_schema", "json_object")
PIECE = 7  # characters of a piece of the stream, so that words are cut

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Thought:
    """What is to be answered, and the tokens it took: read, written, and read before."""

    text: str
    prompt: int = 100
    completion: int = 20
    cached: int = 64


@runtime_checkable
class Closable(Protocol):
    """What thinks with something that has to be ended."""

    async def close(self) -> None: ...


async def script(body: Body) -> Thought:
    """Always the same question, and that it is ready where it is asked that."""
    asked = body["messages"][-1]["content"]
    return Thought(READY if asked.startswith("Are you ready?") else QUESTION)


@dataclass
class ModelServer:
    """What it was asked, and how it is.

    `forms` are the `response_format`s it takes, `keeps_to_them` whether it keeps to them, `counts` whether it
    knows `stream_options`, `has_system` whether its template has a place for what a system says; `held` stops
    every stream after its first piece until it is set; `left` counts whoever closed the connection before the
    end, `finished` the answers that were given whole.
    """

    thinks: Callable[[Body], Awaitable[Thought]] = script
    url: str = ""
    key: str = KEY
    names: tuple[str, ...] = (NAME,)
    asked: list[Body] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    forms: tuple[str, ...] = FORMS
    keeps_to_them: bool = True
    counts: bool = True
    has_system: bool = True
    held: asyncio.Event | None = None
    models: Response | None = None  # instead of the list
    left: int = 0
    finished: int = 0
    authorizations: list[str | None] = field(default_factory=list)

    async def listing(self, request: Request) -> Response:
        """The route of its models."""
        if not self._lets_in(request):
            return error(401, "Incorrect API key provided.")
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "here"} for name in self.names]
        return self.models or JSONResponse({"object": "list", "data": data})

    async def complete(self, request: Request) -> Response:
        """The route of completions."""
        body = await request.json()
        self.asked.append(body)
        if self.answers:
            return self.answers.pop(0)
        if not self._lets_in(request):
            return error(401, "Incorrect API key provided.")
        if body.get("model") not in self.names:
            return error(404, "The model does not exist.")
        if found := [*_wrong(body)]:
            self.faults += found
            return error(400, "Invalid request.")
        if "stream_options" in body and not self.counts:
            return error(400, "Unrecognized request argument supplied: stream_options")
        if body["messages"][0]["role"] == "system" and not self.has_system:
            return error(400, "Conversation roles must alternate user/assistant/user/assistant/...")
        if _form(body) not in ("", *self.forms):
            return error(400, "response_format is not supported")
        return StreamingResponse(self._stream(body), media_type="text/event-stream")

    def _lets_in(self, request: Request) -> bool:
        self.faults += [f"a header: {name}" for name in request.headers if name.startswith("openai-")]
        self.authorizations.append(request.headers.get("authorization"))
        return not self.key or self.authorizations[-1] == f"Bearer {self.key}"

    async def _stream(self, body: Body) -> AsyncIterator[str]:
        ended = False
        try:
            yield event(_choice({"role": "assistant", "content": ""}))
            thought = await self.thinks(body)
            kept = bool(_form(body)) and self.keeps_to_them
            text = thought.text if kept else f"Sure! Here it is:\n{thought.text}"
            for at in range(0, len(text), PIECE):
                yield event(_choice({"content": text[at : at + PIECE]}))
                if self.held is not None:
                    await self.held.wait()
            yield event(_choice({}, "stop"))
            if "stream_options" in body:
                yield event(_chunk([], _usage(thought)))
            yield "data: [DONE]\n\n"
            ended = True
        finally:
            self.finished += ended
            self.left += not ended


def _form(body: Body) -> str:
    return str(body.get("response_format", {}).get("type", ""))


def _wrong(body: Body) -> Iterator[str]:
    """What is not as the reference says."""
    yield from (f"unknown: {name}" for name in body.keys() - KINDS.keys())
    yield from (f"missing: {name}" for name in NEEDED - body.keys())
    strange = [name for name in KINDS.keys() & body.keys() if not isinstance(body[name], KINDS[name])]
    yield from (f"of another kind: {name}" for name in strange)
    if strange or not body.keys() >= NEEDED:
        return
    if body["stream"] is not True or body.get("stream_options", COUNTED) != COUNTED:
        yield "no stream, or strange options of it"
    if not 0 <= body["temperature"] <= 2 or body["max_tokens"] < 1:
        yield "temperature or max_tokens out of range"
    yield from _wrong_messages(body["messages"])
    yield from _wrong_form(body.get("response_format"))


def _wrong_messages(messages: list[Any]) -> Iterator[str]:
    for at, message in enumerate(messages):
        if message.keys() != {"role", "content"} or not isinstance(message["content"], str):
            yield f"message {at} is none"
        elif message["role"] not in ("user", "assistant") and (message["role"], at) != ("system", 0):
            yield f"message {at} has the role {message['role']}"
    if not messages or messages[-1]["role"] != "user":
        yield "nobody asks anything"


def _wrong_form(form: Any) -> Iterator[str]:
    if form is None or form == {"type": "json_object"}:
        return
    described = form.get("json_schema", {}) if form.get("type") == "json_schema" else {}
    if form.keys() != {"type", "json_schema"} or described.keys() != {"name", "schema", "strict"}:
        yield "response_format is none"
    elif described["schema"].get("type") != "object":
        yield "the schema is of no object"


def event(data: Any) -> str:
    """A server-sent event."""
    return f"data: {json.dumps(data)}\n\n"


def _choice(delta: Body, finish: str | None = None) -> Body:
    return _chunk([{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}])


def _chunk(choices: list[Body], usage: Body | None = None) -> Body:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": NAME}
    return head | {"choices": choices, "usage": usage}


def _usage(thought: Thought) -> Body:
    return {
        "prompt_tokens": thought.prompt,
        "completion_tokens": thought.completion,
        "total_tokens": thought.prompt + thought.completion,
        "prompt_tokens_details": {"cached_tokens": thought.cached},
    }


def error(status: int, message: str, **headers: str) -> JSONResponse:
    """An error as OpenAI's servers give it, after which a client need not wait to try again."""
    body = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
    return JSONResponse(body, status, headers={"retry-after-ms": "1"} | headers)


def streamed(*parts: str, breaks: bool = False) -> StreamingResponse:
    """A stream of just these parts; where it breaks, the connection is closed in the middle."""

    async def stream() -> AsyncIterator[str]:
        for part in parts:
            yield part
        if breaks:
            raise ConnectionAbortedError

    return StreamingResponse(stream(), media_type="text/event-stream")


def said(text: str, finish: str | None = "stop") -> tuple[str, str]:
    """The parts of a stream that say `text`."""
    return event(_choice({"content": text})), event(_choice({}, finish))


@asynccontextmanager
async def model_server(made: ModelServer | None = None) -> AsyncIterator[ModelServer]:
    """A server until the end of the block."""
    made = made or ModelServer()
    routes = [
        Route("/v1/chat/completions", made.complete, methods=["POST"]),
        Route("/v1/models", made.listing),
    ]
    listening = socket.create_server(("127.0.0.1", 0))
    made.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    config = uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield made
    finally:
        if made.held is not None:
            made.held.set()
        server.should_exit = True
        await serving
        listening.close()
        if isinstance(made.thinks, Closable):
            await made.thinks.close()


@contextmanager
def model_server_beside(made: ModelServer | None = None) -> Iterator[ModelServer]:
    """A server in a thread of its own until the end of the block, for tests that wait for processes."""
    made = made or ModelServer()
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with model_server(made):
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield made
    finally:
        over.set()
        thread.join(20)
