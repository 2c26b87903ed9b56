"""What a step of the practice's machine gives back, and the moves that several steps share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.interview.actions import Drop, Unused
from core.interview.practice import actions as do
from core.interview.practice.state import Kind, Round, State
from core.interview.practice.values import FEWEST, Ending, Void


@dataclass(frozen=True, slots=True)
class Move:
    """A step that had an effect. `outcome` says which of the event's rows in the table it takes."""

    state: State
    actions: tuple[do.Action, ...] = ()
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A person's event without effect; they are told by the text of `key`."""

    key: str


Taken = Move | Reply | Drop
Step = Callable[[State, Any], Taken]  # the table pairs each step with its one event type

NOT_AWAITED = Drop(Unused.NOT_AWAITED)
OUTDATED = Drop(Unused.TIMER_OUTDATED)
NO_SHOWS = 2  # after which somebody counts as gone
HOST_ONLY = Reply("practice-host-only")


def prepare(state: State, outcome: str, before: tuple[do.Action, ...] = ()) -> Move:
    """The next round is to be made; where too few are there, everybody waits for more."""
    if len(state.present) < FEWEST:
        return alone(state, before)
    state = replace(state, open=()).with_request(Kind.ROUND)
    return Move(state, (*before, do.MakeRound(state.requests)), outcome)


def alone(state: State, before: tuple[do.Action, ...] = ()) -> Move:
    """Back to the lobby; whoever is left is offered an interview of their own."""
    state = replace(state, open=())
    return Move(state, (*before, do.ShowLobby(state.number), *map(do.OfferInterview, state.present)), "alone")


def void(state: State, at: int, why: Void, before: tuple[do.Action, ...] = ()) -> Move:
    """The newest round comes to nothing, and somebody else is candidate."""
    cast = state.round.cast
    state = state.with_round(replace(state.round, void=why))
    state = replace(state, open=())
    if why is Void.NO_SHOW:
        state, said = _missed(state, cast.candidate, at)
        before = (*before, *said)
    elif why is Void.PASSED:
        before = (*before, do.Announce("practice-passed-over", cast.candidate))
    if not state.present:
        return close(state, at, Ending.EMPTY, "empty", before)
    if _nobody_answers(state, len(cast.seats)):
        return close(state, at, Ending.NOBODY, "nobody", before)
    return prepare(state, {Void.NO_SHOW: "no_show", Void.LEFT: "void", Void.PASSED: "passed"}[why], before)


def _missed(state: State, seat: int, at: int) -> tuple[State, tuple[do.Action, ...]]:
    member = state.member(seat)
    assert member is not None
    member = replace(member, no_shows=member.no_shows + 1)
    if member.no_shows < NO_SHOWS:
        return state.with_member(member), (do.Announce("practice-no-show", seat),)
    state = state.with_member(replace(member, left_at=at))
    state, said = pass_host_on(state)
    return state, (do.Announce("practice-no-show-gone", seat), *said)


def _nobody_answers(state: State, members: int) -> bool:
    """Whether as many rounds in a row as the last had members came to nothing for want of an answer."""
    last = state.rounds[-members:]
    return len(last) == members and all(round_.void is Void.NO_SHOW for round_ in last)


def pass_host_on(state: State) -> tuple[State, tuple[do.Action, ...]]:
    """Where the host is gone, the next in the order of joining is host."""
    if state.is_present(state.host) or not state.present:
        return state, ()
    host = state.present[0]
    return replace(state, host=host), (do.Announce("practice-new-host", host),)


def close(state: State, at: int, why: Ending, outcome: str, before: tuple[do.Action, ...] = ()) -> Move:
    """It is over. Whatever cards there are of an open round are shown first: none is lost."""
    revealed: tuple[do.Action, ...] = ()
    if state.rounds and _is_scoring(state.round):
        state, revealed = _open_seals(state, at)
    state = replace(state, open=(), ended_at=at, ending=why)
    return Move(state, (*before, *revealed, do.ShowClosed(why)), outcome)


def _is_scoring(round_: Round) -> bool:
    return round_.done_at is not None and not round_.revealed and round_.void is None


def reveal(state: State, at: int, outcome: str, before: tuple[do.Action, ...] = ()) -> Move:
    """All cards side by side, and what is for one alone."""
    state, actions = _open_seals(state, at)
    return Move(replace(state, open=()), (*before, *actions), outcome)


def _open_seals(state: State, at: int) -> tuple[State, tuple[do.Action, ...]]:
    round_, number = replace(state.round, revealed_at=at), state.number
    state, cast = state.with_round(round_), round_.cast
    actions: list[do.Action] = [do.ShowReveal(number)]
    if state.is_present(cast.candidate) and any(part.speech for part in round_.taken):
        actions.append(do.ShowDelivery(cast.candidate, number))
    asker = cast.interviewer
    if asker and state.is_present(asker) and any(one.refused is not None for one in round_.follow_ups):
        actions.append(do.ShowFollowUps(asker, number))
    return state, tuple(actions)


def reveal_if_all_in(state: State, at: int, actions: tuple[do.Action, ...]) -> Move:
    """Goes on to the reveal once no card is missing and the bot is done."""
    if state.missing or state.is_open(Kind.TRANSCRIBE, Kind.JUDGE, Kind.WEIGH):
        return Move(state, actions)
    return reveal(state, at, "last", actions)
