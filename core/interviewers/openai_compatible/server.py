"""A model server that speaks like OpenAI's: where it is, and what its refusals mean.

The rule: each error of the client and each status is one sentence, named by the key of a ModelFault. Nothing
of an answer and nothing that was asked is logged, only types and numbers; no redirection is followed, since
what people said and the key go where it was said and nowhere else.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from http import HTTPStatus

import openai

from core.interview.errors import ModelFault

AWAY, SLOW, BUSY = "model-server-unreachable", "model-server-slow", "model-server-busy"
REFUSED, NO_MODEL = "model-server-refused", "model-server-no-model"
STRANGE, TOO_LONG = "model-server-strange", "model-server-too-long"
FAULTS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: REFUSED,
    HTTPStatus.FORBIDDEN: REFUSED,
    HTTPStatus.NOT_FOUND: NO_MODEL,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS: BUSY,
    HTTPStatus.SERVICE_UNAVAILABLE: BUSY,
    HTTPStatus.GATEWAY_TIMEOUT: SLOW,
}
CONNECT_S = 5.0
NO_KEY = "none"  # the client takes no empty one, and would look for somebody's in the environment

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is (with its /v1), the model by its name there, and the key it asks for, if any.

    `patience_s` is how long the server may keep silent; `tries` how often it is asked anew after it was busy
    or away, with the client's own pauses in between.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    patience_s: float = 60.0
    tries: int = 2


def client_of(server: Server) -> openai.AsyncOpenAI:
    """The client for `server`; nothing of it comes from the environment's OPENAI_ variables."""
    logging.getLogger("openai").setLevel(logging.WARNING)  # some versions log what is asked
    made = openai.AsyncOpenAI(
        base_url=server.url,
        api_key=server.key or NO_KEY,
        timeout=openai.Timeout(server.patience_s, connect=CONNECT_S),
        max_retries=server.tries,
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
    )
    made.organization = made.project = None
    return made


def fault_of(error: Exception) -> ModelFault:
    """What an error of the client means."""
    key = _key(error)
    status = getattr(error, "status_code", "")
    log.warning("the model server gave no answer: %s %s", type(error).__name__, status)
    return ModelFault(key)


def _key(error: Exception) -> str:
    match error:
        case openai.APITimeoutError():
            return SLOW
        case openai.APIConnectionError():
            return AWAY
        case openai.APIStatusError(status_code=status):
            if status in FAULTS:
                return FAULTS[status]
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return AWAY
            return TOO_LONG if is_about_length(error) else STRANGE
        case _:  # an error in the middle of an answer, or an answer that is none
            return STRANGE


def is_about_length(error: openai.APIStatusError) -> bool:
    """Whether a refusal says that the prompt does not fit: each server says so in words of its own."""
    told = json.dumps(error.body, default=str).casefold()
    return "context" in told and any(word in told for word in ("length", "size", "exceed", "window"))
