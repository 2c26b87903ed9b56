"""Steps: a round is made, the candidate answers, the lights go on."""

from __future__ import annotations

from dataclasses import replace

from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.moves import NOT_AWAITED, Move, Reply, Taken, prepare, void
from core.interview.practice.scoring import complete, examine
from core.interview.practice.state import Kind, Part, Round, Stage, State
from core.interview.practice.values import FEWEST, Cast, FollowUp, Role, Void
from core.interview.state import PartStatus
from core.interview.values import Heard

ONLY_CANDIDATE = Reply("practice-only-candidate")
PARTS = 20  # of one answer: more is no answer but a way to keep the bot busy
FOLLOW_UPS = 5


def round_made(state: State, event: ev.RoundMade) -> Taken:
    if not state.awaited(event.request, Kind.ROUND):
        return NOT_AWAITED
    _check(state, event.cast)
    made = Round(event.cast, event.question, event.content, event.edition, event.at)
    state = replace(state.closed(event.request), rounds=(*state.rounds, made))
    number, cast = state.number, event.cast
    actions: list[do.Action] = [do.ShowRound(number)]
    if cast.interviewer is not None:
        actions.append(do.Brief(cast.interviewer, number))
    candidate = state.member(cast.candidate)
    if candidate and not candidate.consented:
        actions.append(do.ShowConsent(number))
    return Move(state, tuple(actions))


def _check(state: State, cast: Cast) -> None:
    """Raises IllegalEvent for a cast that leaves somebody out or has somebody twice."""
    if len(cast.seats) < FEWEST or sorted(cast.seats) != sorted(state.present):
        raise IllegalEvent("error-illegal-cast")


def answer_started(state: State, event: ev.AnswerStarted) -> Taken:
    if state.role_of(event.seat) is not Role.CANDIDATE:
        return ONLY_CANDIDATE
    return _start(state, event.at)


def _start(state: State, at: int) -> Move:
    state = state.with_round(replace(state.round, started_at=at))
    return Move(state, (do.ShowLights(state.number, state.round.light),))


def text_sent(state: State, event: ev.TextSent) -> Taken:
    role = state.role_of(event.seat)
    if role is Role.CANDIDATE:
        return _answered(state, event.at, Part(state.parts + 1, PartStatus.TAKEN, event.words))
    if role is Role.INTERVIEWER and state.stage is Stage.ANSWERING:
        return _followed_up(state, event)
    return Reply("practice-not-begun") if role is Role.INTERVIEWER else ONLY_CANDIDATE


def voice_sent(state: State, event: ev.VoiceSent) -> Taken:
    member = state.member(event.seat)
    if state.role_of(event.seat) is not Role.CANDIDATE:
        return ONLY_CANDIDATE
    if member is None or not member.consented:
        return Reply("practice-consent-first")
    return _answered(state, event.at, Part(state.parts + 1, PartStatus.TRANSCRIBING, clip=event.clip))


def _answered(state: State, at: int, part: Part) -> Taken:
    """One more part of the answer; whoever answers right away has started with it."""
    started: tuple[do.Action, ...] = ()
    outcome = ""
    if state.stage is Stage.BRIEFING:
        move = _start(state, at)
        state, started, outcome = move.state, move.actions, "answer"
    if len(state.round.parts) >= PARTS:
        return Reply("practice-answer-long")
    state = state.with_round(replace(state.round, parts=(*state.round.parts, part)))
    state = replace(state, parts=part.number)
    if part.status is not PartStatus.TRANSCRIBING:
        return Move(state, started, outcome)
    state = state.with_request(Kind.TRANSCRIBE, part.number)
    heard = do.Transcribe(state.requests, state.round.cast.candidate, part.clip)
    return Move(state, (*started, heard), outcome)


def _followed_up(state: State, event: ev.TextSent) -> Taken:
    round_ = state.round
    if len(round_.follow_ups) >= FOLLOW_UPS:
        return Reply("practice-follow-ups-enough")
    asked = FollowUp(event.seat, event.words, len(round_.parts))
    state = state.with_round(replace(round_, follow_ups=(*round_.follow_ups, asked)))
    return Move(state, (do.ShowFollowUp(state.number, len(round_.follow_ups) + 1),))


def transcribed(state: State, event: ev.Transcribed) -> Taken:
    open_ = state.awaited(event.request, Kind.TRANSCRIBE)
    if open_ is None:
        return NOT_AWAITED
    clear = event.heard is Heard.CLEAR
    status = PartStatus.TAKEN if clear else PartStatus.UNHEARD
    parts = tuple(
        replace(part, status=status, words=event.words, speech=event.speech if clear else None)
        if part.number == open_.about
        else part
        for part in state.round.parts
    )
    state = state.closed(event.request).with_round(replace(state.round, parts=parts))
    if state.stage is Stage.SCORING:
        return examine(state, event.at)
    unheard = () if clear else (do.TellSeat(state.round.cast.candidate, "practice-unheard"),)
    return Move(state, unheard)


def done(state: State, event: ev.Done) -> Taken:
    if state.role_of(event.seat) is not Role.CANDIDATE:
        return ONLY_CANDIDATE
    if not state.round.parts:
        return Reply("practice-nothing-yet")
    return complete(state, event.at, "scoring")


def moved_on(state: State, event: ev.MovedOn) -> Taken:
    """The host's "next" while a candidate has the word."""
    if state.stage is Stage.ANSWERING and state.round.parts:
        return complete(state, event.at, "scoring")
    return void(state, event.at, Void.PASSED)


def next_round(state: State) -> Taken:
    """After a reveal."""
    return prepare(state, "round")
