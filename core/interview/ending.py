"""Steps: slots are judged, the interview ends, the person may rate themself, the report is drawn.

A level of the person's own is taken only before the report can be seen, and whoever gives none gets the
report all the same: by skipping, by stopping, or after `RATING_MS`.
"""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import Action, AskRating, CancelTimer, Draw, Judge, Say, SetTimer, ShowReport
from core.interview.errors import IllegalEvent
from core.interview.events import Drawn, Judged, Rated, Stopped
from core.interview.moves import NOT_AWAITED, Move, Taken, quiet
from core.interview.state import Debriefed, Kind, SlotFindings, Stage, State
from core.interview.values import Criterion, Finding

JUDGING_TIMER = "judging"
JUDGING_MS = 60_000  # after the last answer; then the bank fills in what is open
RATING_TIMER = "rating"
RATING_MS = 600_000  # nobody's report waits for longer than this to be asked for
DRAWING_TIMER = "drawing"
DRAWING_MS = 30_000  # after the last judgement; then the report is shown without a debrief
LEVELS = range(1, 6)


def leave(state: State) -> tuple[State, tuple[Judge, ...]]:
    """Ask for the newest turn's slot to be judged, if something was answered in it."""
    slot = state.turn.slot if state.turns else -1
    if slot <= state.left or slot >= len(state.slots):
        return state, ()
    state = replace(state, left=slot)
    if not state.answered(slot):
        return state, ()
    state = state.with_request(Kind.JUDGE, slot)
    return state, (Judge(state.requests, slot),)


def finish(state: State, at: int) -> Move:
    """Go to the report, by way of the person's own levels and of what is not judged yet; close if there is
    nothing to report.
    """
    state, judge = leave(state)
    before: tuple[Action, ...] = judge
    state = state.without(Kind.PLAN, Kind.TRANSCRIBE, Kind.EXAMINE, Kind.WORD)
    state = replace(state, ended_at=at, paused_at=None, paused_ms=_paused(state, at), done_wanted=False)
    if _judging(state):
        before = (*judge, SetTimer(JUDGING_TIMER, at + JUDGING_MS))
    elif not state.judged:
        return Move(state, (Say("closed-nothing"),), "nothing")
    if state.rates and not state.stopped:
        return Move(state, (*before, *_ask_rating(state), SetTimer(RATING_TIMER, at + RATING_MS)), "rating")
    return _to_report(state, at, before)


def _judging(state: State) -> bool:
    return any(open.kind is Kind.JUDGE for open in state.open)


def _ask_rating(state: State) -> tuple[Action, ...]:
    return (AskRating(state.unrated),) if state.unrated else ()


def _to_report(state: State, at: int, before: tuple[Action, ...] = ()) -> Move:
    """Draw the report once everything is judged."""
    if _judging(state):
        return Move(state, before, "judging")
    state = state.with_request(Kind.DRAW)
    return Move(state, (*before, SetTimer(DRAWING_TIMER, at + DRAWING_MS), Draw(state.requests)), "judged")


def plainly(state: State) -> Taken:
    """The interviewer took too long over the debrief: the report is drawn without, under a new number."""
    state = state.without(Kind.DRAW).with_request(Kind.DRAW)
    return Move(state, (Draw(state.requests, plain=True),), "late")


def rated(state: State, event: Rated) -> Taken:
    """One level of the person's own; one given twice counts as it was given last."""
    if event.level not in LEVELS:
        raise IllegalEvent("error-illegal-rating")
    others = tuple(pair for pair in state.rated if pair[0] is not event.criterion)
    state = replace(state, rated=(*others, (event.criterion, event.level)))
    return Move(state, _ask_rating(state), "next") if state.unrated else to_report(state, event.at)


def to_report(state: State, at: int) -> Move:
    """The person has rated themself, or does not want to."""
    return _to_report(state, at, (CancelTimer(RATING_TIMER),))


def _paused(state: State, at: int) -> int:
    return state.paused_ms + (max(0, at - state.paused_at) if state.paused_at is not None else 0)


def stopped(state: State, event: Stopped) -> Taken:
    if state.stage is Stage.RATING:
        return to_report(state, event.at)
    move = finish(replace(state, stopped=True), event.at)
    if not state.turns:
        return replace(move, outcome="")  # nothing was asked yet: there is only one way out
    return replace(move, actions=(CancelTimer(quiet(state)), *move.actions))


def judged(state: State, event: Judged) -> Taken:
    open = state.awaited(event.request, Kind.JUDGE)
    if open is None:
        return NOT_AWAITED
    check_findings(event.findings)
    found = SlotFindings(
        open.about,
        event.findings,
        event.by,
        event.refused,
        event.corrections,
        event.corrections_refused,
    )
    state = replace(state.closed(event.request), judged=(*state.judged, found))
    if state.stage not in (Stage.RATING, Stage.JUDGING) or _judging(state):
        return Move(state)
    in_time = CancelTimer(JUDGING_TIMER)
    if state.stage is Stage.RATING:
        return Move(state, (in_time,))
    return replace(_to_report(state, event.at, (in_time,)), outcome="last")


def check_findings(findings: tuple[Finding, ...]) -> None:
    """Raises IllegalEvent unless there is one finding a criterion, in order, with a level of 1 to 5."""
    levels = [found.level for found in findings if isinstance(found.level, int)]
    complete = [found.criterion for found in findings] == list(Criterion)
    if not complete or any(level not in LEVELS for level in levels):
        raise IllegalEvent("error-illegal-findings")


def drawn(state: State, event: Drawn) -> Taken:
    if not state.awaited(event.request, Kind.DRAW):
        return NOT_AWAITED
    debrief = Debriefed(event.debrief, event.by, event.refused)
    state = replace(state.closed(event.request), debrief=debrief)
    return Move(state, (CancelTimer(DRAWING_TIMER), ShowReport()))
