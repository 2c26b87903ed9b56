"""Steps: the parts of an answer arrive, until the person says Done or is quiet.

An answer is everything sent until then: text and voice, in as many messages as it takes. What arrives
while an answer is being examined still belongs to it, since no other question was shown yet: the
answer is taken up again and what was asked about it is given up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.interview.actions import CancelTimer, Examine, Judge, Say, ShowTranscript, Transcribe
from core.interview.advancing import next_slot
from core.interview.ending import DRAWING_TIMER, JUDGING_TIMER, RATING_TIMER, finish, plainly, to_report
from core.interview.events import (
    Done,
    SaidAgain,
    TextSent,
    TimerFired,
    Transcribed,
    TranscriptCorrected,
    TranscriptUsed,
    VoiceSent,
)
from core.interview.moves import NOT_AWAITED, OUTDATED, Move, Reply, Taken, await_quiet, quiet
from core.interview.state import Kind, Part, PartStatus, Stage, State, TurnKind
from core.interview.values import Heard

BETWEEN = (Stage.EXAMINING, Stage.WORDING)  # answered, and the next question not shown yet


def text_sent(state: State, event: TextSent) -> Taken:
    return _add(state, Part(state.parts + 1, PartStatus.TAKEN, words=event.words), event.at)


def voice_sent(state: State, event: VoiceSent) -> Taken:
    return _add(state, Part(state.parts + 1, PartStatus.TRANSCRIBING, clip=event.clip), event.at)


def _add(state: State, part: Part, at: int) -> Taken:
    outcome = ""
    if state.stage in BETWEEN:
        if state.turn.skipped:
            return Reply("reply-one-moment")
        outcome = "warm_up" if state.turn.kind is TurnKind.WARM_UP else "answer"
        state = _taken_up_again(state)
    outdated = CancelTimer(quiet(state))
    state = replace(state.with_turn(replace(state.turn, parts=(*state.turn.parts, part))), parts=part.number)
    if part.status is not PartStatus.TRANSCRIBING:
        return Move(state, (outdated, await_quiet(state, at)), outcome)
    state = state.with_request(Kind.TRANSCRIBE, part.number)
    return Move(state, (outdated, Transcribe(state.requests, part.clip)), outcome)


def _taken_up_again(state: State) -> State:
    slot = state.turn.slot
    state = state.without(Kind.EXAMINE, Kind.WORD).without(Kind.JUDGE, about=slot)
    return replace(
        state.with_turn(replace(state.turn, done_at=None, examination=None, decision=None)),
        left=min(state.left, slot - 1),
        judged=tuple(judged for judged in state.judged if judged.slot != slot),
    )


def transcribed(state: State, event: Transcribed) -> Taken:
    open = state.awaited(event.request, Kind.TRANSCRIBE)
    if open is None:
        return NOT_AWAITED
    state = state.closed(event.request)
    if event.heard is Heard.REFUSED:  # the person was told why, and it is as if it had never been sent
        state = _part(state, open.about, status=PartStatus.DISCARDED)
        return Move(state, (await_quiet(state, event.at),))
    if event.heard is not Heard.CLEAR:
        state = _part(state, open.about, status=PartStatus.UNHEARD, words=event.words, speech=event.speech)
        return Move(state, (ShowTranscript(open.about), await_quiet(state, event.at)))
    status = PartStatus.TAKEN if event.confirmed else PartStatus.HEARD
    state = _part(state, open.about, status=status, words=event.words, speech=event.speech)
    return Move(state, (ShowTranscript(open.about), await_quiet(state, event.at)))


def transcript_used(state: State, event: TranscriptUsed) -> Taken:
    return _settle(state, event.part, event.at, PartStatus.TAKEN)


def transcript_corrected(state: State, event: TranscriptCorrected) -> Taken:
    return _settle(state, event.part, event.at, PartStatus.TAKEN, event.words)


def said_again(state: State, event: SaidAgain) -> Taken:
    settled = _settle(state, event.part, event.at, PartStatus.DISCARDED)
    if isinstance(settled, Move):
        return replace(settled, actions=(*settled.actions, Say("say-it-again")))
    return settled


def _settle(state: State, number: int, at: int, status: PartStatus, words: str | None = None) -> Taken:
    """A person decides on a part of the open answer; a clip still being transcribed can only go."""
    part = next((part for part in state.turn.parts if part.number == number), None)
    if part is None or not part.clip or part.status is PartStatus.DISCARDED:
        return Reply("reply-part-closed")
    if part.status is PartStatus.TRANSCRIBING and status is not PartStatus.DISCARDED:
        return Reply("reply-still-listening")
    if part.status is PartStatus.UNHEARD and status is PartStatus.TAKEN and words is None:
        return Reply("reply-nothing-heard")
    state = replace(
        state, open=tuple(o for o in state.open if (o.kind, o.about) != (Kind.TRANSCRIBE, number))
    )
    said = {} if words is None else {"words": words, "corrected": True}
    state = _part(state, number, status=status, **said)
    return Move(state, (await_quiet(state, at),))


def _part(state: State, number: int, **changes: Any) -> State:
    """The state with some fields of one part of the open answer changed."""
    parts = tuple(replace(part, **changes) if part.number == number else part for part in state.turn.parts)
    return state.with_turn(replace(state.turn, parts=parts))


def done(state: State, event: Done) -> Taken:
    if state.stage is Stage.RATING:
        return to_report(state, event.at)
    if state.turn.pending:
        return Move(replace(state, done_wanted=True), (Say("answer-waits"),), "waiting")
    if all(part.status is PartStatus.DISCARDED for part in state.turn.parts):
        return Reply("reply-nothing-yet")
    return _complete(state, event.at)


def timer_fired(state: State, event: TimerFired) -> Taken:
    if state.stage in (Stage.RATING, Stage.JUDGING, Stage.DRAWING):
        return _after_the_end(state, event)
    quiet_now = event.name == quiet(state) and not state.paused and not state.turn.pending
    if not quiet_now or all(part.status is PartStatus.DISCARDED for part in state.turn.parts):
        return OUTDATED
    return _complete(state, event.at)


def _after_the_end(state: State, event: TimerFired) -> Taken:
    """Nobody waits for the report for ever: neither for the person's own levels nor for an interviewer's."""
    timer = event.name
    if state.stage is Stage.DRAWING:
        return plainly(state) if timer == DRAWING_TIMER else OUTDATED
    if timer == RATING_TIMER and state.stage is Stage.RATING:
        return to_report(state, event.at)
    slots = [open.about for open in state.open if open.kind is Kind.JUDGE]
    return _judged_by_bank(state, slots) if timer == JUDGING_TIMER and slots else OUTDATED


def _judged_by_bank(state: State, slots: list[int]) -> Taken:
    """The interviewer took too long: what is open is asked of the bank, under new numbers."""
    state = state.without(Kind.JUDGE)
    actions = []
    for slot in slots:
        state = state.with_request(Kind.JUDGE, slot)
        actions.append(Judge(state.requests, slot, by_bank=True))
    return Move(state, tuple(actions), "late")


def _complete(state: State, at: int) -> Taken:
    timer = CancelTimer(quiet(state))
    state = replace(state.with_turn(replace(state.turn, done_at=at)), done_wanted=False)
    if state.turn.kind is TurnKind.WARM_UP:
        return _after(timer, next_slot(state, at))
    if state.turn.kind is TurnKind.OWN:
        return _after(timer, finish(state, at))
    state = state.with_request(Kind.EXAMINE, state.turn.slot)
    return Move(state, (timer, Examine(state.requests, len(state.turns) - 1)), "complete")


def _after(timer: CancelTimer, move: Move) -> Move:
    return replace(move, actions=(timer, *move.actions))
