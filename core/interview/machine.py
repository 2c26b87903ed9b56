"""The interview machine. Its rules:

    - `receive(state, event)` is all there is: a new state and the actions to carry out.
    - The table says which stage follows which event; an event it does not know there is illegal,
      raises `IllegalEvent` and changes nothing.
    - What a person does is legal in every stage: where it has no effect, `replies` says so to them.
    - A result nobody awaits any more is dropped, with its reason.
    - Time in which nothing happens for longer than `LONGEST_MS` does not count: somebody who leaves
      without a word and comes back tomorrow has as much time left as before.
    - A review and a redo have neither a warm-up nor questions of the candidate's own: their plan is asked,
      and then they end.
    - While paused, only resuming and stopping have an effect for the person; results still arrive,
      and what they would have shown is shown on resuming.

The diagram in docs/architecture.md is a second writing of the table; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from core.interview import advancing, asides, collecting, ending, setting_up
from core.interview.actions import Action, Drop, Say, Show, Unused
from core.interview.errors import IllegalEvent
from core.interview.events import (
    Begun,
    Chosen,
    Done,
    Drawn,
    Event,
    Examined,
    HintAsked,
    Judged,
    Opened,
    Paused,
    PersonEvent,
    Planned,
    Rated,
    RepeatAsked,
    Resumed,
    SaidAgain,
    Skipped,
    Stopped,
    TextSent,
    TimerFired,
    Transcribed,
    TranscriptCorrected,
    TranscriptUsed,
    VoiceSent,
    Worded,
)
from core.interview.moves import Move, Reply, Step
from core.interview.replies import PAUSED, reply_to
from core.interview.state import Stage, State

NEW, SETTING_UP, PLANNING, WARMING_UP, ANSWERING, EXAMINING = tuple(Stage)[:6]
WORDING, OWN_QUESTIONS, RATING, JUDGING, DRAWING, REPORTED, CLOSED = tuple(Stage)[6:]

# stage: {next stage: events that lead there}. Where an event can lead to several, its outcome
# stands behind the slash.
TABLE: dict[Stage, dict[Stage, str]] = {
    NEW: {
        SETTING_UP: "Opened",
    },
    SETTING_UP: {
        SETTING_UP: "Chosen",
        PLANNING: "Begun",
        CLOSED: "Stopped",
    },
    PLANNING: {
        WARMING_UP: "Planned/warm_up",
        ANSWERING: "Planned/preset",
        CLOSED: "Stopped",
    },
    WARMING_UP: {
        WARMING_UP: "TextSent VoiceSent Transcribed TranscriptUsed TranscriptCorrected SaidAgain "
        "Done/waiting RepeatAsked Paused Resumed",
        ANSWERING: "Done/preset TimerFired/preset Skipped/preset",
        WORDING: "Done/generated TimerFired/generated Skipped/generated",
        CLOSED: "Stopped/nothing",
    },
    ANSWERING: {
        ANSWERING: "TextSent VoiceSent Transcribed TranscriptUsed TranscriptCorrected SaidAgain "
        "Done/waiting HintAsked RepeatAsked Paused Resumed Judged Skipped/preset",
        EXAMINING: "Done/complete TimerFired/complete",
        WORDING: "Skipped/generated",
        OWN_QUESTIONS: "Skipped/last",
        JUDGING: "Skipped/judging Stopped/judging",
        DRAWING: "Skipped/judged Stopped/judged",
        CLOSED: "Skipped/nothing Stopped/nothing",
    },
    EXAMINING: {
        ANSWERING: "Examined/again Examined/restated Examined/preset Skipped/preset "
        "TextSent/answer VoiceSent/answer",
        EXAMINING: "Paused Resumed Judged",
        WORDING: "Examined/probe Examined/generated Skipped/generated",
        OWN_QUESTIONS: "Examined/last Skipped/last",
        JUDGING: "Examined/judging Skipped/judging Stopped/judging",
        DRAWING: "Examined/judged Skipped/judged Stopped/judged",
        CLOSED: "Examined/nothing Skipped/nothing Stopped/nothing",
    },
    WORDING: {
        WARMING_UP: "TextSent/warm_up VoiceSent/warm_up",
        ANSWERING: "Worded TextSent/answer VoiceSent/answer Skipped/preset",
        WORDING: "Paused Resumed Judged Skipped/generated",
        OWN_QUESTIONS: "Skipped/last",
        JUDGING: "Skipped/judging Stopped/judging",
        DRAWING: "Skipped/judged Stopped/judged",
        CLOSED: "Skipped/nothing Stopped/nothing",
    },
    OWN_QUESTIONS: {
        OWN_QUESTIONS: "TextSent VoiceSent Transcribed TranscriptUsed TranscriptCorrected SaidAgain "
        "Done/waiting RepeatAsked Paused Resumed Judged",
        RATING: "Done/rating TimerFired/rating Skipped/rating",
        JUDGING: "Done/judging TimerFired/judging Skipped/judging Stopped/judging",
        DRAWING: "Done/judged TimerFired/judged Skipped/judged Stopped/judged",
        CLOSED: "Done/nothing TimerFired/nothing Skipped/nothing Stopped/nothing",
    },
    RATING: {
        RATING: "Rated/next Judged TimerFired/late",
        JUDGING: "Rated/judging Skipped/judging Done/judging Stopped/judging TimerFired/judging",
        DRAWING: "Rated/judged Skipped/judged Done/judged Stopped/judged TimerFired/judged",
    },
    JUDGING: {
        JUDGING: "Judged TimerFired/late",
        DRAWING: "Judged/last",
    },
    DRAWING: {
        DRAWING: "TimerFired/late",
        REPORTED: "Drawn",
    },
    REPORTED: {},
    CLOSED: {},
}

NEXT: dict[tuple[Stage, str], Stage] = {
    (stage, trigger): following
    for stage, row in TABLE.items()
    for following, triggers in row.items()
    for trigger in triggers.split()
}
KNOWN = {(stage, trigger.partition("/")[0]) for stage, trigger in NEXT}

STEPS: dict[type, Step] = {
    Opened: setting_up.opened,
    Chosen: setting_up.chosen,
    Begun: setting_up.begun,
    Planned: setting_up.planned,
    TextSent: collecting.text_sent,
    VoiceSent: collecting.voice_sent,
    Transcribed: collecting.transcribed,
    TranscriptUsed: collecting.transcript_used,
    TranscriptCorrected: collecting.transcript_corrected,
    SaidAgain: collecting.said_again,
    Done: collecting.done,
    TimerFired: collecting.timer_fired,
    HintAsked: asides.hint_asked,
    RepeatAsked: asides.repeat_asked,
    Paused: asides.paused,
    Resumed: asides.resumed,
    Examined: advancing.examined,
    Worded: advancing.worded,
    Skipped: advancing.skipped,
    Judged: ending.judged,
    Drawn: ending.drawn,
    Rated: ending.rated,
    Stopped: ending.stopped,
}
PERSON = get_args(PersonEvent)
LONGEST_MS = 180_000  # the longest answer that is asked for (a technical one: three minutes)


def receive(state: State, event: Event) -> tuple[State, tuple[Action, ...]]:
    """The state after `event` and what is to be done.

    Raises IllegalEvent where the table or a limit forbids the event; then nothing has changed.
    """
    name = type(event).__name__
    by_person = isinstance(event, PERSON)
    if by_person and state.paused and not isinstance(event, Resumed | Stopped):
        return state, (Say(PAUSED),)
    if (state.stage, name) not in KNOWN:
        return state, (_without_effect(state, event),)
    done = STEPS[type(event)](state, event)
    if isinstance(done, Reply):
        return state, (Say(done.key),)
    if isinstance(done, Drop):
        return state, (done,)
    after, actions = _moved(state, name, done, silent=state.paused and not by_person)
    return replace(after, last_at=event.at, paused_ms=after.paused_ms + _absence(state, event.at)), actions


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of `events`, beginning at `state` (a new interview)."""
    state = state or State()
    for event in events:
        state, _ = receive(state, event)
    return state


def _moved(state: State, name: str, move: Move, *, silent: bool) -> tuple[State, tuple[Action, ...]]:
    trigger = f"{name}/{move.outcome}" if move.outcome else name
    following = NEXT.get((state.stage, trigger))
    if following is None:
        raise IllegalEvent("error-illegal-event", stage=state.stage, event=trigger)
    actions = tuple(action for action in move.actions if not (silent and isinstance(action, Show)))
    return replace(move.state, stage=following), actions


def _absence(state: State, at: int) -> int:
    """How much of the time since the last event does not count; a pause is counted where it ends.

    After the end no time counts, so none has to be left out.
    """
    if state.paused or not state.turns or state.ended_at is not None:
        return 0
    return max(0, at - state.last_at - LONGEST_MS)


def _without_effect(state: State, event: Event) -> Action:
    name = type(event).__name__
    if isinstance(event, PERSON):
        key = reply_to(state.stage, name)
        if key is None:
            raise IllegalEvent("error-illegal-event", stage=state.stage, event=name)
        return Say(key)
    if state.stage is NEW:
        raise IllegalEvent("error-illegal-event", stage=state.stage, event=name)
    return Drop(Unused.TIMER_OUTDATED if isinstance(event, TimerFired) else Unused.NOT_AWAITED)
