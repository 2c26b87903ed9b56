"""Steps: slots are judged, the interview ends, the report is drawn."""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import CancelTimer, Draw, Judge, Say, SetTimer, ShowReport
from core.interview.errors import IllegalEvent
from core.interview.events import Drawn, Judged, Stopped
from core.interview.moves import NOT_AWAITED, Move, Taken, quiet
from core.interview.state import Kind, SlotFindings, Stage, State
from core.interview.values import Criterion, Finding

JUDGING_TIMER = "judging"
JUDGING_MS = 60_000  # after the last answer; then the bank fills in what is open
LEVELS = range(1, 6)


def leave(state: State) -> tuple[State, tuple[Judge, ...]]:
    """Ask for the newest turn's slot to be judged, if something was answered in it."""
    slot = state.turn.slot
    if slot <= state.left or slot >= len(state.slots):
        return state, ()
    state = replace(state, left=slot)
    if not state.answered(slot):
        return state, ()
    state = state.with_request(Kind.JUDGE, slot)
    return state, (Judge(state.requests, slot),)


def finish(state: State, at: int) -> Move:
    """Go to the report, by way of what is not judged yet; close if there is nothing to report."""
    state, judge = leave(state) if state.turns else (state, ())
    state = state.without(Kind.PLAN, Kind.TRANSCRIBE, Kind.EXAMINE, Kind.WORD)
    state = replace(state, ended_at=at, paused_at=None, paused_ms=_paused(state, at), done_wanted=False)
    if any(open.kind is Kind.JUDGE for open in state.open):
        return Move(state, (*judge, SetTimer(JUDGING_TIMER, at + JUDGING_MS)), "judging")
    if state.judged:
        state = state.with_request(Kind.DRAW)
        return Move(state, (Draw(state.requests),), "judged")
    return Move(state, (Say("closed-nothing"),), "nothing")


def _paused(state: State, at: int) -> int:
    return state.paused_ms + (max(0, at - state.paused_at) if state.paused_at is not None else 0)


def stopped(state: State, event: Stopped) -> Taken:
    move = finish(replace(state, stopped=True), event.at)
    if not state.turns:
        return replace(move, outcome="")  # nothing was asked yet: there is only one way out
    return replace(move, actions=(CancelTimer(quiet(state)), *move.actions))


def judged(state: State, event: Judged) -> Taken:
    open = state.awaited(event.request, Kind.JUDGE)
    if open is None:
        return NOT_AWAITED
    check_findings(event.findings)
    found = SlotFindings(open.about, event.findings, event.by)
    state = replace(state.closed(event.request), judged=(*state.judged, found))
    if state.stage is not Stage.JUDGING or any(open.kind is Kind.JUDGE for open in state.open):
        return Move(state)
    state = state.with_request(Kind.DRAW)
    return Move(state, (CancelTimer(JUDGING_TIMER), Draw(state.requests)), "last")


def check_findings(findings: tuple[Finding, ...]) -> None:
    """Raises IllegalEvent unless there is one finding a criterion, in order, with a level of 1 to 5."""
    levels = [found.level for found in findings if isinstance(found.level, int)]
    complete = [found.criterion for found in findings] == list(Criterion)
    if not complete or any(level not in LEVELS for level in levels):
        raise IllegalEvent("error-illegal-findings")


def drawn(state: State, event: Drawn) -> Taken:
    if not state.awaited(event.request, Kind.DRAW):
        return NOT_AWAITED
    return Move(state.closed(event.request), (ShowReport(),))
