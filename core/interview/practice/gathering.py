"""Steps: a lobby opens, people come and go, the host keeps order."""

from __future__ import annotations

from dataclasses import replace

from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.moves import (
    HOST_ONLY,
    Move,
    Reply,
    Taken,
    alone,
    close,
    pass_host_on,
    prepare,
    reveal_if_all_in,
    void,
)
from core.interview.practice.roles import base_for, tally_of
from core.interview.practice.state import Kind, Member, Round, Stage, State
from core.interview.practice.values import FEWEST, Cast, Ending, Void


def opened(state: State, event: ev.Opened) -> Taken:
    host = Member(1, event.played, event.at, consented=event.consented)
    state = replace(state, seed=event.seed, domain=event.domain, level=event.level, opened_at=event.at)
    return Move(replace(state, host=1, members=(host,)), (do.ShowLobby(state.number),))


def joined(state: State, event: ev.Joined) -> Taken:
    known = state.member(event.seat)
    if known is None and event.seat != len(state.members) + 1:
        raise IllegalEvent("error-illegal-seat")
    if known and known.present:
        return Reply("practice-already-in")
    if known and (known.removed or known.forgotten):
        return Reply("practice-removed-stays-out")
    if state.full:
        return Reply("practice-full")
    state = _seated(state, event, known)
    if state.stage is Stage.LOBBY:
        return Move(state, (do.ShowLobby(state.number),))
    if state.stage is not Stage.BRIEFING:
        return Move(state, (do.Announce("practice-joined-next", event.seat),))
    cast = state.round.cast
    state = state.with_round(
        replace(state.round, cast=replace(cast, observers=(*cast.observers, event.seat)))
    )
    return Move(state, (do.ShowRound(state.number),))


def _seated(state: State, event: ev.Joined, known: Member | None) -> State:
    new = known or Member(event.seat, event.played, event.at)
    base = base_for(state, event.seat)
    new = replace(
        new, joined_at=event.at, left_at=None, consented=new.consented or event.consented, base=base
    )
    if known is None:
        return replace(state, members=(*state.members, new))
    return state.with_member(new)


def begun(state: State, event: ev.Begun) -> Taken:
    if event.seat != state.host:
        return HOST_ONLY
    if len(state.present) < FEWEST:
        return Move(state, (do.OfferInterview(event.seat),), "alone")
    return prepare(state, "round")


def consented(state: State, event: ev.Consented) -> Taken:
    member = state.member(event.seat)
    assert member is not None
    if member.consented:
        return Reply("practice-consented-already")
    return Move(state.with_member(replace(member, consented=True)), (do.Tell("practice-consented"),))


def left(state: State, event: ev.Left) -> Taken:
    return _gone(state, event.seat, event.at, "practice-left")


def removed(state: State, event: ev.Removed) -> Taken:
    if not keeps_order(state, event):
        return HOST_ONLY
    member = state.member(event.who)
    if member is None or not member.present:
        return Reply("practice-not-there")
    state = state.with_member(replace(member, removed=True))
    return _gone(state, event.who, event.at, "practice-removed")


def stopped(state: State, event: ev.Stopped) -> Taken:
    if not keeps_order(state, event):
        return HOST_ONLY
    return close(state, event.at, Ending.STOPPED, "")


def forgotten(state: State, event: ev.Forgotten) -> Taken:
    member = state.member(event.seat)
    if member is None:
        raise IllegalEvent("error-illegal-seat")
    state = _without(state.with_member(replace(member, forgotten=True)), event.seat)
    if not member.present or state.ended:
        return Move(state)
    return _gone(state, event.seat, event.at, "practice-left")


def keeps_order(state: State, event: ev.MovedOn | ev.Removed | ev.Stopped) -> bool:
    """Whether it is the host's doing or a moderator's."""
    return event.moderator or event.seat == state.host


def _gone(state: State, seat: int, at: int, key: str) -> Move:
    member = state.member(seat)
    assert member is not None
    role = state.role_of(seat)
    state, hosting = pass_host_on(state.with_member(replace(member, left_at=at)))
    said: tuple[do.Action, ...] = (do.Announce(key, seat), *hosting)
    if not state.present:
        return close(state, at, Ending.EMPTY, "empty", said)
    match state.stage:
        case Stage.LOBBY:
            return Move(state, (*said, do.ShowLobby(state.number)))
        case Stage.PREPARING if len(state.present) < FEWEST:
            return alone(state, said)
        case Stage.BRIEFING | Stage.ANSWERING if role is not None:
            return _gone_from_round(state, seat, at, said)
        case Stage.SCORING:
            return reveal_if_all_in(state, at, (*said, do.ShowProgress(state.number)))
        case _:
            return Move(state, said)


def _gone_from_round(state: State, seat: int, at: int, said: tuple[do.Action, ...]) -> Move:
    """Without its candidate a round is void; before the answer, also where nobody else is left."""
    deserted = state.stage is Stage.BRIEFING and len(state.present) < FEWEST
    if deserted or seat == state.round.cast.candidate:
        return void(state, at, Void.LEFT, said)
    return _recast(state, seat, said)


def _recast(state: State, seat: int, said: tuple[do.Action, ...]) -> Move:
    """Somebody steps in for an interviewer who left, or the bot asks; an observer is only fewer."""
    cast, number = state.round.cast, state.number
    observers = tuple(one for one in cast.observers if one != seat)
    if seat != cast.interviewer:
        state = state.with_round(replace(state.round, cast=replace(cast, observers=observers)))
        return Move(state, (*said, do.ShowRound(number)))
    steps_in = _next_interviewer(state, observers)
    observers = tuple(one for one in observers if one != steps_in)
    state = state.with_round(replace(state.round, cast=Cast(cast.candidate, steps_in, observers)))
    if steps_in is None:
        return Move(state, (*said, do.ShowRound(number)))
    return Move(state, (*said, do.ShowRound(number), do.Brief(steps_in, number)))


def _next_interviewer(state: State, observers: tuple[int, ...]) -> int | None:
    tally = tally_of(state)
    return min(observers, key=lambda seat: (tally.interviewer[seat], seat)) if observers else None


def _without(state: State, seat: int) -> State:
    """The state without what somebody gave and wrote, and without what was found in what they said."""
    state = replace(state, rounds=tuple(_round_without(round_, seat) for round_ in state.rounds))
    if state.stage is not Stage.SCORING:
        return state
    gone = {Kind.WEIGH} if seat == state.round.cast.interviewer else set()
    if seat == state.round.cast.candidate:
        gone = {Kind.WEIGH, Kind.JUDGE, Kind.TRANSCRIBE}
    return replace(state, open=tuple(one for one in state.open if one.kind not in gone))


def _round_without(round_: Round, seat: int) -> Round:
    cards = tuple(card for card in round_.cards if card.by != seat)
    asked = tuple(one for one in round_.follow_ups if one.by != seat)
    round_ = replace(round_, cards=cards, follow_ups=asked)
    if round_.cast.candidate != seat:
        return round_
    parts = tuple(replace(part, words="", clip="", speech=None) for part in round_.parts)
    return replace(round_, parts=parts, findings=(), judged_by="")
