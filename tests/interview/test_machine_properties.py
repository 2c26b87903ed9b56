"""What holds for every sequence of events, legal or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import decode, dump, encode
from core.interview.errors import IllegalEvent
from core.interview.follow_up import AGAIN_LIMIT, RESTATE_LIMIT, decide, so_far
from core.interview.machine import NEXT, fold, receive
from core.interview.state import Kind, Open, State, TurnKind
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

EXAMINATIONS = (COMPLETE, NO_RESULT, TWO_GAPS, OFF_TOPIC, DECLINED, SILENT)
CHOICES = (
    (Choice.DOMAIN, "nurse"),
    (Choice.LEVEL, "mid"),
    (Choice.LENGTH, "short"),
    (Choice.SCORES, "hide"),
)
SIMPLE: tuple[Callable[[int], ev.Event], ...] = (
    ev.Begun,
    ev.Done,
    ev.Done,
    ev.HintAsked,
    ev.RepeatAsked,
    ev.Skipped,
    ev.Paused,
    ev.Resumed,
    ev.Resumed,
)
SEEDS = st.integers(0, 2**32)  # drawing every step from hypothesis itself would keep the walks short


def a_person_s_event(dice: Random, state: State, at: int, habit: Callable[[int], ev.Event]) -> ev.Event:
    """Anything a person could do, sensible or not; each has a habit, so that walks differ."""
    missing = state.choices.missing()
    if not state.turns and dice.random() < 0.7:
        return ev.Begun(at) if missing is None else ev.Chosen(at, *dice.choice(CHOICES))
    if dice.random() < 0.4:
        return habit(at)
    match dice.randrange(20):
        case 0 | 1:
            return ev.Chosen(at, *dice.choice(CHOICES))
        case 2 | 3 | 4 | 5:
            return ev.TextSent(at, f"words-{at}")
        case 6:
            return ev.VoiceSent(at, f"clip-{at}")
        case 7 | 8:
            return ev.TranscriptUsed(at, state.parts)
        case 9:
            return ev.SaidAgain(at, dice.randrange(state.parts + 2))
        case 10:
            return ev.TranscriptCorrected(at, state.parts, f"corrected-{at}")
        case 11:
            return ev.Stopped(at) if dice.randrange(3) == 0 else ev.Done(at)
        case _:
            return dice.choice(SIMPLE)(at)


def a_result(dice: Random, state: State, at: int) -> ev.Event:
    """A result for an open request, or for a request that was never made or is long answered."""
    if not state.open or dice.randrange(4) == 0:
        return ev.TimerFired(at, dice.choice((f"quiet:{state.parts}", "quiet:0", "judging")))
    open = dice.choice(state.open)
    if dice.randrange(10) == 0:
        open = replace(open, request=10_000)
    return _result(dice, state, open, at)


def _result(dice: Random, state: State, open: Open, at: int) -> ev.Event:
    match open.kind:
        case Kind.PLAN:
            generated = frozenset(slot for slot in range(4) if dice.randrange(3) == 0)
            plan = a_plan(Length.SHORT, generated=generated, difficulty=dice.randint(1, 3))
            return ev.Planned(at, open.request, plan)
        case Kind.TRANSCRIBE:
            heard = dice.choice((Heard.CLEAR, *Heard))  # clear a little more often, as it is
            return ev.Transcribed(at, open.request, heard, f"heard-{at}", dice.random() < 0.5)
        case Kind.EXAMINE:
            found = dice.choice(EXAMINATIONS)
            decision = decide(found, so_far(state, at))
            if dice.randrange(10) == 0:  # somebody decides against the rules
                decision = Decision(dice.choice(tuple(Rule)), Reason.GAP, RESULT)
            return ev.Examined(at, open.request, found, decision)
        case Kind.WORD:
            return ev.Worded(at, open.request, f"worded-{at}", "bank")
        case Kind.JUDGE:
            findings = dice.choice((FINDINGS, FINDINGS, FINDINGS, UNJUDGED, FINDINGS[:2]))
            return ev.Judged(at, open.request, findings, "bank")
        case Kind.DRAW:
            return ev.Drawn(at, open.request)


Step = tuple[State, ev.Event, State, tuple[do.Action, ...]]


def walk(seed: int, steps: int) -> Iterator[Step]:
    """A random interview, event by legal event: (state before, event, state after, actions)."""
    dice, state, at = Random(seed), State(), START
    habit = dice.choice((ev.Skipped, ev.Done, lambda at: ev.TextSent(at, f"words-{at}")))
    for number in range(steps):
        at += dice.randint(-5_000, 60_000)
        event: ev.Event = ev.Opened(at, 7, 3_000)
        if number:
            by_person = dice.random() < 0.6
            event = a_person_s_event(dice, state, at, habit) if by_person else a_result(dice, state, at)
        try:
            after, actions = receive(state, event)
        except IllegalEvent:
            continue
        yield state, event, after, actions
        state = after


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
@given(SEEDS)
def test_limits_hold_in_every_interview(seed: int) -> None:
    for before, event, after, actions in walk(seed, 120):
        check(before, after, event, actions)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_an_illegal_event_raises_and_changes_nothing(seed: int) -> None:
    state = list(walk(seed, seed % 60 + 1))[-1][2]
    before = dump(state)
    for event in (ev.Opened(START, 1, 1), ev.Chosen(START, Choice.LEVEL, "wizard")):
        with suppress(IllegalEvent):
            receive(state, event)
        assert dump(state) == before


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_stored_log_folds_to_the_same_bytes(seed: int) -> None:
    steps = list(walk(seed, 120))
    stored = [encode(event) for _, event, _, _ in steps]
    assert dump(fold(decode(*row) for row in stored)) == dump(steps[-1][2])


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_there_is_no_dead_end(seed: int) -> None:
    """From wherever a random interview stands, an ordinary person reaches its end."""
    state = list(walk(seed, seed % 80 + 1))[-1][2]
    at = START + 10_000_000
    for _ in range(200):
        if state.ended:
            break
        at += 1_000
        state = _one_ordinary_step(state, at)
    assert state.ended


def test_random_interviews_take_every_row_of_the_table() -> None:
    """Otherwise the properties above would speak of less than the whole machine."""
    rows = {(stage, trigger.partition("/")[0], following) for (stage, trigger), following in NEXT.items()}
    for seed in range(20_000):
        for before, event, after, _ in walk(seed, 120):
            rows.discard((before.stage, type(event).__name__, after.stage))
        if not rows:
            break
    assert rows == set()


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
