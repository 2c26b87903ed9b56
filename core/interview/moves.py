"""What a step of the machine gives back, and the moves that several steps share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.interview.actions import Action, Ask, CancelTimer, Drop, SetTimer, Unused
from core.interview.state import State, Turn


@dataclass(frozen=True, slots=True)
class Move:
    """A step that had an effect. `outcome` says which of the event's rows in the table it takes."""

    state: State
    actions: tuple[Action, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A person's event without effect; they are told by the text of `key`."""

    key: str


Taken = Move | Reply | Drop
Step = Callable[[State, Any], Taken]  # the table pairs each step with its one event type

NOT_AWAITED = Drop(Unused.NOT_AWAITED)
OUTDATED = Drop(Unused.TIMER_OUTDATED)


def ask(state: State, turn: Turn) -> tuple[State, Ask]:
    """The state with `turn` as its newest, and the action that shows its question."""
    return replace(state, turns=(*state.turns, turn), done_wanted=False), Ask(len(state.turns))


def quiet(state: State) -> str:
    """The name of the timer that ends the answer; each new part makes the older ones outdated."""
    return f"quiet:{state.parts}"


def await_quiet(state: State, at: int) -> SetTimer | CancelTimer:
    """Wait for quiet after a part; not while one is still to be heard, at once if Done was said."""
    if state.turn.pending or not state.turn.parts:
        return CancelTimer(quiet(state))
    return SetTimer(quiet(state), at if state.done_wanted else at + state.quiet_ms)
