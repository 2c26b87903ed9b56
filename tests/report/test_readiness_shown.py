"""Readiness as a report shows it: every row of the table, in words, whoever the interviewer was."""

from __future__ import annotations

import pytest

from core.interview.readiness import TABLE, Verdict
from core.interview.values import Receipt, Scores
from core.report import text
from core.report.drawing.card import card
from core.report.view import build
from core.texts.catalog import texts
from tests.report.practice import FIRST, PATH, WISH, Practice, examined, judged

WORKED = Receipt(1, 0, 17)
# The levels of each question in the rubric's order: relevance, substance, depth, structure, communication.
ROWS = [
    ("too-little-judged", Verdict.NOT_ENOUGH, "", [(5, 5, 5, 5, 5)]),  # one of four questions
    ("ready", Verdict.READY, "4.0", [(4, 4, 4, 4, 4)] * 4),
    ("one-weak", Verdict.NEARLY, "4.2", [(5, 4, 2, 5, 5)] * 4),
    ("thin-substance", Verdict.NEARLY, "4.4", [(5, 3, 4, 5, 5)] * 4),
    ("nearly", Verdict.NEARLY, "3.2", [(4, 3, 3, 3, 3)] * 4),
    ("wrong-substance", Verdict.NOT_YET, "3.4", [(4, 1, 4, 4, 4)] * 4),
    ("not-yet", Verdict.NOT_YET, "2.0", [(2, 2, 2, 2, 2)] * 4),
]
SAID = {
    Verdict.READY: "Ready",
    Verdict.NEARLY: "Nearly ready",
    Verdict.NOT_YET: "Not yet",
    Verdict.NOT_ENOUGH: "Not enough to say",
}


def an_interview(
    levels: list[tuple[int, int, int, int, int]], by: str, scores: Scores = Scores.SHOW
) -> Practice:
    """Questions judged with these levels; stopped after them if there are fewer than four."""
    practice = Practice(by=by, scores=scores).set_up()
    for number, of_slot in enumerate(levels):
        at = Receipt(number + 1, WORKED.start, WORKED.end)
        practice.reply(FIRST, examined([(PATH, at), (WISH, at)]))
        practice.found(judged(*of_slot, at=at), by)
    return practice.stop()


def test_every_row_of_the_table_is_here() -> None:
    assert [row.id for row in TABLE] == [name for name, *_ in ROWS]


@pytest.mark.parametrize("by", ["bank", "mistral"])
@pytest.mark.parametrize(("row", "verdict", "mean", "levels"), ROWS, ids=[row[0] for row in ROWS])
def test_each_row_is_shown_with_its_words_for_the_bank_as_for_a_model(
    row: str, verdict: Verdict, mean: str, levels: list[tuple[int, int, int, int, int]], by: str
) -> None:
    report = build(an_interview(levels, by).sheet())
    assert (report.judges.name, report.readiness.row, report.readiness.verdict) == (by, row, verdict)
    said = [block.text for block in text.document(report, texts())]
    at = said.index("How ready these answers are")
    assert said[at + 1 : at + 3] == [SAID[verdict], texts().say(f"readiness-{row}")]
    drawn = card(report, texts())
    assert (drawn.verdict, drawn.verdict_words) == (SAID[verdict], texts().say(f"readiness-{row}"))
    assert drawn.mean.startswith(mean)


@pytest.mark.parametrize(("row", "levels"), [(row[0], row[3]) for row in ROWS])
def test_hidden_levels_change_no_verdict_and_show_no_figure(
    row: str, levels: list[tuple[int, int, int, int, int]]
) -> None:
    report = build(an_interview(levels, "bank", Scores.HIDE).sheet())
    assert report.readiness.row == row
    drawn = card(report, texts())
    assert drawn.mean == ""
    assert {bar.figure for bar in drawn.bars} <= {"", "not judged"}
