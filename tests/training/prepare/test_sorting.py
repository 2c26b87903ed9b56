"""What a table is understood as, and what of it is left out, with why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.prepare.making import ANSWER, HEADER, row, spelling, understood, write_csv, write_xlsx
from training.errors import TrainingFault
from training.prepare.rows import Quality
from training.prepare.sorting import Sorter
from training.prepare.spelling import read_spelling

SORTER = Sorter(spelling())

DROPPED = [
    ("", "", "", "blank"),
    ("", ANSWER, "", "no_question"),
    ("Why here?", "", "", "no_answer"),
    ("Why here?", "I like the caf\ufffd and the people.", "", "lost_letters"),
    ("Why here?", "I worked at [Previous Company] as a nurse.", "", "placeholder"),
    ("Why here?", "I have x years of experience there.", "", "placeholder"),
    ("Why here?", "n/a", "", "junk"),
    ("Why here?", "asdf asdf asdf", "", "junk"),
    ("Why do you want to work here?", "why do you want to work here", "", "repeats_question"),
    ("Why here?", "Hiring managers want to see that you did some research.", "", "advice"),
    ("Why here?", "You should mention two strengths and one weakness.", "", "advice"),
    ("Why here?", "Because what else would one do?", "", "asks_back"),
    ("Why?", ANSWER, "", "question_short"),
    ("Something positive about myself", ANSWER, "", "not_a_question"),
    ("Why here?", "Stay calm", "", "answer_short"),
    ("Why here?", "word " * 601, "", "answer_long"),
    ("Why here?", ANSWER, "Why?", "follow_up_short"),
    ("Why here?", ANSWER, "Good point indeed.", "follow_up_no_question"),
    ("Why here of all places?", ANSWER, "Why here, of all places?", "follow_up_repeats"),
]

KEPT = [
    ("Why here?", "I don't know, honestly.", ""),
    ("Sell me this pen.", "I grew up with it. What do you write with?", ""),
    ("There is a new treatment, how do you explain it", ANSWER, ""),
    ("A time you failed?", "I explained the plan to your colleagues and you were there.", "Describe it."),
    ("Why here?", "I moved 3XL and XXL shirts for a shop, mostly.", ""),
    ("Why here?", "I always describe the plan to the patient first.", ""),
]


@pytest.mark.parametrize(("question", "answer", "follow_up", "reason"), DROPPED)
def test_a_row_is_left_out_for_the_first_reason(
    question: str, answer: str, follow_up: str, reason: str
) -> None:
    drop = SORTER.reason(row(question, answer, follow_up))
    assert drop == reason
    assert drop is not None
    assert isinstance(SORTER.shown(row(question, answer, follow_up), drop), str)


@pytest.mark.parametrize(("question", "answer", "follow_up"), KEPT)
def test_a_poor_answer_is_an_answer(question: str, answer: str, follow_up: str) -> None:
    assert SORTER.reason(row(question, answer, follow_up)) is None


def test_what_is_shown_of_a_placeholder_is_the_place() -> None:
    answer = "I have worked for a long time in several places, the last of them was [Company Name] in June."
    bad = row("Why here?", answer)
    drop = SORTER.reason(bad)
    assert drop is not None
    assert "[Company Name]" in SORTER.shown(bad, drop)


def test_columns_roles_phases_and_labels_are_known_by_their_many_names(tmp_path: Path) -> None:
    header = (
        "S.No.",
        "Job_Position",
        "Question(s)",
        "Answer(s)",
        "Category",
        "Answer Rating",
        "Column1.6",
        "Mood",
    )
    rows = [
        ("1", "Customer Service\u00a0Agent", "Why here?", ANSWER, "Role Specific", "Good ", "", "glad"),
        ("2", "CSR", "Why now?", ANSWER + " Then I left.", "Introductory", "Bad", "", "sad"),
        ("4", "Astronaut", "Why you?", ANSWER + " Then we ate.", "Core", "wow", "", ""),
    ]
    kept, account = understood(write_csv(tmp_path / "a.csv", [header, *rows]))
    assert [one.role for one in kept] == [
        "customer service agent",
        "customer service representative",
        "astronaut",
    ]
    assert [one.phase for one in kept] == ["technical", "introduction", ""]
    assert [one.quality for one in kept] == [Quality.GOOD, Quality.POOR, Quality.UNRATED]
    assert account.unknown == ["Mood"]
    notes = {note["key"]: note["values"] for note in account.notes}
    assert notes["prepare-note-unknown-phase"] == {"written": "Core", "count": 1}
    assert notes["prepare-note-unknown-quality"] == {"written": "wow", "count": 1}
    assert notes["prepare-note-numbers"] == {"column": "S.No.", "first": 1, "last": 4, "missing": 1}


def test_a_cell_with_the_answers_of_several_people_is_taken_apart(tmp_path: Path) -> None:
    answers = [f"In my place number {n} I " + "did what had to be done there " * 3 + "then." for n in "12345"]
    listed = [f"Point {n}: I " + "did what had to be done there " * 3 + "then." for n in "12345"]
    rows = [("Nurse", "Why here?", "\n\n".join(some), "", "Good") for some in (answers, listed)]
    kept, account = understood(write_xlsx(tmp_path / "a.xlsx", {"S": [HEADER, *rows]}))
    assert [one.answer for one in kept[:5]] == answers
    assert len(kept) == 6
    assert (account.read, account.added) == (2, 4)
    assert account.mends["several_answers"].count == 1


def test_what_is_read_and_added_is_kept_or_left_out(tmp_path: Path) -> None:
    rows = [
        ("Nurse", question, answer, "", "Good") for question, answer, _, _ in DROPPED if question or answer
    ]
    kept, account = understood(write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    assert account.read + account.added == len(kept) + account.dropped


def test_commas_that_a_program_took_away_are_told(tmp_path: Path) -> None:
    said = "I was there and we had {} people in the team and all of them did what they could at the time."
    rows = [("Nurse", "Why here?", said.format(n), "", "Good") for n in range(60)]
    _, account = understood(write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    assert {"key": "prepare-note-no-commas", "values": {"count": 60}} in account.notes


def test_rows_with_more_cells_than_the_header_are_told(tmp_path: Path) -> None:
    rows = [
        ("Nurse", "Why here?", ANSWER, "", "Good"),
        ("Nurse", "Why now?", ANSWER, "", "Good", "and", "more"),
    ]
    _, account = understood(write_csv(tmp_path / "a.csv", [HEADER, *rows]))
    assert {"key": "prepare-note-more-cells", "values": {"count": 1, "line": 3}} in account.notes


def test_rows_that_an_open_quotation_mark_swallowed_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = "What now?,We go home at last\n" * 40
    file.write_text(f'question,answer\nWhy here?,"I like it here very much\n{rows}', encoding="utf-8")
    kept, account = understood(file)
    assert kept == []
    assert account.dropped_as("runaway") == 1


def test_a_table_without_answers_is_told_with_its_columns(tmp_path: Path) -> None:
    with pytest.raises(TrainingFault) as told:
        understood(write_csv(tmp_path / "a.csv", [("Question", "Mood"), ("Why here?", "glad")]))
    assert told.value.key == "prepare-column-missing"
    assert told.value.values["seen"] == "Question, Mood"


def test_a_table_of_ones_own_config_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[columns]\nquestion = ["Frage"]\nanswer = ["Antwort"]\n', encoding="utf-8")
    config = read_spelling(own)
    assert config.column("FRAGE") == "question"
    assert config.column("Job Role") is None
    assert config.phases["role specific"] == "technical"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[columns\n", "prepare-config-unreadable"),
        ("[column]\nquestion = []\n", "prepare-config-wrong"),
        ("[ignored]\nnames = ['(']\n", "prepare-config-wrong"),
    ],
)
def test_what_is_wrong_in_a_config_is_told(tmp_path: Path, text: str, key: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(TrainingFault, match=key):
        read_spelling(own)
