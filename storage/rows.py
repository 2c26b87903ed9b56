"""What the stores hand out, as plain values; times are integer milliseconds since the epoch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account on a platform; `account` is the platform's own id."""

    platform: str
    account: str
    linked_at: int


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as the store knows it; what happened in it is in its events."""

    id: str
    person: str
    domain: str | None
    open: bool
    created_at: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append; `payload` is JSON text that the store does not read."""

    type: str
    version: int
    at: int
    payload: str


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of a stream; sequences count from 1 without gaps."""

    sequence: int
    type: str
    version: int
    at: int
    payload: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as a platform sent it; `update_id` is the platform's, `payload` is not read here."""

    platform: str
    update_id: str
    conversation: str
    kind: str
    payload: str


@dataclass(frozen=True, slots=True)
class Received:
    """An inbox row that waits to be worked on."""

    id: int
    platform: str
    conversation: str
    person: str
    kind: str
    payload: str
    received_at: int
    attempts: int


class Delivery(StrEnum):
    """What became of an outbox row."""

    READ = "read"  # nothing is sent: the page and the terminal read it
    UNSENT = "unsent"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a platform, and there a chat, or "" for the person's account itself.

    `read` is whether the platform reads its messages, so that nothing is sent to it.
    """

    platform: str
    chat: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to append to a conversation; `payload` is JSON text that the store does not read.

    `read` is whether it is there to be read only, wherever the conversation is. One with the `name` of an
    earlier message of the conversation is an edit of that.
    """

    kind: str
    payload: str
    interview: str | None = None
    read: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Something an interview waits for that takes long: one of its requests."""

    id: int
    person: str
    interview: str
    request: int
    kind: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Message:
    """An outbox row; `message` is the platform's id of what was sent."""

    id: int
    conversation: str
    sequence: int
    person: str
    kind: str
    payload: str
    created_at: int
    state: Delivery
    message: str | None
    interview: str | None
    place: Place
    attempts: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice as the store knows it; what happened in it is in its events."""

    id: str
    channel: str
    platform: str
    open: bool
    opened_at: int


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; `place` is the platform's own id of it, `content` JSON that the store does not read."""

    id: str
    platform: str
    place: str
    content: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's seat in a practice; `name` is what they were called there."""

    seat: int
    person: str
    name: str
    consented: bool


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer of an interview."""

    interview: str
    person: str
    name: str
    due_at: int


class Linking(StrEnum):
    """What came of a link code."""

    LINKED = "linked"
    ALREADY = "already"  # the account belongs to the person who made the code
    UNKNOWN_CODE = "unknown_code"  # never made, used or expired
    TOO_MANY_TRIES = "too_many_tries"
    BUSY = "busy"  # an interview is open or something sent is not worked on yet


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The answer to a link code; `person` is who the account belongs to now, where it is known."""

    outcome: Linking
    person: str | None
