"""The trend and the history: differences in hundredths of a level, told in words."""

from __future__ import annotations

from dataclasses import replace

from core.interview.rubric import Total
from core.interview.values import Criterion, Level, Purpose
from core.report.drawing.chart import Past
from core.report.history import document
from core.report.model import Direction
from core.report.sheet import Earlier
from core.report.text import document as report_document
from core.report.trend import Streak, direction, earlier, overrated, streak, trend, usual_level
from core.report.view import build
from core.speech.interview import spoken, usual
from core.texts.blocks import Document, Style
from core.texts.catalog import texts
from tests.report.practice import a_practice
from tests.report.test_delivery import one_answer
from tests.speech.spoken import evenly

DAY = 86_400_000
JANUARY = 1_767_225_600_000  # 2026-01-01, midnight UTC


def an_interview(day: int, *means: int, levels: bool = True, domain: str = "Baker") -> Earlier:
    """An interview of `day` in January 2026, with each criterion's mean over four slots; 0 for none."""
    totals = tuple(
        Total(criterion, mean, 4 if mean else 0, 4) for criterion, mean in zip(Criterion, means, strict=True)
    )
    return Earlier(JANUARY + (day - 1) * DAY, domain, Level.MID, totals, levels)


NOTE = (
    "Whole interviews only. From the fourth on, usual for you is the mean of all before the newest. "
    "What could be chance is called the same."
)
FIRST = an_interview(1, 300, 300, 300, 300, 0)
SECOND = an_interview(2, 300, 400, 300, 200, 0)
THIRD = an_interview(3, 320, 300, 350, 300, 400)


def lines(all_: list[Earlier]) -> list[str]:
    return [block.text for block in written(all_)]


def written(all_: list[Earlier], now: int = JANUARY + 30 * DAY) -> Document:
    return document([Past(one) for one in all_], texts(), now)


def test_each_criterion_is_compared_with_the_last_interview_and_with_the_mean_of_all() -> None:
    found = trend([SECOND, FIRST], THIRD)
    assert found is not None
    assert (found.date, found.domain, found.count) == ("2026-01-02", "Baker", 2)
    relevance, substance, depth, structure, communication = found.lines
    assert (relevance.since_last, relevance.since_mean, relevance.direction) == (20, 20, Direction.SAME)
    assert (substance.since_last, substance.since_mean, substance.direction) == (-100, -50, Direction.DOWN)
    assert (depth.since_last, depth.since_mean, depth.direction) == (50, 50, Direction.SAME)
    assert (structure.since_last, structure.since_mean, structure.direction) == (100, 50, Direction.UP)
    assert (communication.since_last, communication.direction) == (None, Direction.UNKNOWN)


def test_without_an_earlier_interview_there_is_no_trend() -> None:
    assert trend([], THIRD) is None
    assert trend([THIRD], THIRD) is None  # an interview is not before itself
    assert trend([THIRD], FIRST) is None


def test_interviews_in_which_nothing_was_judged_are_left_out() -> None:
    assert trend([an_interview(1, 0, 0, 0, 0, 0)], THIRD) is None


def test_the_fewer_levels_there_are_the_more_it_takes_to_count() -> None:
    # 100 * sqrt(1/4 + 1/4) = 70.7; 100 * sqrt(1/11 + 1/11) = 42.6; 100 * sqrt(1 + 1) = 141.4
    assert [direction(by, 4, 4) for by in (70, 71, -70, -71, None)] == [
        Direction.SAME,
        Direction.UP,
        Direction.SAME,
        Direction.DOWN,
        Direction.UNKNOWN,
    ]
    assert [direction(by, 11, 11) for by in (42, 43)] == [Direction.SAME, Direction.UP]
    assert [direction(by, 1, 1) for by in (141, 142)] == [Direction.SAME, Direction.UP]
    assert direction(300, 4, 0) is Direction.UNKNOWN


def test_no_figure_is_given_against_an_interview_without_levels() -> None:
    hidden = an_interview(2, 300, 400, 300, 200, 0, levels=False)
    found = trend([FIRST, hidden], THIRD)
    assert found is not None
    assert [(line.since_last, line.since_mean) for line in found.lines] == [(None, None)] * 5
    assert [line.direction for line in found.lines] == [
        Direction.SAME,
        Direction.DOWN,
        Direction.SAME,
        Direction.UP,
        Direction.UNKNOWN,
    ]


def test_the_report_tells_the_trend() -> None:
    # a_practice has means 4.0, 3.0, 4.0, 2.5 and 4.0.
    before = Earlier(0, "Nurse", None, an_interview(1, 300, 300, 490, 240, 0).totals)
    report = build(a_practice().sheet(earlier=(before,)))
    shown = [block.text for block in report_document(report, texts())]
    start = shown.index("Since last time")
    assert shown[start + 1 : start + 8] == [
        "Compared with your interview of 1970-01-01 (Nurse).",
        "Relevance: better",  # 100 against 100 * sqrt(1/2 + 1/4) = 87
        "Substance: about the same",
        "Depth: lower",
        "Structure: about the same",
        "Communication: nothing to compare with yet",
        "Two interviews with different questions say little yet; what could be chance is called the same. "
        "From the third on there are figures.",
    ]


def test_the_report_tells_the_mean_of_several_interviews() -> None:
    one = Earlier(0, "Nurse", None, FIRST.totals)
    two = Earlier(DAY, "Nurse", None, SECOND.totals)
    report = build(a_practice().sheet(earlier=(one, two)))
    shown = [block.text for block in report_document(report, texts())]
    assert "Structure: about the same; against your mean: about the same" in shown
    assert "Relevance: up 1.0; against your mean: up 1.0" in shown


def test_an_interview_of_today_is_an_earlier_one_tomorrow() -> None:
    found = earlier(a_practice().state, "Baker")
    assert (found.domain, found.level, found.levels) == ("Baker", Level.MID, True)
    assert [total.hundredths for total in found.totals] == [400, 300, 400, 250, 400]


def test_the_history_is_newest_first_and_tells_how_it_moved_in_words() -> None:
    assert lines([SECOND, THIRD, FIRST]) == [
        "Your interviews",
        "3 interviews since 2026-01-01.",
        "The five criteria",
        "Relevance: 3.2 of 5 in the newest; against the one before: about the same",
        "Substance: 3.0 of 5 in the newest; against the one before: down 1.0",
        "Depth: 3.5 of 5 in the newest; against the one before: about the same",
        "Structure: 3.0 of 5 in the newest; against the one before: up 1.0",
        "Communication: 4.0 of 5 in the newest; against the one before: nothing to compare with yet",
        NOTE,
        "2026-01-03 · Baker · Mid",
        "Nearly ready",
        "Mean level 3.3 of 5",  # (320 + 300 + 350 + 300 + 400) / 5
        "Against the one before: about the same.",  # 334 - 300
        "2026-01-02 · Baker · Mid",
        "Nearly ready",
        "Mean level 3.0 of 5",
        "Against the one before: about the same.",
        "2026-01-01 · Baker · Mid",
        "Nearly ready",
        "Mean level 3.0 of 5",
    ]


def test_the_history_of_an_interview_without_levels_has_no_figure() -> None:
    hidden = an_interview(2, 500, 500, 500, 500, 500, levels=False)
    assert lines([FIRST, hidden]) == [
        "Your interviews",
        "2 interviews since 2026-01-01.",
        "The five criteria",
        "Relevance: better",
        "Substance: better",
        "Depth: better",
        "Structure: better",
        "Communication: nothing to compare with yet",
        NOTE,
        "2026-01-02 · Baker · Mid",
        "Ready",
        "Against the one before: better.",
        "2026-01-01 · Baker · Mid",
        "Nearly ready",
        "Mean level 3.0 of 5",
    ]


def test_the_history_has_a_meter_for_each_interview_that_shows_its_levels() -> None:
    hidden = an_interview(4, 500, 500, 500, 500, 500, levels=False)
    meters = [block for block in written([SECOND, THIRD, FIRST, hidden]) if block.of]
    assert [(block.style, block.value, block.of) for block in meters] == [(Style.METER, 3, 5)] * 3


def test_a_history_without_interviews_says_so() -> None:
    assert lines([]) == ["Your interviews", "There is no finished interview yet."]


def test_reviews_and_redos_are_listed_and_never_compared() -> None:
    review = replace(an_interview(4, 100, 100, 100, 100, 100, domain="Review"), purpose=Purpose.REVIEW)
    redo = replace(an_interview(5, 500, 500, 500, 500, 500), purpose=Purpose.REDO)
    assert trend([FIRST, review, redo], replace(THIRD, at=JANUARY + 9 * DAY)) == trend(
        [FIRST], replace(THIRD, at=JANUARY + 9 * DAY)
    )
    assert trend([FIRST], redo) is None
    assert lines([FIRST, review, redo]) == [
        "Your interviews",
        "One interview, one review, one question answered again since 2026-01-01.",
        "2026-01-05 · Once more · Baker",
        "Mean level 5.0 of 5",
        "2026-01-04 · Review",
        "Mean level 1.0 of 5",
        "2026-01-01 · Baker · Mid",
        "Nearly ready",
        "Mean level 3.0 of 5",
    ]


def test_what_is_usual_is_told_from_the_fourth_interview_on() -> None:
    fourth = an_interview(4, 400, 400, 400, 400, 400)
    assert usual_level([FIRST, SECOND, THIRD], Criterion.SUBSTANCE) is None
    assert usual_level([fourth, THIRD, SECOND, FIRST], Criterion.SUBSTANCE) == 333  # (300 + 400 + 300) / 3
    assert usual_level([FIRST, SECOND, THIRD, fourth], Criterion.COMMUNICATION) is None  # one had a level
    assert "Substance: 4.0 of 5 in the newest; usual for you: 3.3; against the one before: up 1.0" in lines(
        [FIRST, SECOND, THIRD, fourth]
    )


def test_several_domains_are_told_apart() -> None:
    nurse = an_interview(4, 500, 500, 500, 500, 500, domain="Nurse")
    last = an_interview(5, 400, 400, 400, 400, 400)
    shown = lines([FIRST, nurse, last])
    start = shown.index("By domain")
    assert shown[start + 1 : start + 3] == [
        "Baker: 2 interviews, mean level 3.0 in the first and 4.0 in the newest: better",
        "Nurse: one interview, mean level 5.0 of 5",
    ]
    assert "By domain" not in lines([FIRST, last])


def test_days_and_weeks_in_a_row_are_counted_up_to_yesterday() -> None:
    monday = JANUARY + 4 * DAY  # 2026-01-05
    noon = DAY // 2
    assert streak([], monday) == Streak(0, 0)
    assert streak([monday], monday + noon) == Streak(1, 1)
    assert streak([monday - DAY, monday + noon, monday], monday + noon) == Streak(2, 2)
    assert streak([monday - DAY, monday], monday + DAY + noon) == Streak(2, 2)  # today is not over yet
    assert streak([monday - DAY, monday], monday + 2 * DAY) == Streak(0, 2)
    assert streak([monday], monday + 13 * DAY) == Streak(0, 1)
    assert streak([monday], monday + 14 * DAY) == Streak(0, 0)
    assert streak([monday + DAY], monday) == Streak(0, 0)  # clocks are set back


def test_a_streak_is_told() -> None:
    now = FIRST.at + 2 * DAY
    shown = [block.text for block in written([FIRST, SECOND, THIRD], now)]
    assert "You have practised 3 days in a row." in shown
    assert not any("weeks in a row" in line for line in shown)


def test_the_difference_to_one_s_own_levels_is_told_over_time() -> None:
    five = tuple(zip(Criterion, (5, 5, 5, 5, 5), strict=True))
    three = tuple(zip(Criterion, (3, 3, 3, 3, 3), strict=True))
    first, second = replace(FIRST, rated=five), replace(THIRD, rated=three)
    assert overrated(FIRST) is None
    assert overrated(first) == 200  # (200 * 4) / 4, communication was not judged
    assert overrated(second) == -34  # (-20 + 0 - 50 + 0 - 100) / 5
    shown = lines([first, second])
    start = shown.index("How well you know yourself")
    assert shown[start + 1 : start + 4] == [
        "2026-01-01: you rated yourself 2.0 higher than it was judged",
        "2026-01-03: you saw it as it was judged",
        "Your own levels have come closer to the judged ones.",
    ]


def test_each_figure_of_the_delivery_stands_beside_what_is_usual() -> None:
    practice = one_answer(" ".join(["word"] * 140), evenly((140, 60_000)))
    whole = spoken(practice.state).whole
    assert whole is not None
    past = [Past(FIRST), Past(SECOND, whole)]
    shown = [block.text for block in document(past, texts(), JANUARY)]
    start = shown.index("Delivery")
    assert shown[start + 1 : start + 6] == [
        "Speaking rate: 140 words a minute",
        "Fillers: 0.0 a minute",
        "Pauses: 0 % of the time",
        "Words that take back what you say: 0.0 in 100 words",
        "From the fourth spoken interview on, what is usual for you stands beside each figure.",
    ]
    own = usual([whole, whole, whole])
    shown = [block.text for block in document(past, texts(), JANUARY, own)]
    assert shown[start + 1] == "Speaking rate: 140 words a minute; usual for you: 140"
    assert shown[start + 3] == "Pauses: 0 % of the time; usual for you: 0"
