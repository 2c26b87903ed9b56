"""The way so far: every criterion and figure at its place, gaps left open, the own usual as a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview.delivery import Delivery, Usual
from core.report.drawing.chart import HEIGHT, WIDTH, Chart, Past, alt, chart
from core.report.drawing.child import drawn
from core.report.drawing.fitting import plain
from core.speech.bands import bands
from core.speech.pace import delivery
from core.texts.catalog import texts
from tests.report.test_trend import an_interview
from tests.speech.spoken import evenly


def made(*past: Past, usual: Usual | None = None, domain: str = "") -> Chart:
    found = chart(past, usual, texts(), domain)
    assert found is not None
    return found


def at_rate(words: int) -> Delivery:
    """A minute of speech, with three fillers where nothing else is said."""
    return delivery([evenly((words, 60_000), fillers=(0, 10, 20))])


FIRST = Past(an_interview(1, 300, 200, 300, 300, 0))
SECOND = Past(an_interview(2, 400, 400, 0, 300, 0))
THIRD = Past(an_interview(3, 350, 500, 300, 300, 0))


def test_interviews_stand_in_their_order_at_equal_distance_and_levels_on_one_scale() -> None:
    relevance = made(THIRD, FIRST, SECOND).parts[0].rows[0]
    (run,) = relevance.runs
    assert [dot.x for dot in run] == [0.0, WIDTH / 2, WIDTH]
    assert [dot.y for dot in run] == [HEIGHT / 2, HEIGHT / 4, HEIGHT * 1.5 / 4]  # 3, 4 and 3.5 of 1 to 5
    assert [dot.figure for dot in run] == ["3.0", "4.0", "3.5"]
    assert (relevance.last, relevance.top, relevance.bottom) == ("3.5", "5", "1")


def test_what_was_not_judged_leaves_a_gap() -> None:
    depth, communication = (made(FIRST, SECOND, THIRD).parts[0].rows[n] for n in (2, 4))
    assert [[dot.x for dot in run] for run in depth.runs] == [[0.0], [WIDTH]]
    assert (communication.runs, communication.last) == ((), "")


def test_what_moved_is_said_by_the_rule_of_the_trend() -> None:
    found = made(FIRST, SECOND, THIRD).parts[0].rows
    assert [row.moved for row in found] == ["about the same", "better", "", "about the same", ""]
    assert made(FIRST).parts[0].rows[0].moved == ""


def test_levels_that_were_hidden_are_not_drawn() -> None:
    hidden = Past(replace(SECOND.earlier, levels=False))
    assert [[dot.figure for dot in run] for run in made(FIRST, hidden, THIRD).parts[0].rows[0].runs] == [
        ["3.0"],
        ["3.5"],
    ]


def test_after_three_interviews_the_own_mean_is_a_line() -> None:
    assert made(FIRST, SECOND, THIRD).parts[0].rows[0].usual is None
    fourth = Past(an_interview(4, 500, 500, 300, 300, 0))
    relevance = made(FIRST, SECOND, THIRD, fourth).parts[0].rows[0]
    assert relevance.usual == HEIGHT * 1.5 / 4  # (3 + 4 + 3.5) / 3 = 3.5
    assert relevance.usual_words == "usual for you 3.5"


def test_the_pace_is_drawn_with_its_band_and_the_own_baseline() -> None:
    spoken = [replace(past, whole=at_rate(words)) for past, words in ((FIRST, 110), (THIRD, 150))]
    usual = Usual(3, 145, 150, 2.0, 1.0, 0.5, 10)
    pace, fillers, pauses = made(spoken[0], SECOND, spoken[1], usual=usual).parts[1].rows
    assert (pace.name, pace.last, pace.moved) == ("Words a minute", "150", "good: 120–170")
    assert (pace.top, pace.bottom) == ("190", "100")
    assert (pace.good_top, pace.good_bottom) == pytest.approx((HEIGHT * 20 / 90, HEIGHT * 70 / 90), abs=0.01)
    assert pace.usual == HEIGHT / 2
    assert [[dot.figure for dot in run] for run in pace.runs] == [["110"], ["150"]]
    assert (fillers.last, fillers.usual_words) == ("3", "usual for you 2")
    assert (pauses.last, pauses.top) == ("0 %", "40 %")


def test_paces_in_another_unit_are_not_mixed_in() -> None:
    a_second = delivery([evenly((110, 60_000))], bands("1-3"))
    found = made(replace(FIRST, whole=a_second), replace(THIRD, whole=at_rate(150))).parts[1].rows[0]
    assert [[dot.figure for dot in run] for run in found.runs] == [["150"]]


def test_without_speech_there_is_no_part_about_it_and_without_interviews_no_chart() -> None:
    assert [part.title for part in made(FIRST).parts] == ["The five criteria"]
    assert chart((), None, texts()) is None


def test_the_words_for_the_chart_say_what_it_shows() -> None:
    assert alt(made(FIRST, SECOND, THIRD, domain="Baker"), texts()) == (
        "The way so far: Baker. 3 interviews, 2026-01-01 to 2026-01-03. "
        "Relevance: 3.0, 4.0, 3.5 (about the same). Substance: 2.0, 4.0, 5.0 (better). "
        "Depth: 3.0, 3.0. Structure: 3.0, 3.0, 3.0 (about the same). Communication: nothing to show yet."
    )


def test_one_interview_and_very_many_can_be_drawn() -> None:
    many = [
        Past(an_interview(day % 28 + 1, 300, 400, 200, 100, 500), at_rate(100 + day)) for day in range(50)
    ]
    for past in ([FIRST], many):
        assert drawn("chart.typ", "svg", "dark", plain(made(*past))).startswith(b"<svg")
