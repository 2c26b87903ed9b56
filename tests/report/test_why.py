"""Why: each figure as a formula with the person's own numbers, each follow-up and skip with its rule."""

from __future__ import annotations

from dataclasses import replace

from core.interview.values import Criterion, Purpose, Scores
from core.report.sheet import Earlier
from core.report.trend import totals_of
from core.report.view import build
from core.report.why import document
from core.texts.catalog import texts
from tests.report.practice import Practice, a_practice


def lines(practice: Practice, earlier: tuple[Earlier, ...] = ()) -> list[str]:
    return [block.text for block in document(build(practice.sheet(earlier=earlier)), texts())]


def test_each_mean_is_printed_as_the_levels_it_is_made_of() -> None:
    shown = lines(a_practice())
    start = shown.index("How the figures come about")
    assert shown[start + 1 : start + 8] == [
        "Relevance = (4 + 4) / 2 = 4.0, the mean over the questions that have a level",
        "Substance = (5 + 3 + 1) / 3 = 3.0, the mean over the questions that have a level",
        "Depth = (5 + 3) / 2 = 4.0, the mean over the questions that have a level",
        "Structure = (2 + 3) / 2 = 2.5, the mean over the questions that have a level",
        "Communication = (4) / 1 = 4.0, the mean over the questions that have a level",
        "On average = (4.0 + 3.0 + 4.0 + 2.5 + 4.0) / 5 = 3.5, the mean of the criteria’s means",
        "Judged = 10 of 20 = 50 %, all criteria of all planned questions",
    ]


def test_readiness_is_read_down_the_table_to_the_row_that_holds() -> None:
    shown = lines(a_practice())
    start = shown.index("Readiness: the first of these rows that holds, read from the top")
    assert [line.split(":")[0] for line in shown[start + 1 : start + 6]] == [
        "less than 50 % judged",
        "on average 3.8 or more, substance 3.5 or more, no criterion below 3.0",
        "on average 3.8 or more, substance 3.5 or more",
        "on average 3.8 or more, substance 2.5 or more",
        "on average 3.0 or more, substance 2.5 or more",
    ]
    assert [line.split("” ")[1] for line in shown[start + 1 : start + 6]] == [
        *["Does not hold."] * 4,
        "This one holds.",
    ]


def test_the_trend_is_a_difference_of_two_means() -> None:
    before = [
        Earlier(
            at,
            "Baker",
            None,
            tuple(replace(total, hundredths=300) for total in totals_of(a_practice().state)),
        )
        for at in (0, 1)
    ]
    shown = lines(a_practice(), earlier=tuple(before))
    assert "Relevance: 4.0 now, 3.0 then, difference +1.00: better" in shown
    assert "Structure: 2.5 now, 3.0 then, difference \N{MINUS SIGN}0.50: about the same" in shown


def test_one_s_own_levels_stand_with_their_difference() -> None:
    practice = a_practice()
    practice.state = replace(practice.state, rated=((Criterion.SUBSTANCE, 5), (Criterion.STRUCTURE, 2)))
    shown = lines(practice)
    assert "Substance: your own 5 − judged 3.0 = +2.00" in shown
    assert "Structure: your own 2 − judged 2.5 = \N{MINUS SIGN}0.50" in shown


def test_each_skip_and_each_end_has_its_rule() -> None:
    shown = lines(a_practice())
    assert shown.count("Skipped by you, so no rule was tried and nothing was judged.") == 1
    assert "Rule 6 (move on). Nothing more was asked: nothing important seemed to be open." not in shown
    assert any(line.startswith("Rule 6 (move on). Nothing more was asked") for line in shown)
    assert any(line.startswith("Rule 3 (a part is missing). A good answer") for line in shown)


def test_each_judged_question_says_by_whom_and_against_what() -> None:
    said = (
        "Judged by the built-in question bank, by the rubric’s tables; substance against the 2 key points of "
        "its domain file."
    )
    assert lines(a_practice()).count(said) == 3


def test_where_levels_are_hidden_no_figure_is_reckoned() -> None:
    shown = lines(a_practice(Scores.HIDE))
    assert "How the figures come about" not in shown
    assert not any(" = " in line for line in shown)


def test_the_last_section_names_the_sources() -> None:
    shown = lines(a_practice())
    start = shown.index("Where this comes from")
    assert len(shown) == start + 4  # nothing was spoken, so nothing about speech
    assert shown[start + 1].startswith("Levels: anchored scales after Smith and Kendall (1963)")


def test_a_review_says_why_its_questions_were_asked() -> None:
    practice = a_practice()
    practice.state = replace(practice.state, purpose=Purpose.REVIEW)
    shown = lines(practice)
    assert any(line.startswith("Why these questions: they were due by FSRS") for line in shown)
    assert not any(line.startswith("Why these questions") for line in lines(a_practice()))
