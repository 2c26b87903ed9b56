"""Steps that leave the interview where it is: a hint, the question again, a pause."""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import Action, Ask, CancelTimer, Manner, Say, ShowHint, ShowTranscript
from core.interview.events import HintAsked, Paused, RepeatAsked, Resumed
from core.interview.moves import Move, Reply, Taken, await_quiet, quiet
from core.interview.state import PartStatus, Stage, State


def hint_asked(state: State, event: HintAsked) -> Taken:
    shown = ShowHint(len(state.turns) - 1)
    return Move(state.with_turn(replace(state.turn, hinted=True)), (shown,))


def repeat_asked(state: State, event: RepeatAsked) -> Taken:
    return Move(state, (Ask(len(state.turns) - 1, Manner.REPEATED),))


def paused(state: State, event: Paused) -> Taken:
    return Move(replace(state, paused_at=event.at), (CancelTimer(quiet(state)), Say("paused")))


def resumed(state: State, event: Resumed) -> Taken:
    if state.paused_at is None:
        return Reply("reply-not-paused")
    away = max(0, event.at - state.paused_at)
    state = replace(state, paused_at=None, paused_ms=state.paused_ms + away)
    if state.stage in (Stage.EXAMINING, Stage.WORDING):
        return Move(state, (Say("resumed"),))
    return Move(
        state, (Ask(len(state.turns) - 1, Manner.RESUMED), *_transcripts(state), await_quiet(state, event.at))
    )


def _transcripts(state: State) -> tuple[Action, ...]:
    """What was heard meanwhile and waits for its owner's word."""
    heard = (part for part in state.turn.parts if part.status is PartStatus.HEARD)
    return tuple(ShowTranscript(part.number) for part in heard)
