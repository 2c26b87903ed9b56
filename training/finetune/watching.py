"""What is watched while a model is tuned: its losses, its progress, and that what is kept is whole.

The rule: figures come from the trainer's own log, which a checkpoint keeps, so that a run that was killed and
went on writes the same ones as a run that was not.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from core.texts.catalog import texts
from training.errors import TrainingFault
from training.finetune.curves import write_csv

LINES = {"eval_loss": "train-validated", "loss": "train-read"}
WHOLE = "whole"  # the mark of a checkpoint that was written to its end


class Curves(TrainerCallback):
    """Writes the losses as CSV whenever there are new ones, and stops at one that is no number."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Raises TrainingFault where a loss is not finite."""
        newest = state.log_history[-1] if state.log_history else {}
        for name in ("loss", "eval_loss"):
            if not math.isfinite(newest.get(name, 0.0)):
                raise TrainingFault("train-loss-no-number", step=state.global_step)
        if state.is_world_process_zero:
            write_csv(self._file, state.log_history)


class Whole(TrainerCallback):
    """Takes the validation loss at the end too, and marks checkpoints that are written."""

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """The last step is looked at like those before it."""
        if state.global_step >= state.max_steps:
            control.should_evaluate = True

    def on_save(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """Called when everything of the checkpoint is there."""
        if state.is_world_process_zero:
            (Path(str(args.output_dir)) / f"checkpoint-{state.global_step}" / WHOLE).touch()


class Shown(TrainerCallback):
    """Progress for who sits before it: a bar in a terminal, elsewhere a line each time losses are taken."""

    def __init__(self, console: Console, named: str = "train-progress", lines: str = "eval_loss") -> None:
        """`named` is the text over the bar, `lines` the loss that is written out."""
        self._console, self._named, self._lines = console, named, lines
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[loss]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """The bar begins where the run was left."""
        if state.is_world_process_zero:
            named = texts().say(self._named)
            self._task = self._progress.add_task(
                named, total=state.max_steps, completed=state.global_step, loss=""
            )
            self._progress.start()

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """One further."""
        if self._task is not None:
            self._progress.update(self._task, completed=state.global_step)

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any
    ) -> None:
        """The newest loss beside the bar, or as a line."""
        if self._task is None or not state.log_history:
            return
        newest = state.log_history[-1]
        if "loss" in newest:
            self._progress.update(self._task, loss=f"{newest['loss']:.3f}")
        if self._lines in newest:
            said: dict[str, str | int] = {
                "step": state.global_step,
                "of": state.max_steps,
                "loss": f"{newest[self._lines]:.3f}",
            }
            self._console.print(texts().say(LINES[self._lines], said), highlight=False)

    def end(self) -> None:
        """Takes the bar away, whatever ended the run."""
        self._progress.stop()
