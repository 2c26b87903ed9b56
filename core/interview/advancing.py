"""Steps: from an examined answer to what is asked next."""

from __future__ import annotations

from dataclasses import replace

from core.interview.actions import Action, CancelTimer, Word
from core.interview.ending import finish, leave, to_report
from core.interview.errors import IllegalEvent
from core.interview.events import Examined, Skipped, Worded
from core.interview.follow_up import AGAIN_LIMIT, RESTATE_LIMIT, so_far
from core.interview.moves import NOT_AWAITED, Move, Taken, ask, quiet
from core.interview.state import Kind, Stage, State, Turn, TurnKind
from core.interview.values import Decision, Gap, Purpose, Rule


def examined(state: State, event: Examined) -> Taken:
    if not state.awaited(event.request, Kind.EXAMINE):
        return NOT_AWAITED
    check_limits(state, event)
    turn = replace(state.turn, examination=event.examination, decision=event.decision)
    state = state.closed(event.request).with_turn(turn)
    match event.decision.rule:
        case Rule.MOVE_ON:
            return next_slot(state, event.at)
        case Rule.ASK_AGAIN:
            return _once_more(state, TurnKind.AGAIN, event.at)
        case Rule.RESTATE:
            return _once_more(state, TurnKind.RESTATED, event.at)
        case _:
            return _word(state, turn.slot, event.decision.gap, (), "probe")


def check_limits(state: State, event: Examined) -> None:
    """Raises IllegalEvent for a decision beyond the slot's limits, whoever made it."""
    account = so_far(state, event.at)
    if not _allowed(event.decision, account.again, account.restated, account.probes < account.probe_limit):
        raise IllegalEvent("error-illegal-decision", rule=event.decision.rule)


def _allowed(decision: Decision, again: int, restated: int, probe_left: bool) -> bool:
    match decision.rule:
        case Rule.MOVE_ON:
            return True
        case Rule.ASK_AGAIN:
            return again < AGAIN_LIMIT
        case Rule.RESTATE:
            return restated < RESTATE_LIMIT
        case _:
            return probe_left and decision.gap is not None


def _once_more(state: State, kind: TurnKind, at: int) -> Move:
    """The same question again, or restated; the same gap if it was a probe."""
    turn = state.turn
    again = Turn(kind, turn.slot, at, content=turn.content, words=turn.words, by=turn.by, gap=turn.gap)
    state, shown = ask(state, again)
    return Move(state, (shown,), kind.value)


def _word(state: State, slot: int, gap: Gap | None, before: tuple[Action, ...], outcome: str) -> Move:
    state = state.with_request(Kind.WORD, slot, gap)
    return Move(state, (*before, Word(state.requests, slot, gap)), outcome)


def worded(state: State, event: Worded) -> Taken:
    open = state.awaited(event.request, Kind.WORD)
    if open is None:
        return NOT_AWAITED
    kind = TurnKind.PROBE if open.gap else TurnKind.QUESTION
    turn = Turn(
        kind, open.about, event.at, words=event.words, by=event.by, refused=event.refused, gap=open.gap
    )
    if kind is TurnKind.QUESTION:
        turn = replace(turn, content=state.slots[open.about].content)
    state, shown = ask(state.closed(event.request), turn)
    return Move(state, (shown,))


def skipped(state: State, event: Skipped) -> Taken:
    if state.stage is Stage.RATING:
        return to_report(state, event.at)
    timer = CancelTimer(quiet(state))
    wording = next((open for open in state.open if open.kind is Kind.WORD), None)
    state = state.without(Kind.TRANSCRIBE, Kind.EXAMINE, Kind.WORD)
    if state.turn.kind is TurnKind.OWN:
        move = finish(_skip(state), event.at)
    elif wording is not None and wording.gap is None:
        move = next_slot(_skip_unasked(state, wording.about, event.at), event.at)
    else:
        move = next_slot(_skip(state), event.at)
    return replace(move, actions=(timer, *move.actions))


def _skip(state: State) -> State:
    """An answer that is complete stays; skipping then only spares its follow-up."""
    if state.turn.done_at is not None:
        return state
    return state.with_turn(replace(state.turn, skipped=True))


def _skip_unasked(state: State, slot: int, at: int) -> State:
    """A generated question skipped while it was being worded: kept as skipped, never shown."""
    content = state.slots[slot].content
    state, _ = ask(state, Turn(TurnKind.QUESTION, slot, at, content=content, skipped=True))
    return state


def next_slot(state: State, at: int) -> Move:
    """Leave the newest turn's slot and ask the next one's question, or the candidate's own; else end."""
    state, judge = leave(state)
    slot = state.turn.slot + 1 if state.turns else 0
    if slot == len(state.slots):
        return _last(state, judge, slot, at)
    planned = state.slots[slot]
    if planned.generated and not planned.words:
        return _word(state, slot, None, judge, "generated")
    question = Turn(TurnKind.QUESTION, slot, at, content=planned.content, words=planned.words)
    state, shown = ask(state, question)
    return Move(state, (*judge, shown), "preset")


def _last(state: State, judge: tuple[Action, ...], slot: int, at: int) -> Move:
    """After the last slot come the candidate's own questions, which only a practice has."""
    if state.purpose is not Purpose.PRACTICE:
        move = finish(state, at)
        return replace(move, actions=(*judge, *move.actions))
    state, shown = ask(state, Turn(TurnKind.OWN, slot, at))
    return Move(state, (*judge, shown), "last")
