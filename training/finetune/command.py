"""`./run train finetune`, and how one is run from Python."""

from __future__ import annotations

from pathlib import Path

from accelerate import PartialState  # type: ignore[import-untyped]
from rich.console import Console

from core.texts.catalog import texts
from training.finetune.config import read_config, with_values
from training.finetune.tuning import finetune


def finetune_command(name: str, out: Path, data: Path | None) -> None:
    """Tunes as the configuration says and tells where the adapter is. Raises TrainingFault."""
    config = read_config(name)
    if data is not None:
        config = with_values(config, data=str(data))
    adapter = finetune(config, out)
    if PartialState().is_main_process:
        Console(stderr=True).print(
            texts().say("train-tuned", {"folder": str(adapter)}), highlight=False, soft_wrap=True
        )
