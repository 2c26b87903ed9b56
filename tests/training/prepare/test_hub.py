"""Data sets come from the hub without running their code, and go to it without what may not be passed on."""

from __future__ import annotations

from pathlib import Path

import datasets  # type: ignore[import-untyped]
import pytest
from huggingface_hub import HfApi

from tests.fakes.dataset_hub import dataset_hub
from tests.training.prepare.making import ANSWER, write_jsonl
from training.errors import TrainingFault
from training.prepare.hub import push, read_hub
from training.prepare.reading import tables


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.setattr(datasets.config, "HF_DATASETS_OFFLINE", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A written data set, with what may not be passed on."""
    made = tmp_path / "made"
    made.mkdir()
    names = ("train.jsonl", "validation.jsonl", "test.jsonl", "dataset.json", "README.md", "report.json")
    for name in (*names, "scoring_only.jsonl"):
        (made / name).write_text(f"{name}\n")
    return made


def test_a_data_set_is_read_split_by_split(tmp_path: Path) -> None:
    made = tmp_path / "set"
    made.mkdir()
    write_jsonl(made / "train.jsonl", [{"question": "Why here?", "answer": ANSWER}])
    write_jsonl(made / "test.jsonl", [{"question": "Why now?", "answer": ANSWER}])
    found = {
        table.file.rsplit("/", 1)[-1]: list(table.rows) for table in tables(f"hub:{made}", lambda _: True)
    }
    assert found == {"train": [(1, ("Why here?", ANSWER))], "test": [(1, ("Why now?", ANSWER))]}


def test_a_data_set_with_code_is_told_and_its_code_is_not_run(tmp_path: Path) -> None:
    made = tmp_path / "script"
    made.mkdir()
    ran = tmp_path / "ran"
    (made / "script.py").write_text(f"open({str(ran)!r}, 'w').close()\n")
    with pytest.raises(TrainingFault, match="prepare-hub-unreadable"):
        list(read_hub(str(made)))
    assert not ran.exists()


def test_a_data_set_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingFault) as told:
        list(read_hub(str(tmp_path / "nobody" / "nothing")))
    assert told.value.key == "prepare-hub-unreadable"


def test_what_is_sent_is_private_and_without_the_rows_that_may_not_be_passed_on(folder: Path) -> None:
    with dataset_hub() as hub:
        address = push(folder, "me/turns", HfApi(endpoint=hub.url, token="hf_x"))
    assert address == f"{hub.url}/datasets/me/turns"
    assert hub.made[0]["visibility"] == "private"
    assert sorted(hub.files) == ["README.md", "dataset.json", "test.jsonl", "train.jsonl", "validation.jsonl"]
    assert hub.files["train.jsonl"] == b"train.jsonl\n"


@pytest.mark.parametrize(
    ("status", "key"),
    [(401, "prepare-push-refused"), (403, "prepare-push-refused"), (400, "prepare-push-failed")],
)
def test_a_hub_that_refuses_is_told_without_the_token(folder: Path, status: int, key: str) -> None:
    with dataset_hub(status) as hub, pytest.raises(TrainingFault) as told:
        push(folder, "me/turns", HfApi(endpoint=hub.url, token="hf_secret"))
    assert told.value.key == key
    assert "hf_secret" not in repr(told.value.values)
    assert (folder / "train.jsonl").exists()
