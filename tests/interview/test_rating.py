"""Levels of the person's own: between the end and the report, for whoever asked for it."""

from __future__ import annotations

import pytest

from core.interview import actions as do
from core.interview import events as ev
from core.interview.actions import Action
from core.interview.ending import JUDGING_TIMER, RATING_TIMER
from core.interview.errors import IllegalEvent
from core.interview.state import Kind, Stage
from core.interview.values import Choice, Criterion
from tests.interview.driver import Driver, said


def at_the_end(*, scores: str = "show", judged: bool = True) -> Driver:
    """An interview whose last question to the interviewer is done."""
    driver = Driver()
    driver.send(ev.Opened(driver.tick(), seed=1, quiet_ms=3_000))
    for choice, value in (("domain", "nurse"), ("level", "mid"), ("length", "short"), ("scores", scores)):
        driver.send(ev.Chosen(driver.tick(), Choice(choice), value))
    driver.send(ev.Chosen(driver.tick(), Choice.SELF_RATING, "ask"))
    driver.send(ev.Begun(driver.tick()))
    driver.plan()
    driver.say()
    for _ in range(3):
        driver.answer()
    driver.say()
    driver.examine()
    if judged:
        driver.settle()
    driver.send(ev.Skipped(driver.tick()))
    return driver


def wanted(shown: tuple[Action, ...]) -> list[Criterion]:
    return [action.criterion for action in shown if isinstance(action, do.AskRating)]


def rate(driver: Driver, level: int, criterion: Criterion | None = None) -> tuple[Action, ...]:
    criterion = criterion or driver.state.unrated
    assert criterion
    return driver.send(ev.Rated(driver.tick(), criterion, level))


def test_each_criterion_is_asked_once_and_then_the_report_comes() -> None:
    driver = at_the_end()
    assert str(driver.state.stage) == Stage.RATING
    assert wanted(driver.last) == [Criterion.RELEVANCE]
    for level, following in zip((5, 4, 3, 2), list(Criterion)[1:], strict=True):
        assert wanted(rate(driver, level)) == [following]
    rate(driver, 1)
    assert str(driver.state.stage) == Stage.DRAWING
    assert driver.state.rated == tuple(zip(Criterion, (5, 4, 3, 2, 1), strict=True))


def test_whoever_never_asked_for_it_gets_the_report_at_once() -> None:
    driver = Driver().to_own_questions()
    driver.send(ev.Skipped(driver.tick()))
    assert str(driver.state.stage) == Stage.DRAWING


def test_where_levels_are_hidden_none_are_asked_for() -> None:
    assert str(at_the_end(scores="hide").state.stage) == Stage.DRAWING


@pytest.mark.parametrize("leave", [ev.Skipped, ev.Done, ev.Stopped])
def test_one_tap_leads_to_the_report_without_levels(leave: type[ev.Skipped]) -> None:
    driver = at_the_end()
    rate(driver, 4)
    driver.send(leave(driver.tick()))
    assert str(driver.state.stage) == Stage.DRAWING
    assert driver.state.rated == ((Criterion.RELEVANCE, 4),)


def test_the_report_comes_by_itself_in_the_end() -> None:
    driver = at_the_end()
    timers = [action for action in driver.last if isinstance(action, do.SetTimer)]
    assert [(timer.name, timer.at - driver.at) for timer in timers] == [(RATING_TIMER, 600_000)]
    driver.send(ev.TimerFired(driver.tick(600), RATING_TIMER))
    assert str(driver.state.stage) == Stage.DRAWING


def test_a_level_can_be_put_right_until_the_last_one() -> None:
    driver = at_the_end()
    rate(driver, 4)
    rate(driver, 2, Criterion.RELEVANCE)
    assert dict(driver.state.rated) == {Criterion.RELEVANCE: 2}


def test_judging_goes_on_meanwhile_and_the_report_waits_for_both() -> None:
    driver = at_the_end(judged=False)
    assert str(driver.state.stage) == Stage.RATING
    for _ in Criterion:
        rate(driver, 3)
    assert str(driver.state.stage) == Stage.JUDGING
    driver.judge()
    assert str(driver.state.stage) == Stage.DRAWING


def test_the_bank_fills_in_meanwhile_too() -> None:
    driver = at_the_end(judged=False)
    shown = driver.send(ev.TimerFired(driver.tick(60), JUDGING_TIMER))
    assert [action.by_bank for action in shown if isinstance(action, do.Judge)] == [True]
    driver.judge()
    driver.send(ev.TimerFired(driver.tick(), JUDGING_TIMER))
    assert str(driver.state.stage) == Stage.RATING  # there was nothing left to fill in
    driver.send(ev.Skipped(driver.tick()))
    assert str(driver.state.stage) == Stage.DRAWING


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(level: int) -> None:
    with pytest.raises(IllegalEvent):
        rate(at_the_end(), level)


def test_whoever_stops_early_is_not_asked() -> None:
    driver = Driver()
    driver.warmed_up()
    driver.answer()
    driver.send(ev.Stopped(driver.tick()))
    assert str(driver.state.stage) == Stage.DRAWING


def test_a_level_given_too_early_or_too_late_is_answered() -> None:
    driver = Driver().warmed_up()
    assert said(rate(driver, 3)) == ["reply-rate-later"]
    driver = at_the_end()
    for _ in Criterion:
        rate(driver, 3)
    assert any(open.kind is Kind.DRAW for open in driver.state.open)
    assert said(rate(driver, 3, Criterion.DEPTH)) == ["reply-rate-over"]


def test_the_time_of_the_interview_does_not_run_while_the_report_waits() -> None:
    driver = at_the_end()
    assert driver.state.ended_at is not None
    before = driver.state.elapsed_ms(driver.state.ended_at)
    driver.tick(500)
    rate(driver, 3)
    assert driver.state.elapsed_ms(driver.state.ended_at) == before
