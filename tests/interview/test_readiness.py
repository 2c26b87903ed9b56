"""Readiness: one interview for every row of the table, worked out by hand."""

from __future__ import annotations

import pytest

from core.interview.readiness import TABLE, Readiness, Verdict, evidence, readiness
from core.interview.rubric import Total
from core.interview.values import Criterion
from core.texts.catalog import texts


def an_interview(
    relevance: int, substance: int, depth: int, structure: int, communication: int, judged: int = 4
) -> tuple[Total, ...]:
    """Totals over four slots with these means in hundredths; `judged` slots have a level."""
    means = (relevance, substance, depth, structure, communication)
    return tuple(Total(criterion, mean, judged, 4) for criterion, mean in zip(Criterion, means, strict=True))


ROWS = [
    ("too-little-judged", Verdict.NOT_ENOUGH, an_interview(500, 500, 500, 500, 500, judged=1)),
    ("ready", Verdict.READY, an_interview(450, 375, 350, 400, 400)),
    ("one-weak", Verdict.NEARLY, an_interview(500, 400, 250, 450, 450)),
    ("thin-substance", Verdict.NEARLY, an_interview(500, 300, 400, 450, 450)),
    ("nearly", Verdict.NEARLY, an_interview(400, 275, 250, 300, 350)),
    ("wrong-substance", Verdict.NOT_YET, an_interview(400, 125, 350, 400, 400)),
    ("not-yet", Verdict.NOT_YET, an_interview(300, 200, 150, 200, 300)),
]


@pytest.mark.parametrize(("row", "verdict", "totals"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_of_the_table_is_reached(row: str, verdict: Verdict, totals: tuple[Total, ...]) -> None:
    found = readiness(totals)
    assert (found.row, found.verdict) == (row, verdict)


def test_every_row_has_an_interview_in_this_file() -> None:
    assert [row.id for row in TABLE] == [name for name, _, _ in ROWS]


def test_the_evidence_is_the_numbers_the_row_looked_at() -> None:
    found = readiness(an_interview(450, 375, 350, 400, 400))
    assert found.evidence.overall == 395  # (450 + 375 + 350 + 400 + 400) / 5
    assert found.evidence.substance == 375
    assert (found.evidence.lowest, found.evidence.weakest) == (350, Criterion.DEPTH)
    assert found.evidence.judged == 100


def test_a_criterion_without_any_level_does_not_count_as_zero() -> None:
    totals = (
        Total(Criterion.RELEVANCE, 400, 4, 4),
        Total(Criterion.SUBSTANCE, 400, 4, 4),
        Total(Criterion.DEPTH, 0, 0, 4),
        Total(Criterion.STRUCTURE, 400, 2, 4),
        Total(Criterion.COMMUNICATION, 400, 4, 4),
    )
    found = evidence(totals)
    assert (found.overall, found.lowest, found.judged) == (400, 400, 70)  # 14 of 20 judged


def test_an_interview_without_slots_is_not_enough_to_say() -> None:
    assert readiness(()).verdict is Verdict.NOT_ENOUGH


def test_just_under_a_threshold_is_the_next_row() -> None:
    assert readiness(an_interview(450, 349, 350, 400, 400)).row == "thin-substance"
    assert readiness(an_interview(450, 375, 299, 400, 400)).row == "one-weak"


@pytest.mark.parametrize("row", [row.id for row in TABLE])
def test_every_row_has_a_text_that_says_nothing_of_hiring(row: str) -> None:
    said = texts().say(f"readiness-{row}")
    assert "hire" not in said.lower()


def test_the_note_says_it_is_practice_and_no_forecast() -> None:
    assert "practice" in texts().say("readiness-note")
    assert "no forecast" in texts().say("readiness-note")


def test_the_same_totals_give_the_same_readiness() -> None:
    totals = an_interview(400, 275, 250, 300, 350)
    first: Readiness = readiness(totals)
    assert first == readiness(tuple(totals))
