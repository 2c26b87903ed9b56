"""The practice's clock: which timers a state has, so that a step says only what has changed.

A timer's name holds the round it is for, so an old one that rings late is known as such.
"""

from __future__ import annotations

from core.interview.actions import CancelTimer, SetTimer
from core.interview.practice.state import Stage, State
from core.interview.practice.values import LIGHTS, Light

IDLE_MS = 15 * 60_000  # nothing said in a lobby or after a reveal: it closes
BRIEFING_MS = 3 * 60_000  # a candidate who has not begun by then does not show up
ANSWER_MS = 5 * 60_000  # an answer ends by itself
SCORING_MS = 5 * 60_000  # the cards are revealed with what is in them

IDLE, BRIEFING, ANSWER, SCORING, LIGHT = "idle", "briefing", "answer", "scoring", "light"


def timers(state: State) -> dict[str, int]:
    """The timers that run in `state`, by name: when they ring."""
    match state.stage:
        case Stage.LOBBY | Stage.REVEALED:
            return {IDLE: state.last_at + IDLE_MS}
        case Stage.BRIEFING:
            return {f"{BRIEFING}:{state.number}": state.round.began_at + BRIEFING_MS}
        case Stage.ANSWERING:
            return _answering(state)
        case Stage.SCORING:
            return {f"{SCORING}:{state.number}": (state.round.done_at or 0) + SCORING_MS}
        case _:
            return {}


def _answering(state: State) -> dict[str, int]:
    started, lights = state.round.started_at or 0, [light for light, _ in LIGHTS]
    on = lights.index(state.round.light) + 1 if state.round.light is not Light.OFF else 0
    due = {f"{LIGHT}:{state.number}:{light}": started + after for light, after in LIGHTS[on:]}
    return {**due, f"{ANSWER}:{state.number}": started + ANSWER_MS}


def changed(before: State, after: State) -> tuple[SetTimer | CancelTimer, ...]:
    """What is to be set and cancelled between two states."""
    had, has = timers(before), timers(after)
    gone = tuple(CancelTimer(name) for name in had if name not in has)
    return (*gone, *(SetTimer(name, at) for name, at in has.items() if had.get(name) != at))
