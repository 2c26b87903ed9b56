"""A question for a whole channel that everybody answers in their own time: its machine. Its rules:

    - A question is set once and is open until its time is up.
    - Everybody answers once. Answers are sealed: whoever has answered sees the key points, the model answer
      and the others' answers so far; all see them when the time is up, and nobody before.
    - What a person does is answered in every stage; what the clock brings too late is dropped.
    - Somebody who is forgotten is gone with their answer; the others' stay.

The table is short enough to be read as the drawing it would be:

    new    Set -> open
    open   Answered, Forgotten -> open     TimerFired -> closed     Stopped -> closed
    closed Forgotten -> closed
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import get_args

from core.interview.actions import CancelTimer, Drop, SetTimer, Unused
from core.interview.codec import Upcasters, decoded, dump
from core.interview.errors import IllegalEvent

TIMER = "closes"


class Stage(StrEnum):
    """Where a question stands."""

    NEW = "new"
    OPEN = "open"
    CLOSED = "closed"


# ── events ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Set:
    """A question is set: its content by hash, and until when it is open."""

    at: int
    domain: str
    question: str
    content: str
    closes_at: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody's answer; a new seat is the next number. `words` is its id."""

    at: int
    seat: int
    words: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A moderator closes it before its time."""

    at: int
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The person of a seat had themself forgotten."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class TimerFired:
    at: int
    name: str


Event = Set | Answered | Stopped | Forgotten | TimerFired
EVENTS: dict[str, type] = {event.__name__: event for event in get_args(Event)}


# ── actions ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """The question, to all, with how many have answered: one message, edited."""


@dataclass(frozen=True, slots=True)
class ShowModel:
    """To somebody who has answered: key points, model answer, the others' answers so far."""

    seat: int


@dataclass(frozen=True, slots=True)
class ShowAnswers:
    """To all: key points, model answer and everybody's answers."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A sentence for whoever did what has just happened."""

    key: str


Show = ShowQuestion | ShowModel | ShowAnswers | Tell
Action = Show | SetTimer | CancelTimer | Drop


# ── the state ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is known of a question; `answers` are words' ids by seat, `seats` the seats taken."""

    stage: Stage = Stage.NEW
    domain: str = ""
    question: str = ""
    content: str = ""
    closes_at: int = 0
    answers: tuple[tuple[int, str], ...] = ()
    seats: int = 0

    @property
    def ended(self) -> bool:
        return self.stage is Stage.CLOSED

    def answered(self, seat: int) -> bool:
        """Whether the member of a seat has answered."""
        return any(by == seat for by, _ in self.answers)


def sealed(state: State, viewer: int = 0) -> State:
    """The state as a member may see it, or everybody: without answers before one's own is in."""
    if state.ended or state.answered(viewer):
        return state
    return replace(state, answers=tuple((seat, "") for seat, _ in state.answers))


# ── the machine ──────────────────────────────────────────────────────────────────────────────────

Moved = tuple[State, tuple[Action, ...]]


def receive(state: State, event: Event) -> Moved:  # noqa: PLR0911 - one way for each row of the table
    """The state after `event` and what is to be done. Raises IllegalEvent; then nothing has changed."""
    match state.stage, event:
        case Stage.NEW, Set():
            return _set(state, event)
        case Stage.NEW, _:
            raise IllegalEvent("error-illegal-event", stage=state.stage, event=type(event).__name__)
        case _, Forgotten():
            answers = tuple(one for one in state.answers if one[0] != event.seat)
            return replace(state, answers=answers), ()
        case Stage.OPEN, Answered():
            return _answered(state, event)
        case Stage.OPEN, TimerFired():
            return _closed(state) if event.name == TIMER else (state, (Drop(Unused.TIMER_OUTDATED),))
        case Stage.OPEN, Stopped():
            return _closed(state) if event.moderator else (state, (Tell("practice-permission"),))
        case _, TimerFired():
            return state, (Drop(Unused.TIMER_OUTDATED),)
        case Stage.CLOSED, Answered() | Stopped():
            return state, (Tell("own-time-closed"),)
        case _:
            raise IllegalEvent("error-illegal-event", stage=state.stage, event=type(event).__name__)


def _set(state: State, event: Set) -> Moved:
    state = replace(
        state,
        stage=Stage.OPEN,
        domain=event.domain,
        question=event.question,
        content=event.content,
        closes_at=event.closes_at,
    )
    return state, (ShowQuestion(), SetTimer(TIMER, event.closes_at))


def _answered(state: State, event: Answered) -> Moved:
    if not 1 <= event.seat <= state.seats + 1:
        raise IllegalEvent("error-illegal-seat")
    if state.answered(event.seat):
        return state, (Tell("own-time-answered"),)
    answers = (*state.answers, (event.seat, event.words))
    state = replace(state, answers=answers, seats=max(state.seats, event.seat))
    return state, (ShowQuestion(), ShowModel(event.seat))


def _closed(state: State) -> Moved:
    return replace(state, stage=Stage.CLOSED), (ShowQuestion(), ShowAnswers(), CancelTimer(TIMER))


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of `events`."""
    state = state or State()
    for event in events:
        state, _ = receive(state, event)
    return state


# ── for good ─────────────────────────────────────────────────────────────────────────────────────

VERSIONS = dict.fromkeys(EVENTS, 1)
UPCASTERS: Upcasters = {}


def encode(event: Event) -> tuple[str, int, str]:
    """The event's name, its version and its fields as canonical JSON."""
    name = type(event).__name__
    return name, VERSIONS[name], dump(event)


def decode(name: str, version: int, text: str) -> Event:
    """The event back. Raises CorruptLog."""
    event: Event = decoded(name, version, text, EVENTS, VERSIONS, UPCASTERS)
    return event
