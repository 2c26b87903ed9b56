"""What holds for every sequence of events, legal or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import decode, dump, encode
from core.interview.errors import IllegalEvent
from core.interview.follow_up import AGAIN_LIMIT, RESTATE_LIMIT, decide, so_far
from core.interview.machine import fold, receive
from core.interview.state import Kind, State, TurnKind
from core.interview.values import SLOTS, Choice, Decision, Heard, Length, Reason, Rule
from tests.interview.driver import (
    COMPLETE,
    DECLINED,
    FINDINGS,
    NO_RESULT,
    OFF_TOPIC,
    RESULT,
    SILENT,
    START,
    TWO_GAPS,
    UNJUDGED,
    a_plan,
)

EXAMINATIONS = st.sampled_from([COMPLETE, NO_RESULT, TWO_GAPS, OFF_TOPIC, DECLINED, SILENT])
SIMPLE: list[Callable[[int], ev.Event]] = [
    ev.Begun,
    ev.Done,
    ev.Done,
    ev.HintAsked,
    ev.RepeatAsked,
    ev.Skipped,
    ev.Paused,
    ev.Resumed,
    ev.Resumed,
]
PERSON = st.sampled_from(SIMPLE)
CHOICES = st.sampled_from(
    [(Choice.DOMAIN, "nurse"), (Choice.LEVEL, "mid"), (Choice.LENGTH, "short"), (Choice.SCORES, "hide")]
)


def a_person_s_event(data: st.DataObject, state: State, at: int) -> ev.Event:
    """Anything a person could do, sensible or not; stopping is rare so that interviews get long."""
    match data.draw(st.integers(0, 19)):
        case 0 | 1:
            return ev.Chosen(at, *data.draw(CHOICES))
        case 2 | 3 | 4 | 5:
            return ev.TextSent(at, f"words-{at}")
        case 6:
            return ev.VoiceSent(at, f"clip-{at}")
        case 7 | 8:
            return ev.TranscriptUsed(at, state.parts)
        case 9:
            return ev.SaidAgain(at, data.draw(st.integers(0, state.parts + 1)))
        case 10:
            return ev.TranscriptCorrected(at, state.parts, f"corrected-{at}")
        case 11:
            return ev.Stopped(at) if data.draw(st.integers(0, 9)) == 0 else ev.Done(at)
        case _:
            return data.draw(PERSON)(at)


def a_result(data: st.DataObject, state: State, at: int) -> ev.Event:
    """A result for an open request, or for a request that was never made or is long answered."""
    awaited = {open.kind: open.request for open in state.open}
    stale = data.draw(st.integers(0, 9)) == 0

    def number(kind: Kind) -> int:
        return 10_000 if stale else awaited.get(kind, 10_000)

    if Kind.PLAN in awaited:
        generated = data.draw(st.sets(st.integers(0, 3)))
        plan = a_plan(Length.SHORT, generated=frozenset(generated), difficulty=data.draw(st.integers(1, 3)))
        return ev.Planned(at, number(Kind.PLAN), plan)
    if Kind.TRANSCRIBE in awaited:
        heard = data.draw(st.sampled_from(Heard))
        return ev.Transcribed(at, number(Kind.TRANSCRIBE), heard, f"heard-{at}", data.draw(st.booleans()))
    if Kind.EXAMINE in awaited:
        found = data.draw(EXAMINATIONS)
        rule = decide(found, so_far(state, at))
        if data.draw(st.integers(0, 9)) == 0:  # somebody decides against the rules
            rule = Decision(data.draw(st.sampled_from(Rule)), Reason.GAP, RESULT)
        return ev.Examined(at, number(Kind.EXAMINE), found, rule)
    if Kind.WORD in awaited:
        return ev.Worded(at, number(Kind.WORD), f"worded-{at}", "bank")
    if Kind.JUDGE in awaited:
        findings = data.draw(st.sampled_from([FINDINGS, UNJUDGED, FINDINGS[:2]]))
        return ev.Judged(at, number(Kind.JUDGE), findings, "bank")
    if Kind.DRAW in awaited:
        return ev.Drawn(at, number(Kind.DRAW))
    return ev.TimerFired(at, f"quiet:{state.parts}")


def walk(data: st.DataObject, steps: int) -> tuple[State, list[ev.Event]]:
    """A random interview; checks after every event what must hold, and returns the legal ones."""
    state, log, at = State(), [], START
    for number in range(steps):
        at += data.draw(st.integers(-5_000, 60_000))
        event: ev.Event
        if number == 0:
            event = ev.Opened(at, 7, 3_000)
        elif data.draw(st.booleans()):
            event = a_result(data, state, at)
        else:
            event = a_person_s_event(data, state, at)
        before = dump(state)
        try:
            after, actions = receive(state, event)
        except IllegalEvent:
            assert dump(state) == before, "an illegal event changed the state"
            continue
        check(state, after, event, actions)
        log.append(event)
        state = after
    return state, log


def check(before: State, after: State, event: ev.Event, actions: tuple[Any, ...]) -> None:
    numbers = [a.request for a in actions if isinstance(a, do.Request)]
    opened = [open.request for open in after.open if open not in before.open]
    assert sorted(numbers) == sorted(opened), "every open request was asked for, once"
    if isinstance(event, ev.PersonEvent) and before.paused and not isinstance(event, ev.Resumed | ev.Stopped):
        assert after == before, "nothing counts during a pause"
    if after == before:
        assert actions, "an event without effect is answered or dropped with its reason"
    for slot in range(len(after.slots)):
        kinds = [turn.kind for _, turn in after.of_slot(slot)]
        assert kinds.count(TurnKind.PROBE) <= after.slots[slot].probe_limit
        assert kinds.count(TurnKind.RESTATED) <= RESTATE_LIMIT
        assert kinds.count(TurnKind.AGAIN) <= AGAIN_LIMIT
        assert kinds.count(TurnKind.QUESTION) <= 1
    assert [turn.slot for turn in after.turns] == sorted(turn.slot for turn in after.turns)
    assert len({found.slot for found in after.judged}) == len(after.judged) <= SLOTS[Length.LONG]
    assert not after.turns or after.turns[0].kind is TurnKind.WARM_UP


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_limits_hold_and_illegal_events_change_nothing(data: st.DataObject) -> None:
    walk(data, data.draw(st.integers(1, 80)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_stored_log_folds_to_the_same_bytes(data: st.DataObject) -> None:
    state, log = walk(data, 60)
    stored = [encode(event) for event in log]
    assert dump(fold(decode(*row) for row in stored)) == dump(state)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_there_is_no_dead_end(data: st.DataObject) -> None:
    """From wherever a random interview stands, an ordinary person reaches its end."""
    state, _ = walk(data, data.draw(st.integers(1, 60)))
    at = START + 10_000_000
    for _ in range(200):
        if state.ended:
            break
        at += 1_000
        state = _one_ordinary_step(state, at)
    assert state.ended


def _one_ordinary_step(state: State, at: int) -> State:
    """What an ordinary person, a working interviewer or the clock does next."""
    if state.paused:
        return receive(state, ev.Resumed(at))[0]
    for open in state.open:
        event = _result_of(state, open.request, open.kind, at)
        return receive(state, event)[0]
    if state.turns:
        if state.turn.pending:
            return receive(state, ev.TranscriptUsed(at, _pending(state)))[0]
        state, _ = receive(state, ev.TextSent(at, "words"))
        return receive(state, ev.Done(at))[0]
    missing = state.choices.missing()
    if missing is None:
        return receive(state, ev.Begun(at))[0]
    value = {Choice.DOMAIN: "nurse", Choice.LEVEL: "mid", Choice.LENGTH: "short"}[missing]
    return receive(state, ev.Chosen(at, missing, value))[0]


def _pending(state: State) -> int:
    return next(part.number for part in state.turn.parts if part.status.value == "heard")


def _result_of(state: State, request: int, kind: Kind, at: int) -> ev.Event:
    match kind:
        case Kind.PLAN:
            return ev.Planned(at, request, a_plan(Length.SHORT))
        case Kind.TRANSCRIBE:
            return ev.Transcribed(at, request, Heard.CLEAR, "heard", confirmed=True)
        case Kind.EXAMINE:
            return ev.Examined(at, request, COMPLETE, decide(COMPLETE, so_far(state, at)))
        case Kind.WORD:
            return ev.Worded(at, request, "worded", "bank")
        case Kind.JUDGE:
            return ev.Judged(at, request, FINDINGS, "bank")
        case Kind.DRAW:
            return ev.Drawn(at, request)
