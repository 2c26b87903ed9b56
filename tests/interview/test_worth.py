"""What an answer is worth, worked out by hand."""

from __future__ import annotations

from core.interview.values import Criterion, Finding, Unjudged
from core.interview.worth import Grain, worth


def levels(*found: int | Unjudged) -> list[Finding]:
    return [Finding(criterion, level) for criterion, level in zip(Criterion, found, strict=True)]


def test_substance_and_depth_weigh_four_times_the_others() -> None:
    assert worth(levels(5, 1, 1, 5, 5)) == 209  # (5 + 4 + 4 + 5 + 5) / 11
    assert worth(levels(1, 5, 5, 1, 1)) == 391  # (1 + 20 + 20 + 1 + 1) / 11
    assert worth(levels(5, 5, 5, 5, 5)) == 500


def test_how_it_is_told_decides_between_equals() -> None:
    assert worth(levels(4, 3, 3, 5, 5)) > worth(levels(4, 3, 3, 5, 4)) > worth(levels(4, 3, 2, 5, 5))


def test_what_nothing_asked_for_is_left_out() -> None:
    assert worth(levels(4, Unjudged.NOT_ELICITED, 4, 4, 4)) == 400


def test_too_little_to_judge_counts_as_the_lowest_level() -> None:
    assert worth(levels(4, 4, Unjudged.INSUFFICIENT_DATA, 4, 4)) == 291  # (4 + 16 + 4 + 4 + 4) / 11


def test_where_nothing_can_be_judged_there_is_no_worth() -> None:
    assert worth(levels(*[Unjudged.UNSCOREABLE] * 5)) == 0
    assert worth(levels(*[Unjudged.INSUFFICIENT_DATA] * 5)) == 0
    assert worth([]) == 0


def test_a_particular_gives_what_a_generality_takes() -> None:
    assert worth(levels(3, 3, 3, 3, 3), Grain(particulars=2, generalities=0)) == 340
    assert worth(levels(3, 3, 3, 3, 3), Grain(particulars=0, generalities=2)) == 260
    assert worth(levels(3, 3, 3, 3, 3), Grain(particulars=4, generalities=4)) == 300


def test_the_grain_moves_an_answer_by_one_level_at_most() -> None:
    assert worth(levels(3, 3, 3, 3, 3), Grain(particulars=30, generalities=0)) == 400
    assert worth(levels(3, 3, 3, 3, 3), Grain(particulars=0, generalities=30)) == 200
    assert worth(levels(1, 1, 1, 1, 1), Grain(particulars=0, generalities=30)) == 1


def test_where_nothing_can_be_judged_the_grain_is_worth_nothing() -> None:
    assert worth(levels(*[Unjudged.UNSCOREABLE] * 5), Grain(particulars=9, generalities=0)) == 0
