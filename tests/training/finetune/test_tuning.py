"""An adapter is tuned: it learns, goes on after a kill, and leaves nothing half-written."""

from __future__ import annotations

import csv
import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from bitsandbytes.nn import Linear4bit  # type: ignore[attr-defined]
from peft import PeftModel
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator  # type: ignore[import-untyped]

from core.interviewers.mistral.weights import check_adapter
from core.interviewers.prompts.prompts import VERSION
from tests.crash.places import disk
from tests.training.finetune.conftest import chat, write_data
from tests.training.finetune.test_config import told
from training.errors import TrainingFault
from training.finetune import base as bases
from training.finetune import tuning, watching
from training.finetune.config import Config, with_values
from training.finetune.examples import Writer
from training.finetune.places import Places
from training.finetune.tuning import finetune


def curves(out: Path) -> list[dict[str, str]]:
    with (out / "curves.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def numbers(out: Path, name: str) -> list[float]:
    return [float(row[name]) for row in curves(out) if row[name]]


def everything_in(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_a_run_learns_and_leaves_an_adapter_that_serving_takes(config: Config, tmp_path: Path) -> None:
    adapter = finetune(with_values(config, run__steps=16, run__evaluate=8), tmp_path / "out")
    losses = numbers(tmp_path / "out", "eval_loss")
    assert len(losses) == 2
    assert losses[1] < losses[0] < numbers(tmp_path / "out", "loss")[0]
    check_adapter(adapter)
    assert json.loads((adapter / "greenroom.json").read_text(encoding="utf-8")) == {
        "prompts": VERSION,
        "base": config.base.model,
        "base_revision": "",
        "config": "tiny",
        "data": "abc",
    }
    assert everything_in(tmp_path / "out") == [
        "adapter/adapter_config.json",
        "adapter/adapter_model.safetensors",
        "adapter/chat_template.jinja",
        "adapter/greenroom.json",
        "adapter/tokenizer.json",
        "adapter/tokenizer_config.json",
        "curves.csv",
        "curves.png",
    ]
    assert (tmp_path / "out" / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_the_best_state_is_kept_and_not_the_last(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(self: Any, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step == 5:
            for weights in kwargs["model"].parameters():
                if weights.requires_grad:
                    weights.data.mul_(-100)

    monkeypatch.setattr(watching.Whole, "on_step_begin", astray, raising=False)
    constant = with_values(config, run__schedule="constant_with_warmup", run__warmup=0.0)
    kept = finetune(constant, tmp_path / "long")
    first = finetune(with_values(constant, run__steps=4), tmp_path / "short")
    losses = numbers(tmp_path / "long", "eval_loss")
    assert losses[1] > losses[0]
    ours, theirs = (load_file(one / "adapter_model.safetensors") for one in (kept, first))
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_a_run_without_a_better_loss_ends_early(config: Config, tmp_path: Path) -> None:
    still = with_values(config, run__rate=1e-12, run__steps=40, run__evaluate=2, run__patience=2)
    finetune(still, tmp_path / "out")
    assert len(numbers(tmp_path / "out", "eval_loss")) < 20


def killed(config: Config, out: Path, at: int) -> None:
    """A run in a child that dies by SIGKILL while it writes what it keeps at step `at`."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        gc.freeze()  # what earlier tests left belongs to threads that are not in this process

        def dies(self: Any, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
            if state.global_step == at:
                os.kill(os.getpid(), signal.SIGKILL)
            (Path(args.output_dir) / f"checkpoint-{state.global_step}" / watching.WHOLE).touch()

        watching.Whole.on_save = dies  # type: ignore[method-assign]
        try:
            finetune(config, out)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.process
def test_a_run_that_was_killed_goes_on_to_the_same_losses(config: Config, tmp_path: Path) -> None:
    config = with_values(config, run__steps=12)
    killed(config, tmp_path / "killed", at=8)
    assert not (tmp_path / "killed" / "adapter").exists()
    assert (tmp_path / "killed" / "work" / "checkpoint-4" / watching.WHOLE).exists()
    went_on = finetune(config, tmp_path / "killed")
    whole = finetune(config, tmp_path / "whole")
    assert curves(tmp_path / "killed") == curves(tmp_path / "whole")
    ours, theirs = (load_file(one / "adapter_model.safetensors") for one in (went_on, whole))
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`:FutureWarning")  # asked for by peft
def test_validation_leaves_the_4_bit_layers_their_gradients(
    config: Config, base: Path, tokenizer: Any
) -> None:
    model = tuning.adapted(bases.load(base, config.base), config)
    made = Writer(tokenizer).example(chat(1))
    assert made is not None
    batch = {"input_ids": torch.tensor([made.input_ids]), "labels": torch.tensor([made.labels])}

    def gradients() -> dict[str, torch.Tensor]:
        model.zero_grad()
        model.train()
        torch.manual_seed(0)
        model(**batch).loss.backward()
        return {name: one.grad.clone() for name, one in model.named_parameters() if one.grad is not None}

    before = gradients()
    model.eval()
    with torch.no_grad():
        model(**batch)
    after = gradients()
    assert any(isinstance(layer, Linear4bit) for layer in model.modules())
    assert (
        sum(bool(one.abs().sum()) for one in before.values()) == 4
    )  # layers' B; A follows when B is not zero
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_the_output_layer_is_tuned_by_the_plain_trainer(config: Config, tmp_path: Path) -> None:
    config = with_values(config, adapter__targets=["q_proj", "lm_head"], run__steps=4)
    adapter = finetune(config, tmp_path / "out")
    names = load_file(adapter / "adapter_model.safetensors")
    assert {name.split(".")[-3] for name in names} == {"q_proj", "lm_head"}  # and no embeddings


def test_packing_fills_rows_and_tells_examples_apart(config: Config, tmp_path: Path) -> None:
    config = with_values(config, run__arrangement="packed", run__batch=1, run__steps=4)
    finetune(config, tmp_path / "out")
    assert len(numbers(tmp_path / "out", "loss")) == 2


def test_a_loss_that_is_no_number_stops_the_run(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapted = tuning.adapted

    def broken(model: Any, config: Config) -> PeftModel:
        made = adapted(model, config)
        next(one for one in made.parameters() if one.requires_grad).data.fill_(float("nan"))
        return made

    monkeypatch.setattr(tuning, "adapted", broken)
    with pytest.raises(TrainingFault) as fault:
        finetune(config, tmp_path / "out")
    assert told(fault).startswith("The loss at step 2 is no number any more")
    assert not (tmp_path / "out" / "adapter").exists()


def test_a_full_disk_is_told_and_the_same_command_goes_on(config: Config, tmp_path: Path) -> None:
    with disk(tmp_path / "small", "3m") as small:
        filler = Path(small.folder) / "filler"
        out = Path(small.folder) / "out"
        filler.write_bytes(b"x" * int(2.7 * 2**20))
        with pytest.raises(TrainingFault) as fault:
            finetune(config, out)
        assert told(fault).startswith(f"The disk of {out} is full.")
        assert not (out / "adapter").exists()
        filler.unlink()
        assert (finetune(config, out) / "greenroom.json").is_file()


def test_too_little_memory_is_told_with_the_numbers_before_anything_is_loaded(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bases, "free", lambda: 20 * 2**20)
    with pytest.raises(TrainingFault) as fault:
        finetune(config, tmp_path / "out")
    assert fault.value.key == "train-memory-little"
    assert fault.value.values["free"] == 20
    assert not (tmp_path / "out").exists()


def test_the_memory_of_a_7b_is_known_from_its_shape(tmp_path: Path, config: Config) -> None:
    shape = {
        "model_type": "mistral",
        "hidden_size": 4096,
        "intermediate_size": 14336,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "vocab_size": 32000,
    }
    (tmp_path / "config.json").write_text(json.dumps(shape), encoding="utf-8")
    wanted = bases.need(tmp_path, config)
    # 6.98e9 weights in layers at 0.516 bytes, and twice 32000 x 4096 of embeddings at 2
    assert wanted.weights == pytest.approx(6.98e9 * 0.516 + 2 * 32000 * 4096 * 2, rel=0.01)


def test_an_unreachable_hub_is_told(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    with pytest.raises(TrainingFault) as fault:
        finetune(with_values(config, base__model="mistralai/Nowhere"), tmp_path / "out")
    assert told(fault).startswith("mistralai/Nowhere is not on this machine, and the hub cannot be reached.")


@pytest.mark.parametrize(
    ("model", "begins"),
    [("./nothing", "There is no model in the folder ./nothing."), ("EMPTY", "EMPTY does not hold a model")],
)
def test_a_folder_without_a_model_is_told(model: str, begins: str, config: Config, tmp_path: Path) -> None:
    (tmp_path / "EMPTY").mkdir()
    named = str(tmp_path / model) if model == "EMPTY" else model
    with pytest.raises(TrainingFault) as fault:
        finetune(with_values(config, base__model=named), tmp_path / "out")
    assert told(fault).replace(f"{tmp_path}/", "").startswith(begins)


def test_layers_that_are_not_there_are_told(config: Config, tmp_path: Path) -> None:
    with pytest.raises(TrainingFault) as fault:
        finetune(with_values(config, adapter__targets=["dense"]), tmp_path / "out")
    assert told(fault).startswith("The model has no layers named dense.")


def test_tensorboard_reads_the_losses_that_the_curves_have(config: Config, tmp_path: Path) -> None:
    finetune(with_values(config, watch=["tensorboard"]), tmp_path / "out")
    kept = EventAccumulator(str(tmp_path / "out" / "tensorboard"))
    kept.Reload()
    for name, column in (("train/loss", "loss"), ("eval/loss", "eval_loss")):
        written = [round(one.value, 4) for one in kept.Scalars(name)]
        assert written == [round(loss, 4) for loss in numbers(tmp_path / "out", column)]
        assert len(written) == {"loss": 4, "eval_loss": 2}[column]


def test_figures_go_nowhere_that_is_not_installed(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(TrainingFault) as fault:
        finetune(with_values(config, watch=["wandb"]), tmp_path / "out")
    assert told(fault).startswith("Figures are to go to wandb, which is not installed.")


def test_a_folder_is_of_one_run(config: Config, tmp_path: Path) -> None:
    Places(tmp_path).begin({"a": 1})
    with pytest.raises(TrainingFault) as fault:
        Places(tmp_path).begin({"a": 2})
    assert fault.value.key == "train-other-run"
    (tmp_path / "adapter").mkdir()
    with pytest.raises(TrainingFault) as fault:
        Places(tmp_path).begin({"a": 1})
    assert fault.value.key == "train-done-already"


def test_data_that_fits_nowhere_is_told(config: Config, tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    with pytest.raises(TrainingFault) as fault:
        finetune(with_values(config, data=str(data), run__longest=32), tmp_path / "out")
    assert told(fault).startswith("No chat of train.jsonl fits into 32 tokens.")
