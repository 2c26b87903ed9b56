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
from core.interview.ending import RATING_TIMER
from core.interview.errors import IllegalEvent
from core.interview.follow_up import AGAIN_LIMIT, RESTATE_LIMIT, decide, so_far
from core.interview.machine import NEXT, fold, receive
from core.interview.state import Kind, Open, Stage, State, TurnKind
from core.interview.values import (
    SLOTS,
    Again,
    Choice,
    Criterion,
    Decision,
    Heard,
    Length,
    Purpose,
    Reason,
    Rule,
    SelfRating,
)
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
    Driver,
    a_plan,
    once_more_plan,
)

EXAMINATIONS = (COMPLETE, NO_RESULT, TWO_GAPS, OFF_TOPIC, DECLINED, SILENT)
CHOICES = (
    (Choice.DOMAIN, "nurse"),
    (Choice.LEVEL, "mid"),
    (Choice.LENGTH, "short"),
    (Choice.SCORES, "hide"),
    (Choice.SELF_RATING, "ask"),
    (Choice.SELF_RATING, "ask"),
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
HABITS: tuple[Callable[[int], ev.Event], ...] = (
    ev.Skipped,
    ev.Done,
    lambda at: ev.TextSent(at, f"words-{at}"),
    lambda at: ev.VoiceSent(at, f"clip-{at}"),
)
SEEDS = st.integers(0, 2**32)  # drawing every step from hypothesis itself would keep the walks short


def a_person_s_event(dice: Random, state: State, at: int, habit: Callable[[int], ev.Event]) -> ev.Event:
    """Anything a person could do, sensible or not; each has a habit, so that walks differ."""
    missing = state.choices.missing()
    if not state.turns and dice.random() < 0.7:
        return ev.Begun(at) if missing is None else ev.Chosen(at, *dice.choice(CHOICES))
    if dice.random() < 0.4:
        return habit(at)
    match dice.randrange(22):
        case 20 | 21:
            return ev.Rated(at, dice.choice(tuple(Criterion)), dice.randrange(1, 6))
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
        return ev.TimerFired(at, dice.choice((f"quiet:{state.parts}", "quiet:0", "judging", "rating")))
    open = dice.choice(state.open)
    if dice.randrange(10) == 0:
        open = replace(open, request=10_000)
    return _result(dice, state, open, at)


def _result(dice: Random, state: State, open: Open, at: int) -> ev.Event:
    match open.kind:
        case Kind.PLAN if state.purpose is not Purpose.PRACTICE:
            slots = dice.randint(1, 4) if state.purpose is Purpose.REVIEW else 1
            return ev.Planned(at, open.request, once_more_plan(slots, state.choices.domain))
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


def an_event(dice: Random, state: State, at: int, habit: Callable[[int], ev.Event], sense: float) -> ev.Event:
    if dice.random() < sense and not state.ended:
        return ordinary(state, at) if habit is not HABITS[-1] else mumbled(dice, state, at)
    return a_person_s_event(dice, state, at, habit) if dice.random() < 0.6 else a_result(dice, state, at)


def mumbled(dice: Random, state: State, at: int) -> ev.Event:
    """The next thing that happens to somebody who cannot be understood, before a slow judge."""
    if state.unrated and state.stage is Stage.RATING:
        rated = ev.Rated(at, state.unrated, 3)
        return rated if dice.random() < 0.8 else dice.choice((ev.Stopped, ev.Skipped, ev.Done))(at)
    if state.stage in (Stage.EXAMINING, Stage.WORDING) and dice.random() < 0.1:
        return dice.choice((ev.Stopped, ev.Skipped, ev.Skipped))(at)
    unjudged = [open for open in state.open if open.kind is not Kind.JUDGE or dice.random() < 0.2]
    if unjudged and unjudged[0].kind is Kind.TRANSCRIBE:
        heard = dice.choice((Heard.SILENT, Heard.SILENT, Heard.UNINTELLIGIBLE, Heard.CLEAR))
        return ev.Transcribed(at, unjudged[0].request, heard, "heard", confirmed=True)
    if unjudged and unjudged[0].kind is Kind.EXAMINE:
        found = COMPLETE if state.turn.taken else SILENT
        by_rule = decide(found, so_far(state, at))
        against = Decision(Rule.ASK_MISSING, Reason.GAP, RESULT)
        return ev.Examined(at, unjudged[0].request, found, dice.choice((by_rule, against)))
    if not unjudged and state.turns and not state.paused and state.ended_at is None:
        return ev.Done(at) if state.turn.parts else ev.VoiceSent(at, f"clip-{at}")
    return ordinary(state, at)


Step = tuple[State, ev.Event, State, tuple[do.Action, ...]]


def walk(seed: int, steps: int) -> Iterator[Step]:
    """A random interview, event by legal event: (state before, event, state after, actions)."""
    dice, state, at = Random(seed), State(), START
    habit = dice.choice(HABITS)
    sense = dice.choice((0.1, 0.5, 0.8))  # how much of what happens is as it should be
    purpose = dice.choice((Purpose.PRACTICE, *Purpose))
    again = Again("first", 2) if purpose is Purpose.REDO else None
    for number in range(steps):
        at += dice.randint(-5_000, 60_000)
        event: ev.Event = ev.Opened(at, 7, 3_000, purpose, again)
        if number:
            event = an_event(dice, state, at, habit, sense)
        try:
            after, actions = receive(state, event)
        except IllegalEvent:
            continue
        yield state, event, after, actions
        state = after
        if state.ended and dice.random() < 0.2:  # nothing happens any more
            return


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
    asked = {turn.kind for turn in after.turns}
    if after.purpose is Purpose.PRACTICE:
        assert not after.turns or after.turns[0].kind is TurnKind.WARM_UP
    else:
        assert not asked & {TurnKind.WARM_UP, TurnKind.OWN}, "what is asked once more is asked alone"
        assert all(open.kind is not Kind.WORD or open.gap for open in after.open), "in words that are there"
    check_rating(before, after)


def check_rating(before: State, after: State) -> None:
    """Levels of one's own come between the end and the report, once a criterion, and never change another."""
    assert before.rated == after.rated or before.stage is Stage.RATING
    assert len(dict(after.rated)) == len(after.rated) <= len(Criterion)
    assert all(1 <= level <= 5 for _, level in after.rated)
    if after.stage is Stage.RATING:
        assert after.rates and not after.stopped
        assert after.unrated and (after.judged or any(open.kind is Kind.JUDGE for open in after.open))
    if before.ended_at is not None:
        assert after.elapsed_ms(before.ended_at) == before.elapsed_ms(before.ended_at), "the time stands"


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
    for _ in range(300):
        if state.ended:
            break
        at += 1_000
        state, _ = receive(state, ordinary(state, at))
    assert state.ended


def test_random_interviews_take_every_row_of_the_table() -> None:
    """Otherwise the properties above would speak of less than the whole machine."""
    rows = {(stage, trigger.partition("/")[0], following) for (stage, trigger), following in NEXT.items()}
    for seed in range(20_000):
        for before, event, after, _ in (*walk(seed, 120), *(seldom() if seed == 0 else ())):
            rows.discard((before.stage, type(event).__name__, after.stage))
        if not rows:
            break
    assert rows == set()


def seldom() -> Iterator[Step]:
    """What chance alone takes too long to come by."""
    against = Decision(Rule.ASK_MISSING, Reason.GAP, RESULT)
    yield from _scripted(  # an answer that was not heard is asked after against the rules, and then left
        Driver().once_more(2),
        Driver.answer,
        lambda driver: driver.send(ev.VoiceSent(driver.at, "clip")),
        lambda driver: driver.send(_unheard(driver)),
        lambda driver: driver.send(ev.Done(driver.at)),
        lambda driver: driver.send(ev.Examined(driver.at, driver.state.requests, SILENT, against)),
        _skip,
    )
    yield from _scripted(
        Driver().warmed_up(), *[_skip] * 4, lambda driver: driver.send(ev.Stopped(driver.at))
    )
    late = (
        lambda driver: driver.send(ev.Stopped(driver.at)),
        lambda driver: driver.send(ev.TimerFired(driver.at, RATING_TIMER)),
        lambda driver: [driver.send(ev.Rated(driver.at, criterion, 3)) for criterion in Criterion],
    )
    for done in late:  # levels of one's own are given, or not, before the judge is done
        driver = Driver().warmed_up()
        wish = replace(driver.state.choices, self_rating=SelfRating.ASK)
        driver.state = replace(driver.state, choices=wish)
        yield from _scripted(driver, Driver.say, *[_skip] * 5, done)


def _skip(driver: Driver) -> None:
    driver.send(ev.Skipped(driver.tick()))


def _stop(driver: Driver) -> None:
    driver.send(ev.Stopped(driver.at))


def _unheard(driver: Driver) -> ev.Event:
    request = driver.request(Kind.TRANSCRIBE).request
    return ev.Transcribed(driver.at, request, Heard.SILENT, "", confirmed=True)


def _scripted(driver: Driver, *steps: Callable[[Driver], object]) -> Iterator[Step]:
    for step in steps:
        begun, before = len(driver.log), driver.state
        step(driver)
        for event in driver.log[begun:]:
            after, actions = receive(before, event)
            yield before, event, after, actions
            before = after


def ordinary(state: State, at: int) -> ev.Event:
    """What an ordinary person, a working interviewer or the clock does next."""
    if state.paused:
        return ev.Resumed(at)
    if state.unrated and state.stage is Stage.RATING:
        return ev.Rated(at, state.unrated, 3)
    for open in state.open:
        return _result_of(state, open.request, open.kind, at)
    if state.turns:
        if state.turn.pending:
            return ev.TranscriptUsed(at, _pending(state))
        return ev.Done(at) if state.turn.taken else ev.TextSent(at, "words")
    if state.purpose is not Purpose.PRACTICE:
        return ev.Begun(at) if state.choices.level else ev.Chosen(at, Choice.LEVEL, "mid")
    missing = state.choices.missing()
    if missing is None:
        return ev.Begun(at)
    return ev.Chosen(
        at, missing, {Choice.DOMAIN: "nurse", Choice.LEVEL: "mid", Choice.LENGTH: "short"}[missing]
    )


def _pending(state: State) -> int:
    return next(part.number for part in state.turn.parts if part.status.value == "heard")


def _result_of(state: State, request: int, kind: Kind, at: int) -> ev.Event:
    match kind:
        case Kind.PLAN if state.purpose is Purpose.PRACTICE:
            return ev.Planned(at, request, a_plan(Length.SHORT))
        case Kind.PLAN:
            return ev.Planned(at, request, once_more_plan(1, state.choices.domain))
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
