"""What the shipped configurations say, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import MistralConfig, MistralForCausalLM, PhiConfig, PhiForCausalLM, PreTrainedModel

from core.texts.catalog import texts
from tests.training.finetune.conftest import SHAPE
from training.errors import TrainingFault
from training.finetune.config import Config, checked, read_config, shipped, with_values
from training.finetune.tuning import finetune

NAMES = ["followups", "mistral-7b-v0.2", "mistral-7b-v0.3", "phi-2", "small"]


def told(fault: pytest.ExceptionInfo[TrainingFault]) -> str:
    """The sentence that a person is shown."""
    return texts().say(fault.value.key, fault.value.values)


def test_the_shipped_configurations_are_these() -> None:
    assert shipped() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_configuration_is_qlora_of_the_model_it_is_named_for(name: str) -> None:
    config = read_config(name)
    assert config.name == name
    assert config.base.bits == 4
    assert config.run.optimizer == "paged_adamw_8bit"
    assert name in ("followups", "small") or len(config.base.revision) == 40


def shrunken(name: str, folder: Path, tokenizer: Any) -> Path:
    """A model of the configuration's architecture with narrow layers and random weights."""
    torch.manual_seed(0)
    model: PreTrainedModel
    if name == "phi-2":
        shape = {key: value for key, value in SHAPE.items() if key != "num_key_value_heads"}
        model = PhiForCausalLM(PhiConfig(vocab_size=len(tokenizer), pad_token_id=5, **shape))
    else:
        model = MistralForCausalLM(MistralConfig(vocab_size=len(tokenizer), pad_token_id=5, **SHAPE))
    model.to(torch.bfloat16).save_pretrained(folder)  # type: ignore[arg-type]
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_configuration_runs_on_a_shrunken_model_of_its_kind(
    name: str, data: Path, tokenizer: Any, tmp_path: Path
) -> None:
    base = shrunken(name, tmp_path / "base", tokenizer)
    config = with_values(
        read_config(name),
        base__model=str(base),
        base__revision="",
        data=str(data),
        run__steps=2,
        run__accumulate=1,
        run__evaluate=2,
        run__note=1,
    )
    adapter = finetune(config, tmp_path / "out")
    assert (adapter / "adapter_model.safetensors").stat().st_size > 1000
    rows = (tmp_path / "out" / "curves.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows] == ["step", "1", "2"]


def test_a_value_that_is_not_right_is_named_with_its_place() -> None:
    with pytest.raises(TrainingFault) as fault:
        checked({"name": "a", "base": {"model": "b"}, "run": {"rate": 3}}, "my.toml")
    assert told(fault) == "my.toml: run.rate is not right: Input should be less than 1."


def test_an_unknown_name_is_not_passed_over() -> None:
    with pytest.raises(TrainingFault) as fault:
        checked({"name": "a", "base": {"model": "b"}, "run": {"learning_rate": 0.1}}, "my.toml")
    assert told(fault).startswith("my.toml: run.learning_rate is not right: Extra inputs")


def test_losses_are_noted_before_the_state_is_kept() -> None:
    with pytest.raises(TrainingFault) as fault:
        checked({"name": "a", "base": {"model": "b"}, "run": {"evaluate": 25, "note": 10}}, "my.toml")
    assert "evaluate must be a multiple of note" in told(fault)


def test_a_missing_configuration_is_told_with_those_there_are() -> None:
    with pytest.raises(TrainingFault) as fault:
        read_config("mistral")
    assert told(fault).endswith(
        "come with Greenroom: followups, mistral-7b-v0.2, mistral-7b-v0.3, phi-2, small."
    )


def test_a_file_that_is_no_toml_is_told_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("name = \n", encoding="utf-8")
    with pytest.raises(TrainingFault) as fault:
        read_config(str(file))
    assert told(fault) == "mine.toml is not valid TOML: Invalid value (at line 1, column 8)."


def test_a_changed_value_is_checked_too(config: Config) -> None:
    assert with_values(config, run__steps=3).run.steps == 3
    with pytest.raises(TrainingFault):
        with_values(config, run__steps=-1)
