"""Files of labelled answers, and the figures made of them; all numbers worked out by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.audit_commands import labelled
from core.domains.loader import load_domains
from core.interview.errors import Refused
from core.interview.values import Shape
from core.interviewers.audit.comparing import Scored, close_pairs, compared, question_of
from core.interviewers.audit.figures import auc, interval
from core.interviewers.audit.labelled import AVERAGE, GOOD, POOR, Labelled, read_labelled
from core.texts.catalog import texts
from tests.audit.judges import LIKES_LENGTH

HEAD = "Position/Role,Question,Answer,Interview Phase,Answer Quality\n"
ROWS = (
    'Nurse,Why nursing?,"Because I cared for my aunt, and stayed.",Introduction,Good\n'
    "nurse,why nursing,I need a job.,Introduction,Poor\n"
    "Nurse,Why nursing?,I need a job,Introduction,Good \n"
    "Nurse,Why nursing?,It pays well and I like it.,Introduction,Average\n"
    "Nurse,Why nursing?,Nothing to say.,Introduction,Unrated\n"
)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "answers.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_columns_are_known_by_their_names_and_what_has_no_label_or_was_said_before_is_left_out(
    tmp_path: Path,
) -> None:
    sheet = read_labelled(written(tmp_path, HEAD + ROWS))
    assert [row.label for row in sheet.rows] == [GOOD, POOR, AVERAGE]
    assert {row.asked for row in sheet.rows} == {"why nursing"}
    assert sheet.left == 2
    renamed = (
        "No.,Job Role,Questions,Category,Answers,Ratings\n1,Nurse,Why?,x,Yes.,Good\n2,Nurse,Why?,x,No.,Bad\n"
    )
    assert [row.label for row in read_labelled(written(tmp_path, renamed)).rows] == [GOOD, POOR]


def test_apostrophes_that_were_read_wrongly_are_mended(tmp_path: Path) -> None:
    rows = HEAD + "Nurse,Why?,It‚Äôs me.,x,Good\nNurse,Why?,Très bien.,x,Poor\n"
    assert [row.answer for row in read_labelled(written(tmp_path, rows)).rows] == ["It’s me.", "Très bien."]
    western = read_labelled(written(tmp_path, rows.replace("‚Äô", "’"), "cp1252"))
    assert [row.answer for row in western.rows] == ["It’s me.", "Très bien."]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Question,Answer\nWhy?,Yes\n", "audit-labelled-columns"),
        ("", "audit-labelled-columns"),
        (HEAD + "Nurse,Why?,Yes.,x,Good\n", "audit-labelled-empty"),
        (HEAD + "\n", "audit-labelled-empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_missing(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read_labelled(written(tmp_path, text))
    assert refused.value.key == key
    assert texts().say(refused.value.key, refused.value.values)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="audit-labelled-unreadable"):
        read_labelled(tmp_path / "none.csv")


def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    with pytest.raises(Refused) as refused:
        read_labelled(tmp_path / "a.xlsx")
    assert refused.value.key in ("audit-labelled-unreadable", "audit-needs-openpyxl")
    assert texts().say(refused.value.key, refused.value.values)


def test_the_area_under_the_curve_counts_ties_half() -> None:
    assert auc([3, 2], [1, 2]) == 0.875  # of four pairs three are won and one is tied
    assert auc([1], [2]) == 0
    assert auc([2, 2], [2]) == 0.5


def test_an_interval_holds_the_value_and_is_the_same_each_time() -> None:
    groups = [0, 1, 1, 1]
    found = interval(groups, lambda drawn: sum(drawn) / len(drawn))
    assert found is not None
    assert (found.value, found.low < 0.75 < found.high) == (0.75, True)
    assert found == interval(groups, lambda drawn: sum(drawn) / len(drawn))
    assert interval(groups, lambda drawn: None) is None


def test_close_pairs_have_different_labels_and_lengths_that_differ_by_less_than_15_percent() -> None:
    good, average, poor = Scored(GOOD, 300, 100), Scored(AVERAGE, 300, 86), Scored(POOR, 400, 85)
    assert close_pairs([average, good, poor]) == [(good, average), (average, poor)]


def test_length_and_score_are_compared_side_by_side() -> None:
    groups = [
        [Scored(GOOD, 400, 20), Scored(POOR, 200, 20)],
        [Scored(GOOD, 300, 50), Scored(POOR, 300, 5)],
    ]
    found = compared(groups)
    assert (found.auc.value, found.auc_length.value) == (0.875, 0.875)
    assert found.close is not None
    assert found.close_length is not None
    assert (found.pairs, found.close.value, found.close_length.value) == (1, 1.0, 0.5)


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("Tell me about a time when you missed a deadline.", Shape.STORY),
        ("Describe a difficult situation you faced.", Shape.STORY),
        ("Why do you want to work here?", Shape.EXPLANATION),
        ("How would you handle an angry patient?", Shape.EXPLANATION),
    ],
)
def test_a_question_that_asks_for_an_occasion_wants_a_story(question: str, shape: Shape) -> None:
    assert question_of(Labelled("", question, "", GOOD)).shape is shape


async def test_the_lines_name_both_figures(tmp_path: Path) -> None:
    lines = await labelled(LIKES_LENGTH, load_domains(), texts(), written(tmp_path, HEAD + ROWS))
    assert any(
        "AUC, 1 x 1): likes length 0.500 [0.500 to 0.500]; length alone 1.000" in line for line in lines
    )


def test_the_files_of_the_original_project_are_read() -> None:
    """Only where the evaluation data lies; the figures over it are printed by the command."""
    folder = Path(os.environ.get("GREENROOM_DATA") or "none") / "omdena"
    if not folder.exists():
        pytest.skip("the labelled answers are not here (GREENROOM_DATA)")
    for file in sorted(folder.glob("*.csv")):
        sheet = read_labelled(file)
        assert {row.label for row in sheet.rows} == {GOOD, AVERAGE, POOR}
        assert all(row.role for row in sheet.rows)
