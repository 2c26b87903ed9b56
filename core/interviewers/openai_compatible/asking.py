"""The Model that asks a server: OpenAI's chat completions, and whoever speaks like it.

The rule: an answer is streamed, so that whoever stops waiting closes the connection, by which the server
learns that it may stop; every error is a ModelFault with its sentence. How a server is asked for JSON is in
`forms.py`, what its refusals mean in `server.py`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import openai
from openai.types import CompletionUsage

from core.interview.errors import ModelFault
from core.interviewers.openai_compatible.finding_json import json_in
from core.interviewers.openai_compatible.forms import Form, Known
from core.interviewers.openai_compatible.server import STRANGE, Server, client_of, fault_of, is_about_length
from core.interviewers.prompted.model import Completion, Request

NAME = "openai_compatible"
LONGEST = 200_000  # characters of an answer; more than any schema of ours takes
NOT_IN_THIS_FORM = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
NOT_LISTED = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED)


@dataclass(frozen=True, slots=True)
class Health:
    """What a server says of itself: its models, () where it does not list them, and whether ours is there."""

    models: tuple[str, ...]
    named: bool


class OpenAiCompatible:
    """Asks `server`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client = client_of(server)
        self._known = Known()

    @property
    def name(self) -> str:
        """As the interviewer is called."""
        return NAME

    @property
    def form(self) -> str:
        """In which form the server is asked for JSON: schema, json, text or plain (`forms.FORMS`)."""
        return self._known.form

    async def complete(self, request: Request) -> Completion:
        """The answer; see `prompted.model.Model`.

        Raises ModelFault: `server.FAULTS` and the keys beside it.
        """
        refusal: Exception | None = None
        for form in self._known.to_try():
            try:
                return await self._asked(request, form)
            except openai.APIStatusError as error:
                if error.status_code not in NOT_IN_THIS_FORM or is_about_length(error):
                    raise fault_of(error) from None
                refusal = refusal or error  # the first says most: the others are of forms never asked in
            except ModelFault:
                raise
            except Exception as error:  # the client raises what its own libraries do
                raise fault_of(error) from None
        assert refusal
        self._known.forget()
        raise fault_of(refusal) from None

    async def health(self) -> Health:
        """What the server says of its models. Raises ModelFault where it cannot be asked."""
        try:
            listed = [one async for one in self._client.models.list()]
        except openai.APIStatusError as error:
            if error.status_code in NOT_LISTED:
                return Health((), named=True)
            raise fault_of(error) from None
        except Exception as error:
            raise fault_of(error) from None
        names = tuple(one.id for one in listed if isinstance(one.id, str))
        ours = {
            self._server.model,
            f"{self._server.model}:latest",
        }  # Ollama lists the tag that may be left out
        return Health(names, named=not names or bool(ours & set(names)))

    async def close(self) -> None:
        """Lets go of the connections."""
        await self._client.close()

    async def _asked(self, request: Request, form: Form) -> Completion:
        began = time.perf_counter()
        fields = _fields(self._server.model, request) | form.fields(request.messages, request.schema)
        said = await self._streamed(fields)
        found = json_in(said.text, request.schema)
        if found is None and not said.cut:
            self._known.ignored(form)
        else:
            self._known.answered(form)
        return Completion(
            found or said.text.strip(),
            prompt_tokens=_count(said.usage, "prompt_tokens"),
            completion_tokens=_count(said.usage, "completion_tokens"),
            cached_tokens=_count(getattr(said.usage, "prompt_tokens_details", None), "cached_tokens"),
            seconds=time.perf_counter() - began,
        )

    async def _streamed(self, fields: dict[str, Any]) -> _Said:
        """What comes back, whole. Raises what the client raises."""
        text, ended = "", ""
        usage: CompletionUsage | None = None
        async with await self._client.chat.completions.create(stream=True, **fields) as stream:
            async for chunk in stream:
                usage = chunk.usage or usage
                for choice in chunk.choices or ():
                    text += _text(choice.delta.content)
                    ended = choice.finish_reason or ended
                if len(text) > LONGEST:
                    raise ModelFault(STRANGE)
        if not ended:  # the connection was closed in the middle, or what came was no stream
            raise ModelFault(STRANGE)
        return _Said(text, ended == "length", usage)


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer as it came: `cut` where it took more tokens than it may."""

    text: str
    cut: bool
    usage: CompletionUsage | None


def _fields(model: str, request: Request) -> dict[str, Any]:
    """The fields of a request that do not depend on the form."""
    fields: dict[str, Any] = {
        "model": model,
        "max_tokens": request.max_tokens,  # the newer name for it is not known to all of them
        "temperature": request.temperature,
    }
    return fields | ({"seed": request.seed} if request.temperature > 0 else {})


def _text(content: Any) -> str:
    return content if isinstance(content, str) else ""


def _count(counts: Any, name: str) -> int:
    """A number of tokens, 0 where none was given; the client does not check what servers send."""
    found = getattr(counts, name, None)
    return found if isinstance(found, int) and found > 0 else 0
