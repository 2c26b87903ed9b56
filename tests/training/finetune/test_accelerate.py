"""Several processes tune one adapter; what is shipped for it is read by accelerate."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from accelerate.commands.config.config_args import load_config_from_file  # type: ignore[import-untyped]

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


@pytest.mark.process
def test_two_processes_tune_one_adapter(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "tiny.toml"
    file.write_text(
        f"""
name = "tiny"
data = "{config.data}"
[base]
model = "{config.base.model}"
[adapter]
targets = ["q_proj"]
[run]
steps = 4
batch = 2
evaluate = 4
note = 2
longest = 256
""",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--master-addr", "127.0.0.1", "--master-port", str(free_port())),
            *("-m", "training", "finetune", str(file), "--out", str(tmp_path / "out")),
        ],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr.count("The adapter is in") == 1
    assert (tmp_path / "out" / "adapter" / "adapter_model.safetensors").is_file()
    with (tmp_path / "out" / "curves.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    # 24 examples, 2 processes of 2 at a time: 6 steps an epoch, where one process would take 12
    assert [(row["step"], round(float(row["epoch"]), 2)) for row in rows] == [("2", 0.33), ("4", 0.67)]
