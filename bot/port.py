"""What adapters see of Greenroom: what they hand in, what they show, what they may ask.

An adapter turns a platform's update into an `Incoming`, shows each `Outgoing` in order, and reads
through `view`. It decides nothing about the interview.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from core.texts.blocks import Document


class Kind(StrEnum):
    """What a person does. All but `OPEN` speak of their open interview."""

    OPEN = "open"
    CHOOSE = "choose"  # `choice` and `value`
    BEGIN = "begin"
    TEXT = "text"  # `value` is what they wrote; `complete` where it is the whole answer
    DONE = "done"
    HINT = "hint"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Account:
    """Who somebody is on a platform; `id` is the platform's own and is never logged."""

    platform: str
    id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did. `update` is the platform's id of it, the same if it comes twice."""

    account: Account
    update: str
    kind: Kind
    value: str = field(default="", repr=False)
    choice: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `value` is sent back, `label` is shown, `about` says more where there is more."""

    value: str
    label: str
    about: str = ""


class Shown(StrEnum):
    """What an outgoing message is, for adapters to draw it by."""

    SAY = "say"
    QUESTION = "question"
    CHOICE = "choice"
    READY = "ready"  # all is chosen: offer to begin
    REPORT = "report"  # the report can be read through `view`


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to a person. `head` introduces `text`; either may be empty.

    For a choice `choice` names it and `options` are what there is.
    """

    sequence: int
    shown: Shown
    head: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    choice: str = ""
    options: tuple[Option, ...] = ()


class Query(StrEnum):
    """What can be read at any time, in any state, without waiting for anything."""

    REPORT = "report"  # of the newest interview that has one
    HISTORY = "history"
    WHY = "why"  # why each follow-up was asked and each level given
    STATUS = "status"
    GRAMMAR = "grammar"  # tips on the newest typed answer
    DOMAINS = "domains"
    PRIVACY = "privacy"


class Practice(Protocol):
    """Greenroom, as an adapter holds it."""

    async def submit(self, incoming: Incoming) -> None:
        """Keeps what came in; when this returns it is never lost.

        Raises Refused, with a text for the person, where it cannot be taken, and StorageFault.
        """
        ...

    async def outgoing(self, account: Account, after: int) -> Sequence[Outgoing]:
        """The messages to a person above sequence `after`, in order."""
        ...

    async def view(self, account: Account, query: Query) -> Document:
        """Something to read."""
        ...

    async def export(self, account: Account) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON."""
        ...

    async def forget(self, account: Account) -> None:
        """Forgets a person, at once and for good."""
        ...
