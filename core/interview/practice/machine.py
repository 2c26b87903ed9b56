"""The practice's machine: a group takes turns at being interviewed. Its rules:

    - `receive(state, event)` is all there is: a new state and the actions to carry out.
    - The table says which stage follows which event; an event it does not know there is illegal, raises
      `IllegalEvent` and changes nothing. What a person does is legal in every stage: where it has no
      effect, `replies` says so to them. A result nobody awaits is dropped, with its reason.
    - Seals: no action carries anything of a card; what is shown is read through `seals`. All cards of a
      round are revealed at once: when all are in and the bot is done, when time is up, when the host goes on,
      or when the practice is stopped. No card is lost.
    - Roles are chosen by `roles` and come back as an event. Two to six take part; with two the bot
      observes; whoever is alone is offered an interview of their own.
    - Whoever joins before the answer has begun observes this round, later from the next one on, and counts as
      having played what the others have. A candidate who leaves ends the round; for an interviewer who
      leaves an observer steps in, else the bot asks; the card of somebody who leaves stays.
    - A candidate who does not begin, or says nothing, is passed over; the second time they count as gone.
      Where nobody answers it closes; where nothing happens for a while, too.
    - The host begins, removes, stops and goes on before a reveal, and so do the moderators, but for the
      beginning; when the host goes, the next in the order of joining is host.
    - Somebody who is forgotten is gone, and all they gave; what others gave stays.
    - Which timers run is a fact of the state (`timing`); a step only says what has changed.

The diagram in docs/architecture.md is a second writing of the table; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from core.interview.actions import Drop, Unused
from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import answering, gathering, scoring, timing
from core.interview.practice import events as ev
from core.interview.practice.moves import HOST_ONLY, OUTDATED, Move, Reply, Step, Taken, close, reveal, void
from core.interview.practice.replies import STRANGER, reply_to
from core.interview.practice.state import Stage, State
from core.interview.practice.values import Ending, Light, Void

NEW, LOBBY, PREPARING, BRIEFING, ANSWERING, SCORING, REVEALED, CLOSED = tuple(Stage)

# stage: {next stage: events that lead there}. Where an event can lead to several, its outcome
# stands behind the slash.
TABLE: dict[Stage, dict[Stage, str]] = {
    NEW: {
        LOBBY: "Opened",
    },
    LOBBY: {
        LOBBY: "Joined Left Removed Forgotten Consented Begun/alone",
        PREPARING: "Begun/round",
        CLOSED: "Stopped Left/empty Removed/empty Forgotten/empty TimerFired/idle",
    },
    PREPARING: {
        PREPARING: "Joined Left Removed Forgotten Consented",
        LOBBY: "Left/alone Removed/alone Forgotten/alone",
        BRIEFING: "RoundMade",
        CLOSED: "Stopped",
    },
    BRIEFING: {
        BRIEFING: "Joined Left Removed Forgotten Consented",
        ANSWERING: "AnswerStarted TextSent/answer VoiceSent/answer",
        PREPARING: "Left/void Removed/void Forgotten/void TimerFired/no_show MovedOn/passed",
        LOBBY: "Left/alone Removed/alone Forgotten/alone TimerFired/alone",
        CLOSED: "Stopped TimerFired/nobody",
    },
    ANSWERING: {
        ANSWERING: "Joined Left Removed Forgotten Consented TextSent VoiceSent Transcribed TimerFired/light",
        SCORING: "Done/scoring MovedOn/scoring TimerFired/late",
        PREPARING: "Left/void Removed/void Forgotten/void TimerFired/no_show MovedOn/passed",
        LOBBY: "Left/alone Removed/alone Forgotten/alone TimerFired/alone MovedOn/alone",
        CLOSED: "Stopped Left/empty Removed/empty Forgotten/empty TimerFired/nobody TimerFired/empty",
    },
    SCORING: {
        SCORING: "Joined Left Removed Forgotten Consented Scored Transcribed Judged Weighed",
        REVEALED: "Scored/last Transcribed/last Judged/last Weighed/last Left/last Removed/last "
        "Forgotten/last TimerFired/late MovedOn/reveal",
        CLOSED: "Stopped Left/empty Removed/empty Forgotten/empty",
    },
    REVEALED: {
        REVEALED: "Joined Left Removed Forgotten Consented",
        PREPARING: "MovedOn/round",
        LOBBY: "MovedOn/alone",
        CLOSED: "Stopped Left/empty Removed/empty Forgotten/empty TimerFired/idle",
    },
    CLOSED: {
        CLOSED: "Forgotten",
    },
}

NEXT: dict[tuple[Stage, str], Stage] = {
    (stage, trigger): following
    for stage, row in TABLE.items()
    for following, triggers in row.items()
    for trigger in triggers.split()
}
KNOWN = {(stage, trigger.partition("/")[0]) for stage, trigger in NEXT}


def moved_on(state: State, event: ev.MovedOn) -> Taken:
    if state.stage is REVEALED:
        return answering.next_round(state)
    if not gathering.keeps_order(state, event):
        return HOST_ONLY
    if state.stage is SCORING:
        return reveal(state, event.at, "reveal")
    return answering.moved_on(state, event)


def timer_fired(state: State, event: ev.TimerFired) -> Taken:
    """A timer rings; one that the state no longer has, or not yet for so long, is outdated."""
    due = timing.timers(state).get(event.name)
    if due is None or (event.name == timing.IDLE and event.at < due):
        return OUTDATED
    match event.name.split(":"):
        case [timing.IDLE]:
            return close(state, event.at, Ending.IDLE, "idle")
        case [timing.LIGHT, _, light]:
            state = state.with_round(replace(state.round, light=Light(light)))
            return Move(state, (do.ShowLights(state.number, Light(light)),), "light")
        case [timing.SCORING, _]:
            return reveal(state, event.at, "late")
        case _ if state.stage is ANSWERING and state.round.parts:
            return scoring.complete(state, event.at, "late")
        case _:
            return void(state, event.at, Void.NO_SHOW)


STEPS: dict[type, Step] = {
    ev.Opened: gathering.opened,
    ev.Joined: gathering.joined,
    ev.Left: gathering.left,
    ev.Begun: gathering.begun,
    ev.Consented: gathering.consented,
    ev.AnswerStarted: answering.answer_started,
    ev.TextSent: answering.text_sent,
    ev.VoiceSent: answering.voice_sent,
    ev.Done: answering.done,
    ev.Scored: scoring.scored,
    ev.MovedOn: moved_on,
    ev.Removed: gathering.removed,
    ev.Stopped: gathering.stopped,
    ev.Forgotten: gathering.forgotten,
    ev.RoundMade: answering.round_made,
    ev.Transcribed: answering.transcribed,
    ev.Judged: scoring.judged,
    ev.Weighed: scoring.weighed,
    ev.TimerFired: timer_fired,
}
PERSON = get_args(ev.PersonEvent)
ORDER = (ev.MovedOn, ev.Removed, ev.Stopped)  # what moderators may do without taking part


def receive(state: State, event: ev.Event) -> tuple[State, tuple[do.Action, ...]]:
    """The state after `event` and what is to be done.

    Raises IllegalEvent where the table or a limit forbids the event; then nothing has changed.
    """
    name = type(event).__name__
    if (state.stage, name) not in KNOWN:
        return state, (_without_effect(state, event),)
    if isinstance(event, PERSON) and _is_stranger(state, event):
        return state, (do.Tell(STRANGER),)
    done = STEPS[type(event)](state, event)
    if isinstance(done, Reply):
        return state, (do.Tell(done.key),)
    if isinstance(done, Drop):
        return state, (done,)
    return _moved(state, name, done, event.at)


def fold(events: Iterable[ev.Event], state: State | None = None) -> State:
    """The state after all of `events`, beginning at `state` (a new practice)."""
    state = state or State()
    for event in events:
        state, _ = receive(state, event)
    return state


def _moved(state: State, name: str, move: Move, at: int) -> tuple[State, tuple[do.Action, ...]]:
    trigger = f"{name}/{move.outcome}" if move.outcome else name
    following = NEXT.get((state.stage, trigger))
    if following is None:
        raise IllegalEvent("error-illegal-event", stage=state.stage, event=trigger)
    after = replace(move.state, stage=following, last_at=at)
    return after, (*move.actions, *timing.changed(state, after))


def _is_stranger(state: State, event: ev.PersonEvent) -> bool:
    """Whether it is somebody's doing who does not take part, or no longer."""
    if isinstance(event, ev.Opened | ev.Joined):
        return False
    if isinstance(event, ORDER) and event.moderator:
        return False
    return not state.is_present(event.seat)


def _without_effect(state: State, event: ev.Event) -> do.Action:
    name = type(event).__name__
    if isinstance(event, PERSON):
        key = reply_to(state.stage, name)
        if key is None:
            raise IllegalEvent("error-illegal-event", stage=state.stage, event=name)
        return do.Tell(key)
    if state.stage is NEW:
        raise IllegalEvent("error-illegal-event", stage=state.stage, event=name)
    return Drop(Unused.TIMER_OUTDATED if isinstance(event, ev.TimerFired) else Unused.NOT_AWAITED)
