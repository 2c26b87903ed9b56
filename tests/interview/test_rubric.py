"""The rubric's tables, its honest states and totals, and receipts; levels worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.interview import rubric
from core.interview.receipts import quote, shown, trimmed, verified, without_repeats
from core.interview.rubric import CEILINGS, Grade, Measures, Total, grades, table, totals
from core.interview.values import Criterion, Finding, Heard, Receipt, Shape, Unjudged
from core.texts.catalog import texts

FULL = Measures(
    answered=True,
    heard=Heard.CLEAR,
    declined=False,
    shape=Shape.STORY,
    words=120,
    topical=120,
    told=120,
    anchors=6,
    longest=120,
    points=4,
    of=4,
    kinds=3,
    details=5,
    concrete=5,
    context=1,
    action=1,
    result=1,
    ordered=1,
)


def level(criterion: Criterion, measures: Measures) -> int | Unjudged:
    return grade(criterion, measures).level


def grade(criterion: Criterion, measures: Measures) -> Grade:
    return next(grade for grade in grades(measures) if grade.criterion is criterion)


def test_an_answer_with_everything_is_at_the_best_level_in_all_five() -> None:
    assert [grade.level for grade in grades(FULL)] == [5, 5, 5, 5, 5]


@pytest.mark.parametrize(
    ("covered", "of", "wrong", "expected"),
    [
        (4, 4, 0, 5),
        (4, 5, 0, 5),  # 80 %
        (3, 4, 0, 4),  # 75 %
        (2, 3, 0, 4),  # 66 %
        (2, 4, 0, 3),  # 50 %
        (1, 3, 0, 2),  # 33 %
        (0, 4, 0, 1),
        (4, 4, 1, 4),  # all points and a mistake: 75 %
        (2, 4, 1, 2),  # 25 %
        (1, 4, 1, 1),  # nothing left
    ],
)
def test_substance_is_the_share_of_points_less_what_is_wrong(
    covered: int, of: int, wrong: int, expected: int
) -> None:
    measures = replace(FULL, points=covered, of=of, wrong=wrong)
    assert level(Criterion.SUBSTANCE, measures) == expected


@pytest.mark.parametrize(
    ("kinds", "details", "concrete", "expected"),
    [
        (3, 5, 5, 5),
        (2, 9, 9, 4),
        (3, 5, 4, 4),
        (3, 4, 3, 4),
        (1, 9, 9, 3),
        (2, 3, 2, 3),
        (2, 9, 1, 2),  # reasons alone
        (1, 1, 0, 2),
        (0, 0, 0, 1),
    ],
)
def test_depth_wants_what_only_someone_who_was_there_can_tell(
    kinds: int, details: int, concrete: int, expected: int
) -> None:
    assert level(Criterion.DEPTH, replace(FULL, kinds=kinds, details=details, concrete=concrete)) == expected


def test_claims_about_everybody_take_away_from_depth() -> None:
    assert [level(Criterion.DEPTH, replace(FULL, sweeping=n)) for n in (0, 1, 3, 4, 9)] == [5, 4, 3, 2, 2]


@pytest.mark.parametrize(
    ("context", "action", "result", "ordered", "expected"),
    [(1, 1, 1, 1, 5), (1, 1, 1, 0, 4), (1, 1, 0, 0, 3), (0, 1, 1, 0, 3), (1, 0, 1, 0, 2), (0, 0, 0, 0, 1)],
)
def test_a_story_is_structured_by_its_parts_and_their_order(
    context: int, action: int, result: int, ordered: int, expected: int
) -> None:
    measures = replace(FULL, points=1, context=context, action=action, result=result, ordered=ordered)
    assert level(Criterion.STRUCTURE, measures) == expected


@pytest.mark.parametrize(
    ("marks", "sorts", "expected"), [(4, 3, 5), (3, 2, 4), (4, 1, 3), (1, 1, 2), (0, 0, 1)]
)
def test_an_explanation_is_structured_by_the_words_that_lead_through_it(
    marks: int, sorts: int, expected: int
) -> None:
    measures = replace(FULL, points=1, shape=Shape.EXPLANATION, marks=marks, sorts=sorts)
    assert level(Criterion.STRUCTURE, measures) == expected


@pytest.mark.parametrize(("told", "expected"), [(110, 5), (95, 4), (70, 3), (30, 2)])
def test_relevance_falls_with_what_is_about_something_else(told: int, expected: int) -> None:
    assert level(Criterion.RELEVANCE, replace(FULL, words=120, told=told)) == expected


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        (replace(FULL, lead=16), 4),
        (replace(FULL, lead=31), 3),
        (replace(FULL, overlong=1), 4),
        (replace(FULL, overlong=3), 2),
        (replace(FULL, longest=301), 4),
        (replace(FULL, longest=601), 2),
        (replace(FULL, marked=0), 4),  # no punctuation: sentence length cannot earn the best level
        (replace(FULL, words=120, told=20), 3),
        (replace(FULL, words=600), 5),  # what strays is relevance and nothing else
    ],
)
def test_communication_falls_with_a_slow_start_long_sentences_and_rambling(
    measures: Measures, expected: int
) -> None:
    assert level(Criterion.COMMUNICATION, measures) == expected


def test_an_explanation_with_its_points_in_sentences_needs_no_connecting_words() -> None:
    bare = replace(FULL, shape=Shape.EXPLANATION, marks=0, sorts=0, sentences=3, points=2, of=4)
    assert level(Criterion.STRUCTURE, bare) == 3
    assert level(Criterion.STRUCTURE, replace(bare, points=1)) == 1
    assert level(Criterion.STRUCTURE, replace(bare, sentences=1)) == 1
    assert level(Criterion.STRUCTURE, replace(bare, sentences=1, points=3)) == 2  # never 1 with substance 4


def test_what_is_empty_or_wrong_is_neither_deep_nor_well_told() -> None:
    for measures in (replace(FULL, points=0), replace(FULL, points=1, wrong=1)):
        for criterion in (Criterion.DEPTH, Criterion.COMMUNICATION):
            found = grade(criterion, measures)
            assert (found.level, found.because) == (3, f"because-{criterion.value}-share")
    assert level(Criterion.DEPTH, replace(FULL, points=0, concrete=0, details=1)) == 2


def test_much_talk_of_nothing_is_at_the_lowest_level_and_little_talk_is_not_judged() -> None:
    talk = replace(FULL, words=0, topical=0, told=0, anchors=0, points=0, longest=40)
    for criterion in (Criterion.DEPTH, Criterion.STRUCTURE, Criterion.COMMUNICATION):
        found = grade(criterion, talk)
        assert (found.level, found.because) == (1, f"because-{criterion.value}-empty")
        assert level(criterion, replace(talk, longest=39)) is Unjudged.INSUFFICIENT_DATA


def test_a_question_that_was_not_answered_elicited_nothing() -> None:
    found = grades(replace(FULL, answered=False))
    assert {grade.level for grade in found} == {Unjudged.NOT_ELICITED}


def test_silence_is_unscoreable_and_never_a_low_level() -> None:
    found = grades(replace(FULL, heard=Heard.SILENT))
    assert {grade.level for grade in found} == {Unjudged.UNSCOREABLE}


def test_not_knowing_is_the_lowest_substance_and_nothing_about_the_rest() -> None:
    found = {grade.criterion: grade.level for grade in grades(replace(FULL, declined=True))}
    assert found.pop(Criterion.SUBSTANCE) == 1
    assert set(found.values()) == {Unjudged.INSUFFICIENT_DATA}


def test_a_few_words_are_too_little_for_structure_and_communication_but_not_for_substance() -> None:
    measures = replace(FULL, words=7, topical=7, told=7, longest=7, points=1)
    found = {grade.criterion: grade.level for grade in grades(measures)}
    assert found[Criterion.STRUCTURE] is Unjudged.INSUFFICIENT_DATA
    assert found[Criterion.COMMUNICATION] is Unjudged.INSUFFICIENT_DATA
    assert found[Criterion.DEPTH] is Unjudged.INSUFFICIENT_DATA
    assert found[Criterion.SUBSTANCE] == 2


def test_a_story_in_words_of_its_own_is_not_called_irrelevant() -> None:
    found = grade(Criterion.RELEVANCE, replace(FULL, topical=0, anchors=0, words=40, told=40))
    assert (found.level, found.because) == (Unjudged.INSUFFICIENT_DATA, "because-relevance-unrecognised")


def test_without_a_reference_substance_is_not_judged() -> None:
    assert level(Criterion.SUBSTANCE, replace(FULL, of=0, points=0)) is Unjudged.NOT_ELICITED


def test_the_reason_names_the_first_thing_the_next_better_level_wants() -> None:
    missing = grade(Criterion.STRUCTURE, replace(FULL, result=0, ordered=0))
    assert (missing.level, missing.because) == (3, "because-structure-result")
    half = grade(Criterion.SUBSTANCE, replace(FULL, points=2))
    assert (half.because, half.shown, half.of) == ("because-substance-share", 2, 4)
    wrong = grade(Criterion.SUBSTANCE, replace(FULL, points=3, wrong=2))
    assert (wrong.because, wrong.shown) == ("because-substance-wrong", 2)


def test_every_level_of_every_criterion_has_its_anchor_in_words() -> None:
    anchors = {
        texts().say(f"rubric-{criterion.value}-{level}") for criterion in Criterion for level in range(1, 6)
    }
    assert len(anchors) == 25


def test_every_reason_the_tables_can_give_has_a_text_for_none_one_and_many() -> None:
    keys = {"because-not-elicited", "because-insufficient-data", "because-unscoreable"}
    keys |= {"because-substance-declined", "because-relevance-unrecognised"} | {
        f"because-{criterion.value}-full" for criterion in Criterion
    }
    told = (Criterion.DEPTH, Criterion.STRUCTURE, Criterion.COMMUNICATION)
    keys |= {f"because-{criterion.value}-empty" for criterion in told}
    for criterion in Criterion:
        for shape in Shape:
            held = [row for of, row in CEILINGS if of is criterion]
            for row in (*table(criterion, shape), *held):
                keys |= {f"because-{criterion.value}-{field}" for field, _ in (*row.least, *row.most)}
    for key in sorted(keys):
        assert all(texts().say(key, {"shown": shown, "of": 5}) for shown in (0, 1, 3)), key


def test_each_table_goes_down_level_by_level_from_five() -> None:
    for rows in (
        rubric.RELEVANCE,
        rubric.SUBSTANCE,
        rubric.DEPTH,
        rubric.STORY,
        rubric.EXPLANATION,
        rubric.COMMUNICATION,
    ):
        assert [row.level for row in rows] == [5, 4, 3, 2]


def finding(level: int | Unjudged, criterion: Criterion = Criterion.DEPTH) -> Finding:
    return Finding(criterion, level)


def test_totals_are_means_over_what_was_judged() -> None:
    slots = [[finding(4)], [finding(Unjudged.INSUFFICIENT_DATA)], [finding(3)], [finding(4)]]
    found = {total.criterion: total for total in totals(slots)}
    assert found[Criterion.DEPTH] == Total(Criterion.DEPTH, 367, 3, 4)  # 11 / 3 = 3.666...
    assert found[Criterion.RELEVANCE] == Total(Criterion.RELEVANCE, 0, 0, 0)


def test_totals_come_in_the_rubrics_order() -> None:
    assert [total.criterion for total in totals([])] == list(Criterion)


TEXT = "I rewrote the importer in Rust. Then it took six minutes."


def test_a_receipt_within_its_text_is_verified() -> None:
    assert verified(Receipt(2, 0, 9), {2: TEXT})


@pytest.mark.parametrize(
    "receipt", [Receipt(2, 0, 99), Receipt(2, 5, 5), Receipt(2, 1, 2), Receipt(3, 0, 4), Receipt(2, -1, 4)]
)
def test_a_receipt_beyond_its_text_empty_blank_or_of_another_turn_is_not(receipt: Receipt) -> None:
    assert not verified(receipt, {2: TEXT})


def test_a_quote_is_whole_words_without_the_final_mark() -> None:
    assert quote(Receipt(2, 4, 31), {2: TEXT}) == "rewrote the importer in Rust"


def test_a_quote_ends_after_twenty_words() -> None:
    text = " ".join(f"w{number}" for number in range(1, 40))
    assert quote(Receipt(1, 0, len(text)), {1: text}).split()[-1] == "w20"


def test_a_trimmed_receipt_keeps_its_seconds() -> None:
    assert trimmed(Receipt(1, 2, 4, 100, 900), TEXT) == Receipt(1, 2, 9, 100, 900)


def test_a_removed_text_gives_no_quote() -> None:
    assert quote(Receipt(2, 0, 9), {}) == ""


def test_a_level_above_one_may_not_stand_without_a_receipt() -> None:
    assert not shown(Finding(Criterion.DEPTH, 3), {2: TEXT})
    assert shown(Finding(Criterion.DEPTH, 1), {2: TEXT})
    assert shown(Finding(Criterion.DEPTH, 3, (Receipt(2, 0, 9),)), {2: TEXT})
    assert not shown(Finding(Criterion.DEPTH, 3, (Receipt(2, 0, 900),)), {2: TEXT})


def test_overlapping_receipts_are_shown_once() -> None:
    assert without_repeats([Receipt(1, 0, 9), Receipt(1, 5, 12), Receipt(2, 0, 9)]) == (
        Receipt(1, 0, 9),
        Receipt(2, 0, 9),
    )
