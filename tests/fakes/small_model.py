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
    """Answers a server's requests with `model`; those without a schema too, as one that has none would."""

    def __init__(self, model: Mistral) -> None:
        self._model = model

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
        made = await self._model.complete(request)
        return Thought(made.text, made.prompt_tokens, made.completion_tokens, made.cached_tokens)
