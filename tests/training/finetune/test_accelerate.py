"""Several processes tune one adapter; what is shipped for it is read by accelerate."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from accelerate.commands.config.config_args import load_config_from_file  # type: ignore[import-untyped]
from safetensors.torch import load_file

from tests.training.finetune.conftest import free_port
from training.finetune.config import CONFIGS, Config

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize(("name", "kind"), [("ddp", "MULTI_GPU"), ("fsdp_qlora", "FSDP")])
def test_accelerate_reads_the_shipped_file(name: str, kind: str) -> None:
    read = load_config_from_file(str(CONFIGS / "accelerate" / f"{name}.yaml"))
    assert (read.distributed_type, read.num_processes, read.mixed_precision) == (kind, 2, "bf16")


def test_fsdp_deals_out_whole_layers_and_gathers_what_is_written() -> None:
    read = load_config_from_file(str(CONFIGS / "accelerate" / "fsdp_qlora.yaml"))
    assert read.fsdp_config["fsdp_sharding_strategy"] == "FULL_SHARD"
    assert read.fsdp_config["fsdp_state_dict_type"] == "FULL_STATE_DICT"
    assert read.fsdp_config["fsdp_sync_module_states"] is True  # else only the first process has the weights


def written(config: Config, file: Path, optimizer: str) -> Path:
    """The tiny run as a file: four steps of two examples a process."""
    file.write_text(
        f"""
name = "tiny"
data = "{config.data}"
[base]
model = "{config.base.model}"
[adapter]
targets = ["q_proj"]
dropout = 0
[run]
steps = 4
batch = 2
evaluate = 4
note = 2
longest = 256
optimizer = "{optimizer}"
""",
        encoding="utf-8",
    )
    return file


def tuned(launcher: Sequence[str], file: Path, out: Path) -> list[dict[str, str]]:
    """What the curves say when processes were started by `launcher`, and one adapter came of it."""
    done = subprocess.run(
        [sys.executable, "-m", *launcher, "-m", "training", "finetune", str(file), "--out", str(out)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.count("The adapter is in") == 1
    with (out / "curves.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    # 24 examples, 2 processes of 2 at a time: 6 steps an epoch, where one process would take 12
    assert [(row["step"], round(float(row["epoch"]), 2)) for row in rows] == [("2", 0.33), ("4", 0.67)]
    return rows


def adapter(out: Path) -> dict[str, torch.Tensor]:
    return load_file(out / "adapter" / "adapter_model.safetensors")


@pytest.mark.process
def test_two_processes_tune_one_adapter_with_the_base_whole_or_in_shards(
    config: Config, tmp_path: Path
) -> None:
    file = written(config, tmp_path / "tiny.toml", "adamw_torch")
    port = str(free_port())
    launcher = ["torch.distributed.run", "--nproc-per-node", "2", "--master-addr", "127.0.0.1"]
    whole = tuned([*launcher, "--master-port", port], file, tmp_path / "whole")
    shards = tuned(
        ["accelerate.commands.launch", "--config_file", str(without_cards(tmp_path / "fsdp.yaml"))],
        file,
        tmp_path / "shards",
    )
    for row, other in zip(whole, shards, strict=True):
        assert float(row["loss"]) == pytest.approx(float(other["loss"]), rel=1e-3)
    ours, theirs = adapter(tmp_path / "whole"), adapter(tmp_path / "shards")
    assert {name: one.shape for name, one in ours.items()} == {
        name: one.shape for name, one in theirs.items()
    }
    for name, one in ours.items():
        assert torch.allclose(one, theirs[name], atol=2e-4), name
    assert sum(bool(one.any()) for one in theirs.values()) == 4  # and B is not zero any more


def without_cards(file: Path) -> Path:
    """The shipped file for FSDP, with what accelerate only does with graphics cards left out."""
    text = (CONFIGS / "accelerate" / "fsdp_qlora.yaml").read_text(encoding="utf-8")
    for name, there, here in (
        ("use_cpu", "false", "true"),
        ("fsdp_cpu_ram_efficient_loading", "true", "false"),
        ("fsdp_sync_module_states", "true", "false"),
    ):
        assert f"{name}: {there}" in text
        text = text.replace(f"{name}: {there}", f"{name}: {here}")
    file.write_text(f"{text}\nmain_process_port: {free_port()}\n", encoding="utf-8")
    return file
