"""A tuned interviewer as a folder that others can load: what is in it, and what is never published."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch
from huggingface_hub import HfApi, ModelCard
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

from core.interviewers.mistral.weights import check_adapter, check_base
from core.texts.catalog import texts
from tests.fakes.dataset_hub import dataset_hub
from training.errors import TrainingFault
from training.publish.publishing import Wish, publish, push
from training.publish.tuned import Tuned, tuned

SMALL = Path(__file__).parents[2] / "interviewers" / "small_mistral"
HASH = "a" * 64
SCORES = {
    "parts": [{"figures": {"tuned": {"bleu": {"value": 0.02, "low": 0.01, "high": 0.04}, "form": None}}}]
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_of(tmp_path / "data", {"MIT": {"train": 7}, "Apache-2.0": {"train": 2}})


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of finetune: the small adapter, marked with the data's hash, and the curves."""
    folder = tmp_path / "run"
    shutil.copytree(SMALL / "adapter", folder / "adapter")
    mark = {"prompts": 1, "base": str(SMALL / "base"), "base_revision": "", "config": "small", "data": HASH}
    (folder / "adapter" / "greenroom.json").write_text(json.dumps(mark), encoding="utf-8")
    (folder / "curves.png").write_bytes(b"\x89PNG")
    (folder / "curves.csv").write_text("step,loss\n", encoding="utf-8")
    return folder


@pytest.fixture
def one(run: Path, data: Path) -> Tuned:
    return tuned(run, data)


def data_of(folder: Path, licences: dict[str, dict[str, int]]) -> Path:
    folder.mkdir()
    counts = {
        "split": {"train": 9, "validation": 1, "test": 2},
        "task": {"probe": {"train": 9, "validation": 1, "test": 2}},
        "source": {"followqg": {"train": 9}},
        "licence": licences,
    }
    (folder / "dataset.json").write_text(json.dumps({"hash": HASH, "counts": counts}), encoding="utf-8")
    (folder / "train.jsonl").write_text("words of people\n", encoding="utf-8")
    return folder


def with_adapter(base: Any, folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # peft asks what transformers calls differently by now
        return PeftModel.from_pretrained(base, str(folder))


def header(folder: Path) -> dict[str, Any]:
    page = (folder / "README.md").read_text(encoding="utf-8")
    return dict(ModelCard(page).data.to_dict())  # type: ignore[no-untyped-call]


def test_a_published_folder_has_what_is_needed_and_no_row_of_data(one: Tuned, tmp_path: Path) -> None:
    publish(one, tmp_path / "out", Wish(), texts())
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "README.md",
        "adapter_config.json",
        "adapter_model.safetensors",
        "chat_template.jinja",
        "curves.csv",
        "curves.png",
        "dataset.json",
        "greenroom.json",
        "tokenizer.json",
        "tokenizer_config.json",
    ]
    check_adapter(tmp_path / "out")  # as the interviewer checks it before it loads


def test_no_path_of_this_machine_is_published(one: Tuned, tmp_path: Path) -> None:
    publish(one, tmp_path / "out", Wish(name="me/interviewer"), texts())
    for file in (tmp_path / "out").iterdir():
        if file.suffix in (".json", ".md"):
            assert str(SMALL) not in file.read_text(encoding="utf-8"), file.name
    assert json.loads((tmp_path / "out/greenroom.json").read_text(encoding="utf-8"))["base"] == "base"


def test_the_card_says_what_it_was_made_of_and_how_it_is_used(run: Path, data: Path, tmp_path: Path) -> None:
    mark = run / "adapter" / "greenroom.json"
    said = json.loads(mark.read_text(encoding="utf-8"))
    hub = {"base": "mistralai/Mistral-7B-Instruct-v0.2", "base_revision": "c" * 40}
    mark.write_text(json.dumps({**said, **hub}), encoding="utf-8")
    publish(tuned(run, data), tmp_path / "out", Wish(name="me/interviewer"), texts())
    page = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert header(tmp_path / "out") == {
        "base_model": "mistralai/Mistral-7B-Instruct-v0.2",
        "language": "en",
        "library_name": "peft",
        "license": "apache-2.0",
        "pipeline_tag": "text-generation",
        "tags": ["greenroom", "interview", "lora"],
    }
    assert "The rows stand under: Apache-2.0, MIT." in page
    assert "| probe | 9 | 1 | 2 |" in page and "| followqg | 9 | 0 | 0 |" in page
    assert "GREENROOM_ADAPTER=me/interviewer" in page
    assert f"GREENROOM_MODEL_REVISION={'c' * 40}" in page


def test_figures_go_along_with_their_intervals(one: Tuned, tmp_path: Path) -> None:
    scores = tmp_path / "scores"
    scores.mkdir()
    (scores / "scores.json").write_text(json.dumps(SCORES), encoding="utf-8")
    (scores / "scores.png").write_bytes(b"\x89PNG")
    publish(one, tmp_path / "out", Wish(scores), texts())
    page = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert "| tuned | 0.020 (0.010 to 0.040) | – |" in page
    assert (tmp_path / "out/scores.png").is_file() and (tmp_path / "out/scores.json").is_file()
    with pytest.raises(TrainingFault, match="publish-no-scores"):
        publish(one, tmp_path / "out", Wish(tmp_path / "nowhere"), texts())


@pytest.mark.parametrize(
    ("licences", "key"),
    [
        ({"MIT": {"train": 1}, "GPL-3.0": {"train": 0}}, "publish-gpl"),
        ({"AGPL-3.0-only": {"test": 1}}, "publish-gpl"),
        ({"unknown": {"train": 1}}, "publish-no-licence"),
        ({}, "publish-no-licence"),
    ],
)
def test_rows_that_may_not_be_passed_on_are_never_published(
    run: Path, tmp_path: Path, licences: dict[str, dict[str, int]], key: str
) -> None:
    with pytest.raises(TrainingFault, match=key):
        tuned(run, data_of(tmp_path / "other", licences))


def test_the_data_must_be_those_it_was_tuned_on(run: Path, data: Path) -> None:
    card = json.loads((data / "dataset.json").read_text(encoding="utf-8"))
    (data / "dataset.json").write_text(json.dumps({**card, "hash": "b" * 64}), encoding="utf-8")
    with pytest.raises(TrainingFault, match="publish-other-data"):
        tuned(run, data)


@pytest.mark.parametrize(
    ("file", "content", "key"),
    [
        ("run/adapter/adapter_model.safetensors", None, "publish-not-tuned"),
        ("run/adapter/greenroom.json", None, "publish-not-tuned"),
        ("run/adapter/greenroom.json", "{", "publish-not-tuned"),
        ("run/adapter/greenroom.json", '{"prompts": 99}', "publish-other-prompts"),
        ("run/adapter/greenroom.json", '{"prompts": 1, "data": ""}', "publish-other-data"),
        ("data/dataset.json", None, "publish-no-data"),
        ("data/dataset.json", "[", "publish-no-data"),
    ],
)
def test_what_is_missing_or_strange_is_told(
    run: Path, data: Path, tmp_path: Path, file: str, content: str | None, key: str
) -> None:
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(TrainingFault, match=key):
        tuned(run, data)


def test_a_merged_model_answers_as_base_and_adapter_do(one: Tuned, tmp_path: Path) -> None:
    publish(one, tmp_path / "out", Wish(merged=True), texts())
    merged = tmp_path / "out" / "merged"
    check_base(merged)
    tokenizer = AutoTokenizer.from_pretrained(merged)
    ids = tokenizer("Tell me about the team that you led.", return_tensors="pt")["input_ids"]
    whole = AutoModelForCausalLM.from_pretrained(merged)
    assert whole.dtype is torch.bfloat16
    base = AutoModelForCausalLM.from_pretrained(SMALL / "base", dtype=torch.bfloat16)
    with torch.no_grad():
        alone = base(ids).logits.float()
        apart = with_adapter(base, one.folder)(ids).logits.float()
        merged_logits = whole(ids).logits.float()
    effect = (apart - alone).abs().mean()
    assert effect > 0
    assert (merged_logits - apart).abs().mean() < 0.1 * effect


def test_a_base_that_does_not_fit_is_told_and_nothing_is_left(run: Path, data: Path, tmp_path: Path) -> None:
    mark = run / "adapter" / "greenroom.json"
    said = json.loads(mark.read_text(encoding="utf-8"))
    (tmp_path / "empty").mkdir()
    mark.write_text(json.dumps({**said, "base": str(tmp_path / "empty")}), encoding="utf-8")
    with pytest.raises(TrainingFault, match="publish-not-merged"):
        publish(tuned(run, data), tmp_path / "out", Wish(merged=True), texts())
    assert not (tmp_path / "out").exists()


def test_what_goes_to_the_hub_is_what_is_in_the_folder(one: Tuned, tmp_path: Path) -> None:
    publish(one, tmp_path / "out", Wish(name="me/interviewer"), texts())
    with dataset_hub() as hub:
        address = push(tmp_path / "out", "me/interviewer", api=HfApi(endpoint=hub.url, token="hf_x"))
    assert address.endswith("me/interviewer")
    assert hub.made[0]["visibility"] == "private"
    assert set(hub.files) == {file.name for file in (tmp_path / "out").iterdir()}
    weights = (tmp_path / "out/adapter_model.safetensors").read_bytes()
    assert hub.files["adapter_model.safetensors"] == weights


@pytest.mark.parametrize(("status", "key"), [(401, "publish-hub-refused"), (500, "publish-hub-failed")])
def test_a_hub_that_does_not_take_it_is_told_and_the_folder_stays(
    one: Tuned, tmp_path: Path, status: int, key: str
) -> None:
    publish(one, tmp_path / "out", Wish(), texts())
    with dataset_hub(status) as hub, pytest.raises(TrainingFault) as told:
        push(tmp_path / "out", "me/interviewer", api=HfApi(endpoint=hub.url, token="hf_secret"))
    assert told.value.key == key
    assert "hf_secret" not in repr(told.value.values)
    assert (tmp_path / "out/README.md").is_file()
