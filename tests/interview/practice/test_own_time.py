"""A channel's question: sealed until one's own answer is in, or its time is up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.interview.actions import CancelTimer, Drop, SetTimer, Unused
from core.interview.errors import IllegalEvent
from core.interview.practice import own_time as ot
from core.interview.practice.own_time import State, fold, receive, sealed

SET = ot.Set(1_000, "nurse", "q", "content", 9_000)


def test_a_question_is_set_and_closes_by_its_timer() -> None:
    state, actions = receive(State(), SET)
    assert actions == (ot.ShowQuestion(), SetTimer("closes", 9_000))
    state, actions = receive(state, ot.TimerFired(9_000, "closes"))
    assert actions == (ot.ShowQuestion(), ot.ShowAnswers(), CancelTimer("closes"))
    assert state.ended


def test_whoever_has_answered_sees_the_others_and_nobody_else_does() -> None:
    state = fold([SET, ot.Answered(2_000, 1, "a"), ot.Answered(3_000, 2, "b")])
    assert sealed(state, 1).answers == ((1, "a"), (2, "b"))
    assert sealed(state, 3).answers == sealed(state).answers == ((1, ""), (2, ""))
    closed = fold([ot.TimerFired(9_000, "closes")], state)
    assert sealed(closed).answers == ((1, "a"), (2, "b"))


def test_everybody_answers_once() -> None:
    state = fold([SET, ot.Answered(2_000, 1, "a")])
    assert receive(state, ot.Answered(3_000, 1, "b")) == (state, (ot.Tell("own-time-answered"),))
    with pytest.raises(IllegalEvent):
        receive(state, ot.Answered(3_000, 3, "c"))


def test_what_comes_too_late_is_told_or_dropped() -> None:
    closed = fold([SET, ot.TimerFired(9_000, "closes")])
    assert receive(closed, ot.Answered(9_001, 1, "a")) == (closed, (ot.Tell("own-time-closed"),))
    late = receive(closed, ot.TimerFired(9_002, "closes"))
    assert late == (closed, (Drop(Unused.TIMER_OUTDATED),))


def test_only_a_moderator_closes_it_early() -> None:
    state = fold([SET])
    assert receive(state, ot.Stopped(2_000)) == (state, (ot.Tell("practice-permission"),))
    assert receive(state, ot.Stopped(2_000, moderator=True))[0].ended


def test_somebody_forgotten_is_gone_with_their_answer_also_afterwards() -> None:
    state = fold([SET, ot.Answered(2_000, 1, "a"), ot.Answered(3_000, 2, "b"), ot.Forgotten(4_000, 1)])
    assert state.answers == ((2, "b"),)
    closed = fold([ot.TimerFired(9_000, "closes"), ot.Forgotten(9_500, 2)], state)
    assert closed.answers == ()


def test_nothing_happens_before_a_question_is_set_and_none_is_set_twice() -> None:
    with pytest.raises(IllegalEvent):
        receive(State(), ot.Answered(1, 1, "a"))
    with pytest.raises(IllegalEvent):
        receive(fold([SET]), SET)


events = st.one_of(
    st.builds(ot.Answered, st.just(2_000), st.integers(1, 5), st.sampled_from(["w1", "w2"])),
    st.builds(ot.Forgotten, st.just(2_000), st.integers(1, 5)),
    st.builds(ot.Stopped, st.just(2_000), st.booleans()),
    st.builds(ot.TimerFired, st.just(2_000), st.sampled_from(["closes", "other"])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(events, max_size=20))
def test_no_answer_is_seen_before_its_time_and_a_log_folds_to_the_same(log: list[ot.Event]) -> None:
    state = fold([SET])
    taken: list[ot.Event] = [SET]
    for event in log:
        try:
            state, actions = receive(state, event)
        except IllegalEvent:
            continue
        taken.append(event)
        assert all("w1" not in repr(action) and "w2" not in repr(action) for action in actions)
        for viewer in range(6):
            if not (state.ended or state.answered(viewer)):
                assert all(words == "" for _, words in sealed(state, viewer).answers)
    assert fold(ot.decode(*ot.encode(event)) for event in taken) == state
