"""Rows that say the same are kept once, the best copy of them; questions that are the same are one group."""

from __future__ import annotations

from dataclasses import replace

from tests.training.prepare.making import ANSWER, rated, row, spelling
from training.prepare.likeness import groups, plain, unlike
from training.prepare.rows import Quality, Row

ALIKE = spelling().config.alike
OTHER = "In March I planned the budget with our accountant and cut the travel costs by a third."


def kept_and_left(*rows: Row) -> tuple[list[int], list[tuple[int, str, int]]]:
    kept, left = unlike(rows, ALIKE)
    told = [(one.row.place.line, one.drop.value, one.stays.place.line if one.stays else 0) for one in left]
    return [one.place.line for one in kept], sorted(told)


def test_capitals_and_marks_make_no_other_row() -> None:
    same = row("why HERE", ANSWER.upper().replace(",", ""), line=2)
    assert kept_and_left(row("Why here?", line=1), same) == ([1], [(2, "duplicate", 1)])


def test_the_copy_that_needed_no_repair_stays() -> None:
    damaged = replace(row("Why here?", line=1), damaged=True)
    assert kept_and_left(damaged, row("Why here?", line=2)) == ([2], [(1, "duplicate", 2)])
    nearly = row("Why here?", ANSWER + " Yes.", line=2)
    assert kept_and_left(damaged, nearly) == ([2], [(1, "near_duplicate", 2)])


def test_of_copies_the_one_outside_a_compiled_file_stays() -> None:
    compiled = [row("Why here?", line=1, file="all.csv"), row("Why now?", OTHER, line=2, file="all.csv")]
    others = [row("Why here?", line=3, file="a.csv"), row("Why now?", OTHER, line=4, file="b.csv")]
    assert kept_and_left(*compiled, *others) == ([3, 4], [(1, "duplicate", 3), (2, "duplicate", 4)])


def test_the_copy_with_a_label_stays_and_two_labels_cancel_each_other() -> None:
    unrated = rated("Why here?", ANSWER, Quality.UNRATED, 1)
    good, poor = rated("Why here?", ANSWER, Quality.GOOD, 2), rated("Why here?", ANSWER, Quality.POOR, 3)
    assert kept_and_left(unrated, good) == ([2], [(1, "duplicate", 2)])
    assert kept_and_left(good, poor) == ([], [(2, "other_label", 0), (3, "other_label", 0)])


def test_several_follow_ups_to_one_answer_are_no_duplicates_but_one_in_other_words_is() -> None:
    rows = [
        row("Why here?", follow_up="Which two colleagues did you ask for help?", line=1),
        row("Why here?", follow_up="How did the patient take it?", line=2),
        row("Why here?", follow_up="Which two colleagues did you ask for some help?", line=3),
    ]
    assert kept_and_left(*rows) == ([1, 2], [(3, "near_duplicate", 1)])


def test_an_answer_under_two_questions_stays_where_it_fits_better() -> None:
    wrong = row("Describe a marketing campaign that worked.", line=1)
    right = row("When did you move a patient with the help of colleagues?", line=2)
    assert kept_and_left(wrong, right) == ([2], [(1, "other_question", 2)])
    assert kept_and_left(right, wrong) == ([2], [(1, "other_question", 2)])


def test_questions_in_nearly_the_same_words_are_one_group_and_so_are_their_likes() -> None:
    made = groups(
        [
            ("how would you convince your client with your ideas", ""),
            ("how would you convince your client with your idea", ""),
            ("what is your dream job", ""),
        ],
        ALIKE.question,
    )
    assert len(set(made.values())) == 2
    assert made["how would you convince your client with your ideas"] == (
        "how would you convince your client with your idea"
    )


def test_questions_with_the_same_answer_are_one_group() -> None:
    made = groups([("a question", "the answer"), ("quite another one", "the answer")], ALIKE.question)
    assert set(made.values()) == {"a question"}


def test_what_is_compared_has_no_capitals_marks_or_short_forms() -> None:
    assert plain("  What DIDN'T go well?! ") == "what did not go well"
    assert plain("a client's can't") == plain("a client s cannot")
