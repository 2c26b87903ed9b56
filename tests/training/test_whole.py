"""A folder that is whole or not there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from training.errors import TrainingFault
from training.whole import whole_folder


def test_what_fails_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    goal = tmp_path / "goal"
    with whole_folder(goal, "mark") as new:
        (new / "mark").write_text("first", encoding="utf-8")
    with pytest.raises(RuntimeError), whole_folder(goal, "mark") as new:
        (new / "mark").write_text("second", encoding="utf-8")
        raise RuntimeError
    assert (goal / "mark").read_text(encoding="utf-8") == "first"
    assert list(tmp_path.iterdir()) == [goal]


@pytest.mark.parametrize(
    ("number", "key"), [(errno.ENOSPC, "train-folder-full"), (errno.EACCES, "train-folder-locked")]
)
def test_a_full_disk_and_a_locked_folder_are_told(tmp_path: Path, number: int, key: str) -> None:
    with pytest.raises(TrainingFault, match=key), whole_folder(tmp_path / "goal", "mark"):
        raise OSError(number, "no")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_step_did_not_write_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine", encoding="utf-8")
    with pytest.raises(TrainingFault, match="train-not-ours"), whole_folder(tmp_path, "mark"):
        pass
    assert (tmp_path / "other").read_text(encoding="utf-8") == "mine"
