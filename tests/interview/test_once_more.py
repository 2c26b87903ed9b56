"""Reviews and redos: a plan of questions that were asked before, without what frames a practice."""

from __future__ import annotations

import pytest

from core.interview import actions as do
from core.interview import events as ev
from core.interview.codec import decode
from core.interview.errors import IllegalEvent
from core.interview.machine import fold
from core.interview.state import Kind, Stage, TurnKind
from core.interview.values import Again, Choice, Purpose
from tests.interview.driver import COMPLETE, NO_RESULT, START, Driver, asked, once_more_plan, said


def test_a_review_begins_with_its_first_question_and_ends_with_its_last() -> None:
    review = Driver().once_more(2)
    assert str(review.state.stage) == Stage.ANSWERING
    assert [turn.kind for turn in review.state.turns] == [TurnKind.QUESTION]
    assert asked(review.answer()) == [1]
    review.answer()
    assert str(review.state.stage) == Stage.REPORTED
    assert [turn.slot for turn in review.state.turns] == [0, 1]
    assert [found.slot for found in review.state.judged] == [0, 1]


def test_what_was_worded_before_is_asked_in_the_same_words() -> None:
    review = Driver().once_more(1)
    assert (review.state.turn.words, review.state.turn.content) == ("asked-before", "content-0")


def test_a_redo_knows_the_answer_it_follows() -> None:
    redo = Driver().once_more(1, Again("first", 3))
    assert (redo.state.purpose, redo.state.again) == (Purpose.REDO, Again("first", 3))
    redo.say()
    shown = redo.examine(NO_RESULT)
    assert [type(action) for action in shown] == [do.Word]  # it is followed up like any answer


def test_a_review_whose_questions_were_all_skipped_has_nothing_to_report() -> None:
    review = Driver().once_more(2)
    review.send(ev.Skipped(review.tick()))
    assert said(review.send(ev.Skipped(review.tick()))) == ["closed-nothing"]
    assert str(review.state.stage) == Stage.CLOSED


def test_a_review_stopped_after_an_answer_reports_on_it() -> None:
    review = Driver().once_more(3)
    review.answer()
    review.send(ev.Stopped(review.tick()))
    review.settle()
    assert str(review.state.stage) == Stage.REPORTED


def test_five_minutes_leave_no_follow_up_where_the_questions_to_come_need_the_time() -> None:
    review = Driver().once_more(4)
    review.tick(80)  # 300 s - 80 s < 3 * 75 s
    review.say()
    review.examine(NO_RESULT)
    assert review.state.turns[-1].kind is TurnKind.QUESTION


@pytest.mark.parametrize("slots", [0, 5])
def test_a_review_has_one_to_four_questions(slots: int) -> None:
    review = Driver()
    review.send(ev.Opened(START, 1, 3_000, Purpose.REVIEW))
    review.send(ev.Chosen(START, Choice.LEVEL, "mid"))
    review.send(ev.Begun(START))
    plan = once_more_plan(max(slots, 1))
    plan = plan if slots else type(plan)("", "", (), 1, 1)
    with pytest.raises(IllegalEvent):
        review.send(ev.Planned(START, review.request(Kind.PLAN).request, plan))


def test_a_redo_without_a_first_attempt_is_illegal() -> None:
    for purpose, again in ((Purpose.REDO, None), (Purpose.PRACTICE, Again("first", 0))):
        with pytest.raises(IllegalEvent):
            Driver().send(ev.Opened(START, 1, 3_000, purpose, again))


def test_an_interview_of_the_first_release_is_a_practice() -> None:
    opened = decode("Opened", 1, '{"at": 1, "seed": 2, "quiet_ms": 3}')
    assert opened == ev.Opened(1, 2, 3, Purpose.PRACTICE, None)
    slot = (
        '{"phase": "technical", "question": "q", "content": "c", "difficulty": 2, '
        '"generated": false, "probe_limit": 2}'
    )
    text = (
        '{"at": 1, "request": 1, "plan": {"domain": "nurse", "warm_up": "w", "slots": ['
        + slot
        + '], "budget_ms": 1, "slot_ms": 1}}'
    )
    planned = decode("Planned", 1, text)
    assert isinstance(planned, ev.Planned)
    assert [(slot.domain, slot.edition, slot.words) for slot in planned.plan.slots] == [("", "", "")]


def test_the_same_events_give_the_same_review() -> None:
    review = Driver().once_more(2)
    review.answer(COMPLETE)
    review.send(ev.Skipped(review.tick()))
    review.settle()
    assert fold(review.log) == review.state
