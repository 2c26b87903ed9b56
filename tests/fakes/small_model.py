"""The small Mistral of the tests: how it is loaded, and a model server that answers with it."""

from __future__ import annotations

from pathlib import Path

from core.interviewers.mistral.mistral import Mistral
from core.interviewers.mistral.options import Options
from core.interviewers.prompted.model import Message, Request
from tests.fakes.model_server import Body, Thought

SMALL = Path(__file__).parents[1] / "interviewers/small_mistral"
OPTIONS = Options(str(SMALL / "base"), adapter=str(SMALL / "adapter"), device="cpu", threads=1)


class Thinking:
    """Answers a server's requests with `model`, or with one of its own that starts with the first."""

    def __init__(self, model: Mistral | None = None) -> None:
        self._own = None if model else Mistral(OPTIONS)
        self._model = model or self._own

    async def __call__(self, body: Body) -> Thought:
        """What is answered to a request."""
        described = body.get("response_format", {}).get("json_schema", {})
        request = Request(
            tuple(Message(one["role"], one["content"]) for one in body["messages"]),
            described.get("schema", {"type": "object"}),
            body["max_tokens"],
            temperature=body["temperature"],
            seed=body.get("seed", 0),
        )
        assert self._model
        made = await self._model.complete(request)
        return Thought(made.text, made.prompt_tokens, made.completion_tokens, made.cached_tokens)

    async def close(self) -> None:
        """Ends the model, where it was made here."""
        if self._own is not None:
            await self._own.close()
