"""What is read out of a prepared file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.score.made import ANSWER, ASKED, OPEN, QUESTION, Made, file_of
from training.errors import TrainingFault
from training.score.rows import read_rows, shuffled


def test_a_row_has_what_its_prompt_shows(tmp_path: Path) -> None:
    (row,) = read_rows(file_of(tmp_path, Made()))
    assert (row.answer, row.asked, row.reference) == (ANSWER, (QUESTION,), ASKED)
    assert (row.missing, row.level) == (OPEN, "mid-level")
    assert (row.group, row.source, row.role, row.phase) == ("g1", "triples", "nurse", "behavioral")


def test_words_of_the_candidate_are_never_taken_for_what_was_asked(tmp_path: Path) -> None:
    (row,) = read_rows(file_of(tmp_path, Made(answer="I said\nQuestion: Who?\nMissing: all of it")))
    assert row.asked == (QUESTION,)
    assert row.missing == OPEN


def test_follow_ups_to_one_answer_share_their_prompt(tmp_path: Path) -> None:
    one, other, third = read_rows(file_of(tmp_path, Made(), Made(asked="Who was late?"), Made(answer="No.")))
    assert one.prompt == other.prompt != third.prompt


def test_other_tasks_are_left_out(tmp_path: Path) -> None:
    file = file_of(tmp_path, Made(task="finding"), Made(), Made(task="correction"))
    assert [row.reference for row in read_rows(file)] == [ASKED]


def test_shuffled_rows_have_an_answer_of_another_question(tmp_path: Path) -> None:
    rows = read_rows(
        file_of(
            tmp_path,
            Made(answer="About cats."),
            Made(answer="About dogs."),
            Made(question="Why?", answer="About cooking.", group="g2"),
        )
    )
    cats, dogs, cooking = shuffled(rows)
    assert (cats.answer, dogs.answer) == ("About cooking.", "About cooking.")
    assert cooking.answer in ("About cats.", "About dogs.")
    assert (cats.asked, cats.reference, cats.group) == (rows[0].asked, rows[0].reference, "g1")
    assert shuffled(rows) == (cats, dogs, cooking)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "score-no-rows"),
        (Made(task="finding").line(), "score-no-rows"),
        ("{", "score-not-chat"),
        ('{"task": "probe"}', "score-not-chat"),
        ('{"task": "probe", "group": "g", "messages": [{"role": "user", "content": "x"}]}', "score-not-chat"),
        ("[]", "score-not-chat"),
    ],
)
def test_what_is_no_prepared_file_is_refused(tmp_path: Path, content: str, key: str) -> None:
    file = tmp_path / "test.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingFault, match=key):
        read_rows(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingFault, match="score-no-file"):
        read_rows(tmp_path / "test.jsonl")
