"""Steps: the answer is complete, cards are filled in and sealed, the bot judges, all is revealed."""

from __future__ import annotations

from dataclasses import replace

from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.moves import NOT_AWAITED, Move, Reply, Taken, reveal_if_all_in
from core.interview.practice.state import Kind, State, whole
from core.interview.practice.values import LEVELS, Card, Levels, Role
from core.interview.values import Criterion


def complete(state: State, at: int, outcome: str) -> Move:
    """The answer is complete: everybody in the round gets a card, and the bot begins."""
    state = state.with_round(replace(state.round, done_at=at))
    here = [seat for seat in state.round.cast.seats if state.is_present(seat)]
    cards = tuple(do.ShowCard(seat, state.number) for seat in here)
    move = examine(state, at)
    return Move(move.state, (do.ShowProgress(state.number), *cards, *move.actions), outcome)


def examine(state: State, at: int) -> Move:
    """Once all of the answer was heard: judge it, and weigh the follow-ups."""
    if state.is_open(Kind.TRANSCRIBE):
        return Move(state)
    actions: list[do.Action] = []
    if state.round.taken:
        state = state.with_request(Kind.JUDGE)
        actions.append(do.Judge(state.requests, state.number))
        if state.round.follow_ups:
            state = state.with_request(Kind.WEIGH)
            actions.append(do.Weigh(state.requests, state.number))
    return reveal_if_all_in(state, at, tuple(actions))


def scored(state: State, event: ev.Scored) -> Taken:
    role = state.role_of(event.seat)
    if role is None:
        return Reply("practice-not-in-round")
    if role is Role.CANDIDATE and not event.levels:
        return Reply("practice-own-levels-only")
    _check(event.levels)
    before = state.round.card_of(event.seat) or Card(event.seat)
    card = _filled(before, event, judges=role is not Role.CANDIDATE)
    state = state.with_round(state.round.with_card(card))
    shown: tuple[do.Action, ...] = (do.ShowCard(event.seat, state.number),)
    if card.whole and not before.whole:
        shown = (*shown, do.ShowProgress(state.number))
    return reveal_if_all_in(state, event.at, shown)


def _check(levels: Levels) -> None:
    """Raises IllegalEvent for a level there is not, or two for one criterion."""
    if any(level not in LEVELS for _, level in levels) or len(dict(levels)) != len(levels):
        raise IllegalEvent("error-illegal-rating")


def _filled(card: Card, event: ev.Scored, *, judges: bool) -> Card:
    given = {**dict(card.levels), **dict(event.levels)}
    levels = tuple((criterion, given[criterion]) for criterion in Criterion if criterion in given)
    top, tip = (event.top or card.top, event.tip or card.tip) if judges else ("", "")
    complete = whole(levels) and (not judges or bool(top and tip))
    return replace(card, levels=levels, top=top, tip=tip, whole=complete)


def judged(state: State, event: ev.Judged) -> Taken:
    if not state.awaited(event.request, Kind.JUDGE):
        return NOT_AWAITED
    state = state.closed(event.request)
    state = state.with_round(replace(state.round, findings=event.findings, judged_by=event.by))
    return reveal_if_all_in(state, event.at, ())


def weighed(state: State, event: ev.Weighed) -> Taken:
    if not state.awaited(event.request, Kind.WEIGH):
        return NOT_AWAITED
    asked = state.round.follow_ups
    if len(asked) != len(event.refused):
        raise IllegalEvent("error-illegal-event", stage=state.stage, event="Weighed")
    pairs = zip(asked, event.refused, strict=True)
    weighed = tuple(replace(one, refused=refused) for one, refused in pairs)
    state = state.closed(event.request).with_round(replace(state.round, follow_ups=weighed))
    return reveal_if_all_in(state, event.at, ())
