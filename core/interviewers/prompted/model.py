"""What an interviewer that prompts needs of a language model, wherever the model runs.

The rule: a model gets messages and a schema and gives text; nothing it says is believed before it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a model.

    `schema` is the JSON schema its answer keeps to; `max_tokens` are the most it generates; `interview` says
    whose turn it is, so that nobody waits behind somebody else's many requests and what was read once is not
    read again; `seed` counts only where `temperature` is above 0.
    """

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]
    max_tokens: int
    interview: str = ""
    temperature: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered, and what it cost: tokens, and seconds from asking to the last token.

    `cached_tokens` are those of `prompt_tokens` that had been read before.
    """

    text: str = field(repr=False)
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0


class Model(Protocol):
    """A language model that answers in JSON. Whoever stops waiting (is cancelled) stops its work."""

    @property
    def name(self) -> str:
        """As the interviewer is called in settings, events and reports."""
        ...

    async def complete(self, request: Request) -> Completion:
        """The answer. Raises ModelFault where there is none, with the reason as its text key."""
        ...

    async def close(self) -> None:
        """Ends what runs for it; it is of no use afterwards."""
        ...
