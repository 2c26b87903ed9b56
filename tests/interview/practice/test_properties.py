"""What holds for every sequence of events of a practice, legal or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.actions import CancelTimer, SetTimer
from core.interview.codec import dump
from core.interview.errors import IllegalEvent
from core.interview.practice import actions as do
from core.interview.practice import events as ev
from core.interview.practice.codec import decode, encode
from core.interview.practice.machine import NEXT, PERSON, fold, receive
from core.interview.practice.roles import assign
from core.interview.practice.seals import EVERYBODY, sealed
from core.interview.practice.state import Kind, Open, Stage, State
from core.interview.practice.timing import timers
from core.interview.practice.values import Cast, Played, Void
from core.interview.values import Criterion, Finding, Heard
from tests.interview.practice.driver import FINDINGS, LEVELS, START, Driver, opened

SEEDS = st.integers(0, 2**32)  # drawing every step from hypothesis itself would keep the walks short
SECRET = "secret"  # stands in every word of a card; never in what is shown of a sealed one


def a_person_s_event(dice: Random, state: State, at: int) -> ev.Event:
    """Anything a person could do, sensible or not."""
    seat = dice.choice((*state.present, *state.present, *range(len(state.members) + 1)))
    mod = dice.random() < 0.3
    match dice.randrange(26):
        case 0 | 1 | 2:
            joining = dice.choice((len(state.members) + 1, seat or 1))
            return ev.Joined(at, joining, Played(candidate=dice.randrange(3)), dice.random() < 0.5)
        case 3:
            return ev.Left(at, seat)
        case 4:
            return ev.Begun(at, dice.choice((state.host, seat)))
        case 5:
            return ev.Consented(at, seat)
        case 6 | 7:
            return ev.AnswerStarted(at, seat)
        case 8 | 9 | 10:
            return ev.TextSent(at, seat, f"words-{at}")
        case 11 | 12:
            return ev.VoiceSent(at, seat, f"clip-{at}")
        case 13:
            return ev.Done(at, seat)
        case 14 | 15 | 16 | 17 | 18 | 19:
            return a_card(dice, seat, at)
        case 20 | 21:
            return ev.MovedOn(at, dice.choice((state.host, seat)), mod)
        case 22:
            return ev.Removed(at, seat, dice.randrange(8), mod)
        case 23:
            return ev.Stopped(at, seat, mod) if dice.random() < 0.2 else ev.Done(at, seat)
        case 24 if state.members:
            return ev.Forgotten(at, dice.randrange(1, len(state.members) + 1))
        case _:
            return ordinary(state, at)


def a_card(dice: Random, seat: int, at: int) -> ev.Event:
    levels = tuple((one, dice.randint(1, 5)) for one in Criterion if dice.random() < 0.8)
    words = [f"{SECRET}-{seat}-{at}" if dice.random() < 0.8 else "" for _ in range(2)]
    return ev.Scored(at, seat, dice.choice((levels, LEVELS)), *words)


def a_result(dice: Random, state: State, at: int) -> ev.Event:
    """A result for an open request, a timer, or something nobody awaits."""
    if state.open and dice.random() < 0.7:
        return result_of(state, dice.choice(state.open), at, dice.choice(tuple(Heard)))
    if dice.random() < 0.1:
        return ev.Judged(at, 10_000, FINDINGS, SECRET)
    names = [*timers(state), "idle", "briefing:1", "light:1:red", "nonsense"]
    return ev.TimerFired(at, dice.choice(names))


def result_of(state: State, open_: Open, at: int, heard: Heard = Heard.CLEAR) -> ev.Event:
    match open_.kind:
        case Kind.ROUND:
            cast = assign(state) if len(state.present) > 1 else Cast(1, 2)
            return ev.RoundMade(at, open_.request, cast, "q", "content", "edition")
        case Kind.TRANSCRIBE:
            return ev.Transcribed(at, open_.request, heard, f"heard-{at}" if heard is Heard.CLEAR else "")
        case Kind.JUDGE:
            findings = tuple(Finding(one, 4, because=SECRET) for one in Criterion)
            return ev.Judged(at, open_.request, findings, f"{SECRET}-judge")
        case Kind.WEIGH:
            return ev.Weighed(at, open_.request, ((SECRET,),) * len(state.round.follow_ups))


def ordinary(state: State, at: int) -> ev.Event:
    """What happens next where everybody does their part."""
    for open_ in state.open:
        return result_of(state, open_, at)
    match state.stage:
        case Stage.LOBBY if len(state.present) < 2 and not state.full:
            return ev.Joined(at, len(state.members) + 1, consented=True)
        case Stage.LOBBY:
            return ev.Begun(at, state.host)
        case Stage.BRIEFING:
            return ev.AnswerStarted(at, state.round.cast.candidate)
        case Stage.ANSWERING if not state.round.parts:
            return ev.TextSent(at, state.round.cast.candidate, "answer")
        case Stage.ANSWERING:
            return ev.Done(at, state.round.cast.candidate)
        case Stage.SCORING if state.missing:
            return ev.Scored(at, state.missing[0], LEVELS, f"{SECRET}-top", f"{SECRET}-tip")
        case _:
            return ev.MovedOn(at, state.host)


Step = tuple[State, ev.Event, State, tuple[do.Action, ...]]


def walk(seed: int, steps: int) -> Iterator[Step]:
    """A random practice, event by legal event: (state before, event, state after, actions)."""
    dice, state, at = Random(seed), State(), START
    sense = dice.choice((0.2, 0.5, 0.8))  # how much of what happens is as it should be
    for number in range(steps):
        at += dice.choice((-5_000, 1_000, 1_000, 30_000, 200_000, 1_000_000))
        event: ev.Event = opened(at, seed=seed % 5)
        if number and dice.random() < sense and not state.ended:
            event = ordinary(state, at)
        elif number:
            event = (a_person_s_event if dice.random() < 0.7 else a_result)(dice, state, at)
        try:
            after, actions = receive(state, event)
        except IllegalEvent:
            continue
        yield state, event, after, actions
        state = after


def check(before: State, event: ev.Event, after: State, actions: tuple[do.Action, ...]) -> None:
    asked = [a.request for a in actions if isinstance(a, do.Request)]
    opened_ = [open_.request for open_ in after.open if open_ not in before.open]
    assert sorted(asked) == sorted(opened_), "every open request was asked for, once"
    if after == before:
        assert actions, "an event without effect is answered or dropped with its reason"
    assert len(after.present) <= 6
    assert after.ended or after.is_present(after.host), "there is a host, and the host is there"
    for round_ in after.rounds:
        assert len(set(round_.cast.seats)) == len(round_.cast.seats)
    for action in actions:
        if isinstance(action, do.Private):
            assert after.is_present(action.seat), "nothing private goes to somebody who is gone"


def check_seals(before: State, after: State, actions: tuple[do.Action, ...]) -> None:
    """No action carries anything of a card; nobody sees another's before the reveal."""
    assert SECRET not in repr(actions)
    if not after.rounds or after == before:
        return
    for viewer in (EVERYBODY, *range(1, len(after.members) + 1)):
        shown = sealed(after, viewer).round
        if not after.round.revealed:
            assert not shown.findings and not shown.judged_by
            assert all(card.empty for card in shown.cards if card.by != viewer)
    opened_now = [action.round for action in actions if isinstance(action, do.ShowReveal)]
    for number in opened_now:
        assert after.rounds[number - 1].revealed
        assert not (before.rounds[number - 1].revealed)


def check_cards(before: State, event: ev.Event, after: State) -> None:
    """What was put into a card stays there, unless its owner was forgotten or puts something else there."""
    if isinstance(event, ev.Forgotten):
        return
    for old, new in zip(before.rounds, after.rounds, strict=False):
        for card in old.cards:
            kept = new.card_of(card.by)
            assert kept is not None
            if not (isinstance(event, ev.Scored) and event.seat == card.by):
                assert kept == card
            assert dict(card.levels).keys() <= dict(kept.levels).keys()
            assert bool(kept.top) >= bool(card.top)
        if old.revealed:
            assert new == old, "what was revealed does not change"


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_seals_cards_and_limits_hold_in_every_practice(seed: int) -> None:
    for before, event, after, actions in walk(seed, 100):
        check(before, event, after, actions)
        check_seals(before, after, actions)
        check_cards(before, event, after)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_every_card_that_was_whole_is_revealed_in_the_end(seed: int) -> None:
    """However a practice ends: no card is lost, and none stays sealed for ever."""
    steps = list(walk(seed, 80))
    state = steps[-1][2]
    at = START + 10**9
    if not state.ended:
        state, _ = receive(state, ev.Stopped(at, state.host))
    for round_ in state.rounds:
        assert round_.revealed or not round_.cards
        assert round_.revealed or round_.void or round_.done_at is None


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_a_stored_log_folds_to_the_same_bytes(seed: int) -> None:
    steps = list(walk(seed, 100))
    stored = [encode(event) for _, event, _, _ in steps]
    assert dump(fold(decode(*row) for row in stored)) == dump(steps[-1][2])


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_timers_that_were_set_and_not_cancelled_are_those_of_the_state(seed: int) -> None:
    """So a restart in the middle finds the clock as it was."""
    running: dict[str, int] = {}
    for _, _, after, actions in walk(seed, 100):
        for action in actions:
            if isinstance(action, SetTimer):
                running[action.name] = action.at
            elif isinstance(action, CancelTimer):
                del running[action.name]
        assert running == timers(after)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_there_is_no_dead_end(seed: int) -> None:
    """From wherever a random practice stands, people who do their part come to a reveal; or it is over."""
    state = list(walk(seed, seed % 80 + 1))[-1][2]
    at, revealed = START + 10**9, sum(round_.revealed for round_ in state.rounds)
    for _ in range(60):
        if state.ended or sum(round_.revealed for round_ in state.rounds) > revealed:
            return
        at += 1_000
        with suppress(IllegalEvent):
            state, _ = receive(state, ordinary(state, at))
    raise AssertionError(state.stage)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_left_to_itself_every_practice_closes(seed: int) -> None:
    """Nobody does anything any more: the clock alone brings it to its end."""
    state = list(walk(seed, seed % 80 + 1))[-1][2]
    for _ in range(40):
        if state.ended:
            return
        due = timers(state)
        name = min(due, key=due.__getitem__) if due else ""
        event = ev.TimerFired(due[name], name) if due else ordinary(state, state.last_at)
        state, _ = receive(state, event)
    raise AssertionError(state.stage)


def test_random_practices_take_every_row_of_the_table() -> None:
    """Otherwise the properties above would speak of less than the whole machine."""
    rows = {(stage, trigger.partition("/")[0], following) for (stage, trigger), following in NEXT.items()}
    for seed in range(150):
        for before, event, after, _ in (*walk(seed, 60), *(seldom() if seed == 0 else ())):
            rows.discard((before.stage, type(event).__name__, after.stage))
        if not rows:
            break
    assert rows == set()


def seldom() -> Iterator[Step]:
    """What chance alone takes too long to come by."""
    heard_last = Driver().answering(2)
    heard_last.send(ev.VoiceSent(heard_last.tick(), 1, "clip"))
    heard_last.send(ev.Done(heard_last.tick(), 1))
    heard_last.all_score().transcribes(Heard.SILENT)
    for begins in (False, True):
        gone = Driver().begun(2)
        gone.send(ev.TimerFired(gone.tick(180), "briefing:1"))
        gone.made().whole_round().next_round()
        if begins:
            gone.send(ev.AnswerStarted(gone.tick(), 1))
        gone.send(ev.TimerFired(gone.tick(300), "answer:3" if begins else "briefing:3"))
        yield from told(gone)
    yield from told(heard_last)
    asked = Driver().answering(2)
    asked.send(ev.TextSent(asked.tick(), 2, "why"))
    asked.says_and_is_done().judged().all_score()
    asked.send(ev.Weighed(asked.tick(), asked.request(Kind.WEIGH), ((),)))
    yield from told(asked)
    for stands in (Driver.lobby, Driver.answering, Driver.scoring, Driver.revealed):
        for goes in (ev.Left, lambda at, seat: ev.Removed(at, seat, seat), ev.Forgotten):
            last = Driver()
            stands(last, 2)
            last.send(ev.Left(last.tick(), 2))
            last.send(goes(last.tick(), 1))
            yield from told(last)
    begin: tuple[Callable[[Driver, int], object], ...] = (Driver.begun, Driver.answering, awaiting_the_first)
    for begins_with in begin:
        for goes in (ev.Left, lambda at, seat: ev.Removed(at, seat, seat), ev.Forgotten):
            candidate = Driver()
            begins_with(candidate, 3)
            candidate.send(goes(candidate.tick(), 1))
            yield from told(candidate)


def awaiting_the_first(driver: Driver, members: int) -> None:
    """Scoring, where only the card of seat 1 is missing."""
    driver.scoring(members).judged()
    for seat in range(2, members + 1):
        driver.scores(seat)


def told(driver: Driver) -> Iterator[Step]:
    before = State()
    for event in driver.log:
        after, actions = receive(before, event)
        yield before, event, after, actions
        before = after


def test_every_event_of_a_person_is_answered_in_every_stage() -> None:
    seen: set[Stage] = set()
    for seed in range(30):
        for _, _, after, _ in walk(seed, 40):
            if after.stage in seen:
                continue
            seen.add(after.stage)
            for event in every_event(after):
                changed, actions = receive(after, event)
                assert actions or changed != after, (after.stage, event)
    assert seen == set(Stage) - {Stage.NEW}


def every_event(state: State) -> Iterator[ev.Event]:
    at, seat = state.last_at + 1, state.host
    for kind in PERSON:
        if kind in (ev.Joined, ev.Left, ev.Begun, ev.Consented, ev.AnswerStarted, ev.Done):
            yield kind(at, seat)
        elif kind is ev.Removed:
            yield ev.Removed(at, seat, seat)
        elif kind in (ev.TextSent, ev.VoiceSent):
            yield kind(at, seat, "words")
        elif kind in (ev.Scored, ev.MovedOn, ev.Stopped):
            yield kind(at, seat)


def test_a_void_round_has_no_cards() -> None:
    voids = set()
    for seed in range(100):
        for round_ in list(walk(seed, 60))[-1][2].rounds:
            voids.add(round_.void)
            assert round_.void is None or round_.cards == ()
    assert voids == {None, *Void}
